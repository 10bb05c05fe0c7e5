import { measuredModels, short } from './measured.build.ts';
import type { ShippedModel, Totals } from './shipped.ts';
import type { Cost } from './views.ts';

const totals = ({ layers: _, inertia, sqnr, ...cost }: Cost): Totals => ({
  ...cost,
  inertia: short(inertia),
  sqnr: short(sqnr),
});

/** What the page knows of the site's models before it loads one. */
export default measuredModels().then((models) =>
  models.map(
    ({ costs, ...model }): ShippedModel => ({
      ...model,
      costs: { kmeans: costs.kmeans.map(totals), uniform: costs.uniform.map(totals) },
    }),
  ),
);
