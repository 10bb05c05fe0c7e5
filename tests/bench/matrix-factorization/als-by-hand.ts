import type { Factors } from '../../../src/engine/matrix-factorization/factors.ts';
import type { Ratings } from '../../../src/engine/matrix-factorization/ratings.ts';
import { transposed } from './by-hand.ts';

/** Alternating least squares as a programmer writes it in JavaScript: typed arrays, one small system after another by Cholesky. */
export function alsByHand(ratings: Ratings, k: number, beta: number, start: Factors) {
  const { rows, columns, row, column, value } = ratings;
  const P = start.P.slice();
  const Qt = transposed(start.Q, k, columns);
  const byRow = linesOf(row, rows, column, value);
  const byColumn = linesOf(column, columns, row, value);
  return {
    sweep: () => {
      solveLines(byRow, P, Qt, k, beta / 2);
      solveLines(byColumn, Qt, P, k, beta / 2);
    },
    factors: (): Factors => ({ P: P.slice(), Q: transposed(Qt, columns, k) }),
  };
}

/** Cells line by line: those of line i from starts[i] to starts[i + 1]. */
interface Lines {
  starts: Uint32Array;
  /** The place of each cell along its line. */
  across: Uint32Array;
  value: Float64Array;
}

function linesOf(line: Uint32Array, count: number, across: Uint32Array, value: Float64Array): Lines {
  const starts = new Uint32Array(count + 1);
  for (const i of line) starts[i + 1]++;
  for (let i = 0; i < count; i++) starts[i + 1] += starts[i];
  const next = starts.slice();
  const sorted = { starts, across: new Uint32Array(line.length), value: new Float64Array(line.length) };
  for (let at = 0; at < line.length; at++) {
    const to = next[line[at]]++;
    sorted.across[to] = across[at];
    sorted.value[to] = value[at];
  }
  return sorted;
}

/** Sets each row x of `own` to the least of sum (value - x·other)² + ridge |x|² over its line. */
function solveLines(
  { starts, across, value }: Lines,
  own: Float64Array,
  other: Float64Array,
  k: number,
  ridge: number,
) {
  const A = new Float64Array(k * k);
  const x = new Float64Array(k);
  for (let line = 0; line + 1 < starts.length; line++) {
    A.fill(0);
    x.fill(0);
    for (let at = starts[line]; at < starts[line + 1]; at++) {
      const q = across[at] * k;
      for (let a = 0; a < k; a++) {
        const entry = other[q + a];
        x[a] += entry * value[at];
        for (let b = 0; b <= a; b++) A[a * k + b] += entry * other[q + b];
      }
    }
    for (let a = 0; a < k; a++) A[a * k + a] += ridge;
    cholesky(A, x, k);
    own.set(x, line * k);
  }
}

/** Solves A x = b in place of b; A is symmetric and positive definite, and only its lower triangle is read. */
function cholesky(A: Float64Array, x: Float64Array, k: number) {
  for (let a = 0; a < k; a++)
    for (let b = 0; b <= a; b++) {
      let sum = A[a * k + b];
      for (let c = 0; c < b; c++) sum -= A[a * k + c] * A[b * k + c];
      A[a * k + b] = a === b ? Math.sqrt(sum) : sum / A[b * k + b];
    }
  for (let a = 0; a < k; a++) {
    for (let c = 0; c < a; c++) x[a] -= A[a * k + c] * x[c];
    x[a] /= A[a * k + a];
  }
  for (let a = k - 1; a >= 0; a--) {
    for (let c = a + 1; c < k; c++) x[a] -= A[c * k + a] * x[c];
    x[a] /= A[a * k + a];
  }
}
