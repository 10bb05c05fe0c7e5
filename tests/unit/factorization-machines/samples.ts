import {
  denseFeatures,
  type Features,
  initialWeights,
  type Samples,
  sparse,
  type Task,
  type Weights,
} from '../../../src/engine/factorization-machines/index.ts';
import { gaussian, type Random } from '../../../src/engine/random.ts';

/** Random features, about a third of them 0, held whole or as entries. */
export function randomFeatures(rows: number, d: number, random: Random, form: 'dense' | 'sparse'): Features {
  const X = denseFeatures(
    Array.from({ length: rows }, () =>
      Array.from({ length: d }, () => (random() < 1 / 3 ? 0 : gaussian(random))),
    ),
  );
  return form === 'dense' ? X : sparse(X);
}

/** Random samples, of which classes have both. */
export function randomSamples(
  rows: number,
  d: number,
  task: Task,
  random: Random,
  { form = 'dense', weighted = false }: { form?: 'dense' | 'sparse'; weighted?: boolean } = {},
): Samples {
  const y = Float64Array.from({ length: rows }, (_, i) =>
    task === 'regression' ? gaussian(random) : i < 2 ? i : Math.round(random()),
  );
  const X = randomFeatures(rows, d, random, form);
  if (!weighted) return { X, y };
  return { X, y, weights: Float64Array.from({ length: rows }, (_, i) => (i % 4 === 3 ? 0 : 2 * random())) };
}

/** Random weights of which none is 0. */
export function randomWeights(d: number, k: number, random: Random): Weights {
  const weights = initialWeights({ d, k, stdev: 0.5, random });
  weights.w0 = gaussian(random);
  weights.w1 = weights.w1.map(() => gaussian(random));
  return weights;
}

/** Row `row` as a list of d numbers. */
export function rowOf(X: Features, row: number): number[] {
  if (!('start' in X)) return Array.from(X.values.subarray(row * X.columns, (row + 1) * X.columns));
  const numbers = new Array<number>(X.columns).fill(0);
  for (let e = X.start[row]; e < X.start[row + 1]; e++) numbers[X.column[e]] = X.value[e];
  return numbers;
}

/** The model as it is defined: Rendle 2010, equation 1, pair by pair. */
export function scoreByPairs({ d, k, w0, w1, V }: Weights, x: readonly number[]): number {
  let score = w0;
  for (let i = 0; i < d; i++) {
    score += w1[i] * x[i];
    for (let j = i + 1; j < d; j++)
      for (let f = 0; f < k; f++) score += V[f * d + i] * V[f * d + j] * x[i] * x[j];
  }
  return score;
}

/** Every number of some weights in one list: w0, w1, V. */
export const flat = ({ w0, w1, V }: Weights): number[] => [w0, ...w1, ...V];

/** The way back. */
export const unflat = ({ d, k }: Weights, numbers: readonly number[]): Weights => ({
  d,
  k,
  w0: numbers[0],
  w1: Float64Array.from(numbers.slice(1, 1 + d)),
  V: Float64Array.from(numbers.slice(1 + d)),
});

/** Largest difference of two lists, relative to the largest number where that is above 1. */
export function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [most, size] = [a.length === b.length ? 0 : Number.POSITIVE_INFINITY, 1];
  for (let i = 0; i < a.length; i++) {
    most = Math.max(most, Math.abs(a[i] - b[i]));
    size = Math.max(size, Math.abs(b[i]));
    if (Number.isNaN(a[i]) !== Number.isNaN(b[i])) most = Number.POSITIVE_INFINITY;
  }
  return most / size;
}
