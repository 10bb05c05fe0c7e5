import type { ShippedLayers } from './shipped.ts';
import { type Cost, type Depth, type Extent, layerBytes, type ModelView, weightsIn } from './views.ts';

/** A layer as a table tells it; its name with what it is compared for. */
export interface LayerRow extends Partial<Extent> {
  name: string;
  kernel: string;
  channels: string;
  weights: number;
  packed: number;
}

/** Layers at a depth: as measured in the worker, or when the site was built; else what can be told without the weights. */
export function layerRows(
  { layers, style, content }: ModelView,
  { bits, method, exact }: Depth,
  measured: readonly Cost[] | undefined,
  shipped: ShippedLayers[string] | undefined,
): LayerRow[] {
  const costs = measured?.find((cost) => cost.bits === bits)?.layers;
  const known = exact ? undefined : shipped?.[method][bits];
  return layers.map((layer, i) => {
    const { name, size, inputs, outputs } = layer;
    const compared = [style.includes(name) && 'style', name === content && 'content'].filter(Boolean);
    const cost = costs?.[i] ?? extentOf(known?.[i]);
    return {
      packed: layerBytes(layer, bits),
      ...cost,
      name: [name, ...compared].join(', '),
      kernel: `${size} × ${size}`,
      channels: `${inputs} → ${outputs}`,
      weights: weightsIn(layer),
    };
  });
}

function extentOf(known: ShippedLayers[string]['kmeans'][number][number] | undefined): Partial<Extent> {
  if (!known) return {};
  const [packed, entropy, inertia, sqnr] = known;
  return { packed, entropy, inertia: inertia ?? undefined, sqnr: sqnr ?? undefined };
}
