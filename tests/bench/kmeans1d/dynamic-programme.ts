import { dynamicProgramme } from '../../../src/engine/kmeans1d/dynamic-programme.ts';
import { contender } from './implementation.ts';

/** Our own classical dynamic programme, divide and conquer in typed arrays; sorting is part of its time. */
export const classical = contender({
  name: 'dynamic programme',
  optimal: true,
  input: (values) => Float64Array.from(values),
  cluster: (values, k) => {
    const sorted = values.toSorted();
    return { sorted, cuts: dynamicProgramme(sorted, k).cuts(k) };
  },
  lowest: ({ sorted, cuts }) => Array.from(cuts.subarray(0, -1), (cut) => sorted[cut]),
});
