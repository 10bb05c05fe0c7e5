/** Eigenvalues, largest first, and unit eigenvectors as columns of `vectors` (row after row), of a symmetric matrix. */
export interface Eigen {
  values: Float64Array;
  vectors: Float64Array;
}

/** Jacobi's rotations; for small matrices. `matrix` is n x n, row after row, and is not changed. */
export function symmetricEigen(matrix: ArrayLike<number>, n: number): Eigen {
  const a = Float64Array.from(matrix);
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  for (let sweep = 0; sweep < 50; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off += Math.abs(a[p * n + q]);
    if (off === 0) break;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q);
    }
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j] - a[i * n + i]);
  return {
    values: Float64Array.from(order, (i) => a[i * n + i]),
    vectors: Float64Array.from({ length: n * n }, (_, at) => v[Math.floor(at / n) * n + order[at % n]]),
  };
}

/** Makes entries (p, q) and (q, p) zero: Golub and Van Loan, Matrix Computations, section 8.5. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q];
  const [app, aqq] = [a[p * n + p], a[q * n + q]];
  if (Math.abs(apq) <= 1e-18 * Math.sqrt(Math.abs(app * aqq))) {
    a[p * n + q] = a[q * n + p] = 0;
    return;
  }
  const tau = (aqq - app) / (2 * apq);
  const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = t * c;
  for (let i = 0; i < n; i++) {
    const [aip, aiq] = [a[i * n + p], a[i * n + q]];
    a[i * n + p] = c * aip - s * aiq;
    a[i * n + q] = s * aip + c * aiq;
  }
  for (let i = 0; i < n; i++) {
    const [api, aqi] = [a[p * n + i], a[q * n + i]];
    a[p * n + i] = c * api - s * aqi;
    a[q * n + i] = s * api + c * aqi;
  }
  a[p * n + q] = a[q * n + p] = 0;
  for (let i = 0; i < n; i++) {
    const [vip, viq] = [v[i * n + p], v[i * n + q]];
    v[i * n + p] = c * vip - s * viq;
    v[i * n + q] = s * vip + c * viq;
  }
}
