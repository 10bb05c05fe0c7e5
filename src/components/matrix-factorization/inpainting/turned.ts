import type { Factors } from '../../../engine/matrix-factorization/factors.ts';
import { orthonormalize } from './spectral-start.ts';

/** Factors of the same product, ordered by their strength. */
export interface Turned extends Factors {
  /** The singular values of PQ, descending. */
  strengths: Float64Array;
}

/**
 * P and Q turned (P T and T⁻¹ Q, which leaves the product as it is) so that the columns of P are at right angles, and so are the rows of Q:
 * the singular vectors of PQ, each with the root of its singular value. So factors can be told apart, and seen.
 */
export function turned({ P, Q }: Factors, rows: number, columns: number, k: number): Turned {
  // P = U R, so that PQ = U (R Q), and the left singular vectors of R Q turn both.
  const U = P.slice();
  orthonormalize(U, k);
  const R = product(transposed(U, rows, k), P, k, rows, k);
  const S = product(R, Q, k, k, columns);
  const { values, vectors } = eigen(product(S, transposed(S, k, columns), k, columns, k), k);
  const strengths = Float64Array.from(values, (value) => Math.sqrt(Math.max(0, value)));
  const outP = product(U, vectors, rows, k, k);
  const outQ = product(transposed(vectors, k, k), S, k, k, columns);
  strengths.forEach((strength, f) => {
    const root = Math.sqrt(strength);
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += outQ[f * columns + j];
    const sign = sum < 0 ? -1 : 1; // singular vectors have no sign of their own: Q is bright rather than dark
    for (let i = 0; i < rows; i++) outP[i * k + f] *= sign * root;
    for (let j = 0; j < columns; j++) outQ[f * columns + j] *= root > 0 ? sign / root : 0;
  });
  return { P: outP, Q: outQ, strengths };
}

function transposed(A: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(A.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = A[i * columns + j];
  return out;
}

/** A B, of l x m and m x n. */
function product(A: Float64Array, B: Float64Array, l: number, m: number, n: number): Float64Array {
  const out = new Float64Array(l * n);
  for (let i = 0; i < l; i++) {
    for (let f = 0; f < m; f++) {
      const a = A[i * m + f];
      for (let j = 0; j < n; j++) out[i * n + j] += a * B[f * n + j];
    }
  }
  return out;
}

/** Eigenvalues of a symmetric matrix, descending, and its eigenvectors as columns: Jacobi's rotations. */
function eigen(given: Float64Array, k: number): { values: number[]; vectors: Float64Array } {
  const A = given.slice();
  const V = new Float64Array(k * k);
  for (let f = 0; f < k; f++) V[f * k + f] = 1;
  for (let sweep = 0; sweep < 12; sweep++) {
    for (let p = 0; p < k; p++) for (let q = p + 1; q < k; q++) rotate(A, V, k, p, q);
  }
  const order = Array.from({ length: k }, (_, f) => f).sort((a, b) => A[b * k + b] - A[a * k + a]);
  const vectors = new Float64Array(k * k);
  for (let i = 0; i < k; i++) for (let f = 0; f < k; f++) vectors[i * k + f] = V[i * k + order[f]];
  return { values: order.map((f) => A[f * k + f]), vectors };
}

/** Makes the entry at p, q of the symmetric A zero. */
function rotate(A: Float64Array, V: Float64Array, k: number, p: number, q: number): void {
  const apq = A[p * k + q];
  if (Math.abs(apq) < 1e-300) return;
  const ratio = (A[q * k + q] - A[p * k + p]) / (2 * apq);
  const t = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.sqrt(ratio * ratio + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let i = 0; i < k; i++) turn(A, i * k + p, i * k + q, c, s);
  for (let i = 0; i < k; i++) turn(A, p * k + i, q * k + i, c, s);
  for (let i = 0; i < k; i++) turn(V, i * k + p, i * k + q, c, s);
}

function turn(A: Float64Array, a: number, b: number, c: number, s: number): void {
  const [x, y] = [A[a], A[b]];
  A[a] = c * x - s * y;
  A[b] = s * x + c * y;
}
