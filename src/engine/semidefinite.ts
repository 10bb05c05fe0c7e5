/**
 * Solves a symmetric positive semidefinite system of k equations by Cholesky's factorization, in place of its right side `x`. Only
 * the lower triangle of `matrix`, row after row, is read, and it is overwritten. What nothing determines is left at 0. O(k³).
 */
export function solveSemidefinite(matrix: Float64Array, x: Float64Array, k: number): void {
  const at = (a: number, b: number) => matrix[a * k + b];
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
    let sum = x[a];
    for (let c = 0; c < a; c++) sum -= at(a, c) * x[c];
    x[a] = sum * at(a, a);
  }
  for (let a = k - 1; a >= 0; a--) {
    let sum = x[a];
    for (let c = a + 1; c < k; c++) sum -= at(c, a) * x[c];
    x[a] = sum * at(a, a);
  }
}
