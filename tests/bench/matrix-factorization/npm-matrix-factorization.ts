import { createRequire } from 'node:module';
import { dense } from '../../../src/engine/matrix-factorization/ratings.ts';
import { versionOf } from '../machine.ts';
import type { Implementation } from './implementation.ts';

/** The package's own types are none. Zeros are what is not observed. */
const { factorizeMatrix }: { factorizeMatrix: (D: number[][], k: number, passes: number) => number[][][] } =
  createRequire(import.meta.url)('matrix-factorization');

/**
 * The npm package matrix-factorization, the tutorial of 2010 in JavaScript: a pass steps at every observed cell by itself, with a
 * penalty for each, so its loss is not the article's; it starts anew, at random, with every call.
 */
export const npmMatrixFactorization: Implementation = {
  name: 'matrix-factorization',
  version: versionOf('matrix-factorization'),
  precision: 'float64',
  fits: (_, loss) => loss === 'squared',
  open: ({ ratings, k }) => {
    const { rows, columns, values } = dense(ratings);
    const D = Array.from({ length: rows }, (_, i) =>
      Array.from(values.subarray(i * columns, (i + 1) * columns)),
    );
    return {
      loss: Number.NaN,
      steps: (count) => void factorizeMatrix(D, k, count),
      close: () => {},
    };
  },
};
