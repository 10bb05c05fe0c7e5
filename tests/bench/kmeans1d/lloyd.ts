import { line, lloyd, plusPlusStarts } from '../../../src/engine/kmeans1d/lloyd.ts';
import { seeded } from '../../../src/engine/random.ts';
import { contender } from './implementation.ts';

/** Our own Lloyd iteration on sorted values, from k-means++ starts: what most libraries call k-means. Not optimal. */
export const lloydPlusPlus = contender({
  name: 'Lloyd, one k-means++ start',
  optimal: false,
  input: (values) => Float64Array.from(values),
  cluster: (values, k) => {
    const sorted = values.toSorted();
    let last = { cuts: new Uint32Array(1) };
    for (last of lloyd(line(sorted), plusPlusStarts(sorted, k, seeded(1)))); // the last step holds the result
    return { sorted, cuts: last.cuts };
  },
  lowest: ({ sorted, cuts }) =>
    Array.from(cuts.subarray(0, -1), (cut) => sorted[Math.min(cut, sorted.length - 1)]),
});
