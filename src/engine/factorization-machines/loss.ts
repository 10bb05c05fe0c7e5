import type { Samples, Task } from './samples.ts';
import { errorOf, scores } from './scores.ts';
import { penalties, type Regularizer } from './settings.ts';
import type { Weights } from './weights.ts';

/** The loss of weights on samples: mean error by weight, plus what the regularizer adds. */
export function lossOf(
  task: Task,
  { X, y, weights: counts }: Samples,
  weights: Weights,
  regularizer?: Regularizer,
): number {
  const out = scores(weights, X);
  let [sum, total] = [0, 0];
  for (let i = 0; i < out.length; i++) {
    const count = counts ? counts[i] : 1;
    if (count === 0) continue;
    sum += count * errorOf(task, y[i], out[i]);
    total += count;
  }
  return sum / total + penaltyOf(weights, regularizer);
}

/** What the regularizer adds to the mean error. */
export function penaltyOf({ d, k, w0, w1, V }: Weights, regularizer: Regularizer | undefined): number {
  const penalty = penalties(regularizer, d, k);
  const size = (values: ArrayLike<number>) => {
    let sum = 0;
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      sum += penalty.norm === 'l2' ? value * value : Math.abs(value);
    }
    return sum;
  };
  return penalty.w0 * size([w0]) + penalty.w1 * size(w1) + penalty.v * size(V);
}
