import { measuredModels, short } from './measured.build.ts';
import type { ShippedLayers } from './shipped.ts';
import type { Cost } from './views.ts';

const byBits = (costs: readonly Cost[]): ShippedLayers[string]['kmeans'] =>
  Object.fromEntries(
    costs.map(({ bits, layers }) => [
      bits,
      layers.map(({ packed, entropy, inertia, sqnr }) => [
        packed,
        entropy,
        short(inertia) ?? null,
        short(sqnr) ?? null,
      ]),
    ]),
  );

/** What the layers of the site's models take and lose at each depth. */
export default measuredModels().then(
  (models): ShippedLayers =>
    Object.fromEntries(
      models.map(({ view, costs }) => [
        view.id,
        { kmeans: byBits(costs.kmeans), uniform: byBits(costs.uniform) },
      ]),
    ),
);
