import type { Factors } from '../../../src/engine/matrix-factorization/factors.ts';
import { ADAM, MOMENTUM, type Optimizer } from '../../../src/engine/matrix-factorization/training.ts';
import type { Implementation, Walk } from './implementation.ts';
import type { Descent } from './problems.ts';

/**
 * The three losses with gradients derived by hand, over the observed cells alone, in typed arrays: what a programmer writes who knows
 * the loss beforehand. All others are held to its losses and gradients.
 */
export const byHand: Implementation = {
  name: 'JavaScript, derived by hand',
  precision: 'float64',
  fits: () => true,
  open: (problem, optimizer) => walkByHand(problem, optimizer),
};

function walkByHand(problem: Descent, given: Optimizer | undefined): Walk & { gradient: () => Factors } {
  const { ratings, k, loss: kind, beta } = problem;
  const { columns, row, column, value } = ratings;
  const optimizer = given ?? { method: 'gradient-descent', alpha: problem.alpha };
  const P = problem.start.P.slice();
  const Qt = transposed(problem.start.Q, k, columns);
  const dP = new Float64Array(P.length);
  const dQt = new Float64Array(Qt.length);
  const moves = [mover(P, dP, optimizer), mover(Qt, dQt, optimizer)];
  let loss = evaluate();

  function evaluate(): number {
    let sum = 0;
    for (let i = 0; i < P.length; i++) dP[i] = beta * P[i];
    for (let i = 0; i < Qt.length; i++) dQt[i] = beta * Qt[i];
    for (let i = 0; i < P.length; i++) sum += (beta / 2) * P[i] * P[i];
    for (let i = 0; i < Qt.length; i++) sum += (beta / 2) * Qt[i] * Qt[i];
    for (let at = 0; at < value.length; at++) {
      const p = row[at] * k;
      const q = column[at] * k;
      let x = 0;
      for (let f = 0; f < k; f++) x += P[p + f] * Qt[q + f];
      const error = x - value[at];
      let slope = 2 * error;
      if (kind === 'squared') sum += error * error;
      else if (kind === 'huber') {
        slope = Math.max(-1, Math.min(1, error));
        sum += slope * (error - slope / 2);
      } else {
        slope = 1 / (1 + Math.exp(-x)) - value[at];
        sum += Math.log1p(Math.exp(-Math.abs(x))) + Math.max(x, 0) - value[at] * x;
      }
      for (let f = 0; f < k; f++) {
        dP[p + f] += slope * Qt[q + f];
        dQt[q + f] += slope * P[p + f];
      }
    }
    return sum;
  }

  return {
    get loss() {
      return loss;
    },
    steps: (count) => {
      for (; count > 0; count--) {
        for (const move of moves) move();
        loss = evaluate();
      }
    },
    gradient: () => ({ P: dP.slice(), Q: transposed(dQt, columns, k) }),
    close: () => {},
  };
}

/** Moves `at` against `gradient`, each time it is called, in place. */
function mover(at: Float64Array, gradient: Float64Array, { method, alpha, momentum = MOMENTUM }: Optimizer) {
  const mean = new Float64Array(at.length);
  const square = new Float64Array(at.length);
  let count = 0;
  return () => {
    count++;
    if (method === 'gradient-descent') for (let i = 0; i < at.length; i++) at[i] -= alpha * gradient[i];
    else if (method === 'momentum')
      for (let i = 0; i < at.length; i++) {
        mean[i] = momentum * mean[i] + gradient[i];
        at[i] -= alpha * mean[i];
      }
    else {
      const { beta1, beta2, epsilon } = ADAM;
      const [share, ofSquare] = [1 - beta1 ** count, 1 - beta2 ** count];
      for (let i = 0; i < at.length; i++) {
        mean[i] = beta1 * mean[i] + (1 - beta1) * gradient[i];
        square[i] = beta2 * square[i] + (1 - beta2) * gradient[i] * gradient[i];
        at[i] -= ((alpha / share) * mean[i]) / (Math.sqrt(square[i] / ofSquare) + epsilon);
      }
    }
  };
}

/** Rows of `columns` numbers become columns. */
export function transposed(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const result = new Float64Array(matrix.length);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) result[j * rows + i] = matrix[i * columns + j];
  return result;
}
