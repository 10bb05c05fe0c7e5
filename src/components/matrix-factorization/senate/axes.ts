import type { Factors } from '../../../engine/matrix-factorization/index.ts';
import { symmetricEigen } from '../../../lib/symmetric-eigen.ts';

/**
 * PQ stays as it is when P is multiplied by a matrix and Q by its inverse, so factors as trained lie anyhow. These are the ones with
 * axes at right angles, the longest first, and as long in P as in Q: P = U S^½ and Q = S^½ V' for the thin singular value
 * decomposition U S V' of PQ. O((m + n) k²).
 */
export function principalAxes({ P, Q }: Factors, k: number): Factors {
  const n = Q.length / k;
  const gramP = gram(k, P.length / k, (f, i) => P[i * k + f]);
  const gramQ = gram(k, n, (f, j) => Q[f * n + j]);
  // With A = P'P and A^½ QQ' A^½ = R S² R', U is P A^-½ R, and V' is S^-1 R' A^½ Q.
  const { values, vectors } = symmetricEigen(gramP, k);
  const root = power(values, vectors, k, 0.5);
  const inner = multiply(multiply(root, gramQ, k), root, k);
  const { values: squares, vectors: R } = symmetricEigen(inner, k);
  const S = squares.map((square) => Math.sqrt(Math.max(0, square)));
  const least = (S[0] || 1) * 1e-12;
  const toP = multiply(power(values, vectors, k, -0.5), R, k);
  const toQ = multiply(transpose(R, k), root, k);
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < k; b++) {
      toP[a * k + b] *= Math.sqrt(S[b]);
      toQ[a * k + b] *= S[a] > least ? 1 / Math.sqrt(S[a]) : 0;
    }
  }
  return transformed({ P, Q }, k, toP, toQ);
}

/**
 * The same factors with their first two axes turned, and mirrored if need be, so that the rows of P lie as near as can be to
 * `places` (x and y of each row): Procrustes' rotation. It keeps a map still that would else jump whenever axes change places.
 */
export function turnedTo(factors: Factors, k: number, places: ArrayLike<number>): Factors {
  const { P, Q } = factors;
  const [a, b] = k > 1 ? [0, 1] : [0, 0];
  let [xx, xy, yx, yy] = [0, 0, 0, 0];
  for (let i = 0; i < P.length / k; i++) {
    const [x, y] = [P[i * k + a], P[i * k + b]];
    xx += x * places[2 * i];
    xy += x * places[2 * i + 1];
    yx += y * places[2 * i];
    yy += y * places[2 * i + 1];
  }
  const turn = new Float64Array(k * k);
  for (let f = 0; f < k; f++) turn[f * k + f] = 1;
  if (k === 1) turn[0] = xx < 0 ? -1 : 1;
  else {
    // The best rotation has the greatest trace with this matrix, and so has the best mirror image; the better of the two is taken.
    const rotation = Math.hypot(xx + yy, xy - yx);
    const mirror = Math.hypot(xx - yy, xy + yx);
    const [c, s] =
      rotation >= mirror
        ? [(xx + yy) / (rotation || 1), (xy - yx) / (rotation || 1)]
        : [(xx - yy) / mirror, (xy + yx) / mirror];
    const sign = rotation >= mirror ? 1 : -1;
    if (rotation > 0 || mirror > 0) {
      turn[0] = c;
      turn[1] = s;
      turn[k] = -sign * s;
      turn[k + 1] = sign * c;
    }
  }
  return transformed({ P, Q }, k, turn, transpose(turn, k));
}

/** The same factors with axes mirrored so that `signs` times the rows of P sum to 0 or more on each. */
export function facing(factors: Factors, k: number, signs: (f: number, row: number) => number): Factors {
  const mirror = new Float64Array(k * k);
  for (let f = 0; f < k; f++) {
    let sum = 0;
    for (let i = 0; i < factors.P.length / k; i++) sum += signs(f, i) * factors.P[i * k + f];
    mirror[f * k + f] = sum < 0 ? -1 : 1;
  }
  return transformed(factors, k, mirror, mirror);
}

/** P toP and toQ Q. */
function transformed({ P, Q }: Factors, k: number, toP: Float64Array, toQ: Float64Array): Factors {
  const n = Q.length / k;
  const turned = { P: new Float64Array(P.length), Q: new Float64Array(Q.length) };
  for (let i = 0; i < P.length / k; i++) {
    for (let f = 0; f < k; f++) {
      for (let g = 0; g < k; g++) turned.P[i * k + g] += P[i * k + f] * toP[f * k + g];
    }
  }
  for (let f = 0; f < k; f++) {
    for (let g = 0; g < k; g++) {
      for (let j = 0; j < n; j++) turned.Q[f * n + j] += toQ[f * k + g] * Q[g * n + j];
    }
  }
  return turned;
}

function gram(k: number, count: number, entry: (f: number, i: number) => number): Float64Array {
  const matrix = new Float64Array(k * k);
  for (let i = 0; i < count; i++) {
    for (let f = 0; f < k; f++) {
      for (let g = 0; g < k; g++) matrix[f * k + g] += entry(f, i) * entry(g, i);
    }
  }
  return matrix;
}

/** A power of a symmetric matrix; a negative one leaves out what is next to nothing. */
function power(values: Float64Array, vectors: Float64Array, k: number, exponent: number): Float64Array {
  const matrix = new Float64Array(k * k);
  for (let f = 0; f < k; f++) {
    const kept = values[f] > 1e-12 * values[0];
    const value = kept ? values[f] ** exponent : 0;
    for (let a = 0; a < k; a++) {
      for (let b = 0; b < k; b++) matrix[a * k + b] += vectors[a * k + f] * value * vectors[b * k + f];
    }
  }
  return matrix;
}

function multiply(left: Float64Array, right: Float64Array, k: number): Float64Array {
  const product = new Float64Array(k * k);
  for (let a = 0; a < k; a++) {
    for (let f = 0; f < k; f++) {
      for (let b = 0; b < k; b++) product[a * k + b] += left[a * k + f] * right[f * k + b];
    }
  }
  return product;
}

const transpose = (matrix: Float64Array, k: number) =>
  Float64Array.from({ length: k * k }, (_, at) => matrix[(at % k) * k + Math.floor(at / k)]);
