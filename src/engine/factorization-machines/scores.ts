import { type Features, isSparse } from './features.ts';
import type { Task } from './samples.ts';
import type { Weights } from './weights.ts';

/**
 * The model's output for each row x of X: w0 + <w1, x> + the sum over i < j of <v_i, v_j> x_i x_j, of classes the logarithm of the
 * odds of class 1. The pairs cost O(k) for each number that is not 0 by Rendle's Lemma 3.1: half the sum over f of
 * (sum_i v_if x_i)² - sum_i (v_if x_i)².
 */
export function scores({ d, k, w0, w1, V }: Weights, X: Features): Float64Array {
  const out = new Float64Array(X.rows).fill(w0);
  const sums = new Float64Array(k);
  let [score, squares] = [0, 0];
  const add = (j: number, x: number) => {
    score += w1[j] * x;
    for (let f = 0; f < k; f++) {
      const vx = V[f * d + j] * x;
      sums[f] += vx;
      squares += vx * vx;
    }
  };
  for (let row = 0; row < X.rows; row++) {
    [score, squares] = [w0, 0];
    sums.fill(0);
    if (isSparse(X)) {
      const end = X.start[row + 1];
      for (let e = X.start[row]; e < end; e++) add(X.column[e], X.value[e]);
    } else
      for (let j = 0, at = row * d; j < d; j++, at++) {
        const x = X.values[at];
        if (x !== 0) add(j, x);
      }
    let pairs = -squares;
    for (let f = 0; f < k; f++) pairs += sums[f] ** 2;
    out[row] = score + pairs / 2;
  }
  return out;
}

/** The probability whose odds have this logarithm. */
export const sigmoid = (score: number): number =>
  score >= 0 ? 1 / (1 + Math.exp(-score)) : Math.exp(score) / (1 + Math.exp(score));

/** Numbers as they are predicted, or the probability of class 1, for each row. */
export function predict(task: Task, weights: Weights, X: Features): Float64Array {
  const out = scores(weights, X);
  return task === 'regression' ? out : out.map(sigmoid);
}

/** The error of one row: squared, or the cross entropy of a class and the logarithm of its odds, which does not overflow. */
export function errorOf(task: Task, y: number, score: number): number {
  if (task === 'regression') return (score - y) ** 2;
  return Math.max(score, 0) - y * score + Math.log1p(Math.exp(-Math.abs(score)));
}
