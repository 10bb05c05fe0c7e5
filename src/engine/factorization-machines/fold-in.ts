import { solveSemidefinite } from '../semidefinite.ts';
import { visitRow } from './features.ts';
import type { Samples, Task } from './samples.ts';
import { errorOf, scores, sigmoid } from './scores.ts';
import { copyWeights, type Weights } from './weights.ts';

/**
 * Learns the weight and the k factors of one feature from rows that have it, all else staying as it is: a new user or item, say, among
 * known ones, without training anew. The score is linear in these k + 1 numbers (Rendle 2010, section III-D calls it
 * multilinear), so they come from least squares, or for classes from Newton's steps, exactly. `ridge` (above 0) times the sum of
 * their squares is added to the sum of errors. The feature may be new: then give weights that `widened` has made room in.
 */
export function foldIn(
  weights: Weights,
  samples: Samples,
  task: Task,
  feature: number,
  ridge: number,
): Weights {
  const { d, k } = weights;
  const { X, y, weights: counts } = samples;
  const next = copyWeights(weights);
  next.w1[feature] = 0;
  for (let f = 0; f < k; f++) next.V[f * d + feature] = 0;
  const without = scores(next, X);
  // How the score of each row depends on the k + 1 numbers.
  const size = k + 1;
  const slopes = new Float64Array(X.rows * size);
  for (let row = 0; row < X.rows; row++) {
    let own = 0;
    const at = row * size;
    visitRow(X, row, (j, x) => {
      if (j === feature) own = x;
      else for (let f = 0; f < k; f++) slopes[at + 1 + f] += next.V[f * d + j] * x;
    });
    slopes[at] = 1;
    for (let a = 0; a < size; a++) slopes[at + a] *= own;
  }
  const found = new Float64Array(size);
  const scoreAt = (row: number, at: Float64Array) => {
    let score = without[row];
    for (let a = 0; a < size; a++) score += slopes[row * size + a] * at[a];
    return score;
  };
  const lossAt = (at: Float64Array) => {
    let sum = 0;
    for (let row = 0; row < X.rows; row++)
      sum += (counts ? counts[row] : 1) * errorOf(task, y[row], scoreAt(row, at));
    for (let a = 0; a < size; a++) sum += ridge * at[a] ** 2;
    return sum;
  };
  let loss = lossAt(found);
  for (let round = 0; round < (task === 'regression' ? 1 : 50); round++) {
    const curvature = new Float64Array(size * size);
    const step = new Float64Array(size);
    for (let a = 0; a < size; a++) {
      curvature[a * size + a] = 2 * ridge;
      step[a] = -2 * ridge * found[a];
    }
    for (let row = 0; row < X.rows; row++) {
      const count = counts ? counts[row] : 1;
      const score = scoreAt(row, found);
      const p = sigmoid(score);
      const away = task === 'regression' ? 2 * (score - y[row]) : p - y[row];
      const bend = task === 'regression' ? 2 : p * (1 - p);
      for (let a = 0; a < size; a++) {
        const slope = count * slopes[row * size + a];
        step[a] -= away * slope;
        for (let b = 0; b <= a; b++) curvature[a * size + b] += bend * slope * slopes[row * size + b];
      }
    }
    solveSemidefinite(curvature, step, size);
    // Newton's step as a whole, or as much of it as makes the loss less.
    const before = loss;
    for (let share = 1; share > 1e-6 && loss === before; share /= 2) {
      const tried = found.map((value, a) => value + share * step[a]);
      const reached = lossAt(tried);
      if (!(reached < loss)) continue;
      found.set(tried);
      loss = reached;
    }
    if (!(before - loss > 1e-14 * before)) break;
  }
  next.w1[feature] = found[0];
  for (let f = 0; f < k; f++) next.V[f * d + feature] = found[1 + f];
  return next;
}

/** The same model with room for features behind its own, whose weights and factors are 0. */
export function widened({ d, k, w0, w1, V }: Weights, features: number): Weights {
  const wider = { d: features, k, w0, w1: new Float64Array(features), V: new Float64Array(k * features) };
  wider.w1.set(w1);
  for (let f = 0; f < k; f++) wider.V.set(V.subarray(f * d, (f + 1) * d), f * features);
  return wider;
}
