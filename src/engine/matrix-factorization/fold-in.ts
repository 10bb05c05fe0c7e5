import { solveSemidefinite } from '../semidefinite.ts';
import type { Factors } from './factors.ts';

/**
 * The row of P that a new row of D would have, Q staying as it is: the p of k numbers that makes
 * sum over the given cells of (d_j - p·q_j)² + beta/2 |p|² least. `rated` holds the columns of Q that the row has values in, from 0.
 * What nothing determines (beta 0 and few values) is left at 0. O(cells k² + k³).
 */
export function foldIn(
  { Q, k, columns }: { Q: Factors['Q']; k: number; columns: number },
  rated: ArrayLike<number>,
  values: ArrayLike<number>,
  beta: number,
): Float64Array {
  const matrix = new Float64Array(k * k); // Q_rated Q_rated' + beta/2 I; only its lower triangle
  const p = new Float64Array(k);
  for (let f = 0; f < k; f++) matrix[f * k + f] = beta / 2;
  for (let i = 0; i < rated.length; i++) {
    const q = (f: number) => Q[f * columns + rated[i]];
    for (let a = 0; a < k; a++) {
      for (let b = 0; b <= a; b++) matrix[a * k + b] += q(a) * q(b);
      p[a] += q(a) * values[i];
    }
  }
  solveSemidefinite(matrix, p, k);
  return p;
}
