import type { LayerExtent, Report } from '../../../engine/style-transfer/quantize/index.ts';
import type { Cost, Extent } from './views.ts';

/** What the page is told of a report. */
export function costOf(bits: number, { layers, total }: Report): Cost {
  const { biases } = total;
  return {
    bits,
    ...extentOf(total),
    packed: total.packed + biases,
    entropy: total.entropy + biases,
    layers: layers.map((layer) => ({ name: layer.name, ...extentOf(layer) })),
  };
}

/** Of what lost nothing there is no ratio: infinity would not survive as JSON either. */
function extentOf({
  packed,
  entropy,
  inertia,
  sqnr,
}: Pick<LayerExtent, 'packed' | 'entropy' | 'inertia' | 'sqnr'>): Extent {
  return { packed, entropy, ...(inertia ? { inertia } : {}), ...(Number.isFinite(sqnr) ? { sqnr } : {}) };
}
