import type { Method } from '../../../engine/style-transfer/quantize/tensor.ts';

/** How the weights of a layer are spread, and the levels that stand for them at each depth. */
export interface LayerLevels {
  histogram: WeightHistogram;
  /** At `[bits - 1]`, ascending. */
  levels: Record<Method, readonly (readonly number[])[]>;
}

/** Weights counted in equal bins from `from` to `to`. */
export interface WeightHistogram {
  from: number;
  to: number;
  counts: readonly number[];
}

const METHODS = ['kmeans', 'uniform'] as const;
const BINS = 120;

/** `levelsOf` gives the levels at so many bits, 1 to 8. */
export function layerLevels(
  weights: Float32Array,
  levelsOf: (bits: number, method: Method) => ArrayLike<number>,
): LayerLevels {
  const levels = METHODS.map((method) => [
    method,
    Array.from({ length: 8 }, (_, i) => Array.from(levelsOf(i + 1, method))),
  ]);
  return {
    histogram: weightHistogram(weights),
    levels: Object.fromEntries(levels) as LayerLevels['levels'],
  };
}

/** Counts weights in `bins` bins from the least to the largest. */
export function weightHistogram(weights: Float32Array, bins = BINS): WeightHistogram {
  let [from, to] = [weights[0], weights[0]];
  for (let i = 1; i < weights.length; i++) {
    if (weights[i] < from) from = weights[i];
    if (weights[i] > to) to = weights[i];
  }
  if (!(to > from)) return { from: from - 0.5, to: to + 0.5, counts: [0, weights.length, 0] };
  const counts = new Array<number>(bins).fill(0);
  const scale = bins / (to - from);
  for (let i = 0; i < weights.length; i++)
    counts[Math.min(bins - 1, Math.floor((weights[i] - from) * scale))]++;
  return { from, to, counts };
}
