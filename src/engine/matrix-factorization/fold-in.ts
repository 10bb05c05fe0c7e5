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
    const q = (f: number) => Q[f * columns + (rated[i] as number)] as number;
    for (let a = 0; a < k; a++) {
      for (let b = 0; b <= a; b++) matrix[a * k + b] = (matrix[a * k + b] as number) + q(a) * q(b);
      p[a] = (p[a] as number) + q(a) * (values[i] as number);
    }
  }
  solve(matrix, p, k);
  return p;
}

/** Solves a symmetric positive semidefinite system by Cholesky's factorization, in place of its right side. */
function solve(matrix: Float64Array, x: Float64Array, k: number): void {
  const at = (a: number, b: number) => matrix[a * k + b] as number;
  let largest = 0;
  for (let a = 0; a < k; a++) largest = Math.max(largest, at(a, a));
  for (let a = 0; a < k; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = at(a, b);
      for (let c = 0; c < b; c++) sum -= at(a, c) * at(b, c);
      // The diagonal is kept as 1 / L, and as 0 where nothing determines a direction.
      if (a === b) matrix[a * k + a] = sum > 1e-13 * largest ? 1 / Math.sqrt(sum) : 0;
      else matrix[a * k + b] = sum * at(b, b);
    }
  }
  for (let a = 0; a < k; a++) {
    let sum = x[a] as number;
    for (let c = 0; c < a; c++) sum -= at(a, c) * (x[c] as number);
    x[a] = sum * at(a, a);
  }
  for (let a = k - 1; a >= 0; a--) {
    let sum = x[a] as number;
    for (let c = a + 1; c < k; c++) sum -= at(c, a) * (x[c] as number);
    x[a] = sum * at(a, a);
  }
}
