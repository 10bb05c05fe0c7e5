import { isSparse } from './features.ts';
import { lossOf } from './loss.ts';
import { createUpdate } from './optimizers.ts';
import { sigmoid } from './scores.ts';
import { penalties } from './settings.ts';
import { checkProblem, type Problem, type Trainer } from './training.ts';
import { copyWeights, type Weights } from './weights.ts';

/** A trainer on typed arrays, in float64, with the gradient derived by hand (Rendle 2010, equation 4): what the others are held to. */
export function createArraysTrainer(problem: Problem): Trainer {
  checkProblem(problem);
  const { task, samples, start, optimizer, regularizer } = problem;
  const { X, y, weights: counts } = samples;
  const { d, k } = start;
  const now = copyWeights(start);
  const bias = new Float64Array([now.w0]);
  const penalty = penalties(regularizer, d, k);
  const updates = [1, d, k * d].map((length) => createUpdate(optimizer, length));
  let steps = 0;

  const slope = { w0: new Float64Array(1), w1: new Float64Array(d), V: new Float64Array(k * d) };
  const sums = new Float64Array(k); // of a row: sum_i v_if x_i

  /** Adds `factor` times the derivatives of the score of a row. */
  function addRow(row: number, factor: number): void {
    slope.w0[0] += factor;
    eachOf(row, (j, x) => {
      slope.w1[j] += factor * x;
      for (let f = 0; f < k; f++) {
        const at = f * d + j;
        const others = sums[f] - now.V[at] * x;
        slope.V[at] += factor * x * others;
      }
    });
  }

  function scoreOf(row: number): number {
    sums.fill(0);
    let [score, squares] = [bias[0], 0];
    eachOf(row, (j, x) => {
      score += now.w1[j] * x;
      for (let f = 0; f < k; f++) {
        const vx = now.V[f * d + j] * x;
        sums[f] += vx;
        squares += vx * vx;
      }
    });
    let pairs = -squares;
    for (let f = 0; f < k; f++) pairs += sums[f] ** 2;
    return score + pairs / 2;
  }

  function eachOf(row: number, visit: (j: number, x: number) => void): void {
    if (isSparse(X)) {
      const end = X.start[row + 1];
      for (let e = X.start[row]; e < end; e++) visit(X.column[e], X.value[e]);
    } else for (let j = 0, at = row * d; j < d; j++, at++) visit(j, X.values[at]);
  }

  /** Fills `slope`; false when the rows weigh nothing. */
  function derive(order: Uint32Array, from: number, to: number): boolean {
    let total = to - from;
    if (counts) {
      total = 0;
      for (let i = from; i < to; i++) total += counts[order[i]];
    }
    if (!(total > 0)) return false;
    for (const part of [slope.w0, slope.w1, slope.V]) part.fill(0);
    for (let i = from; i < to; i++) {
      const row = order[i];
      const score = scoreOf(row);
      const away = task === 'regression' ? 2 * (score - y[row]) : sigmoid(score) - y[row];
      addRow(row, (away * (counts ? counts[row] : 1)) / total);
    }
    const shrink = (part: Float64Array, values: Float64Array, weight: number) => {
      if (weight === 0) return;
      for (let i = 0; i < part.length; i++) {
        const value = values[i];
        part[i] += weight * (penalty.norm === 'l2' ? 2 * value : Math.sign(value));
      }
    };
    shrink(slope.w0, bias, penalty.w0);
    shrink(slope.w1, now.w1, penalty.w1);
    shrink(slope.V, now.V, penalty.v);
    return true;
  }

  const weights = (): Weights => copyWeights({ ...now, w0: bias[0] });
  return {
    executor: 'arrays',
    get steps() {
      return steps;
    },
    step(order, from, to, epoch) {
      if (!derive(order, from, to)) return;
      steps++;
      updates[0]?.(bias, slope.w0, steps, epoch);
      updates[1]?.(now.w1, slope.w1, steps, epoch);
      updates[2]?.(now.V, slope.V, steps, epoch);
    },
    gradient(order, from, to) {
      if (!derive(order, from, to))
        return { d, k, w0: 0, w1: new Float64Array(d), V: new Float64Array(k * d) };
      return copyWeights({ d, k, w0: slope.w0[0], w1: slope.w1, V: slope.V });
    },
    loss: () => lossOf(task, samples, weights(), regularizer),
    weights,
    dispose() {},
  };
}
