/** A symmetric 3 x 3 matrix, or any 3 x 3 matrix, row-major. */
export type Matrix3 = Float64Array;

/** f of a symmetric matrix: of its eigenvalues, along its eigenvectors (Jacobi's rotations). */
export function ofEigenvalues(matrix: Matrix3, f: (eigenvalue: number) => number): Matrix3 {
  const a = matrix.slice();
  const vectors = new Float64Array([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  for (let sweep = 0; sweep < 30; sweep++) {
    for (const [p, q] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      // biome-ignore format: one line
      const off = a[3 * p + q];
      if (off === 0) continue;
      const theta = (a[4 * q] - a[4 * p]) / (2 * off);
      const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
      const cosine = 1 / Math.hypot(tangent, 1);
      const sine = tangent * cosine;
      for (let k = 0; k < 3; k++) rotate(a, 3 * k + p, 3 * k + q, cosine, sine);
      for (let k = 0; k < 3; k++) rotate(a, 3 * p + k, 3 * q + k, cosine, sine);
      for (let k = 0; k < 3; k++) rotate(vectors, 3 * k + p, 3 * k + q, cosine, sine);
      a[3 * p + q] = 0;
      a[3 * q + p] = 0;
    }
  }
  const values = [f(a[0]), f(a[4]), f(a[8])];
  const result = new Float64Array(9);
  for (let i = 0; i < 3; i++)
    for (let j = 0; j < 3; j++)
      for (let k = 0; k < 3; k++) result[3 * i + j] += values[k] * vectors[3 * i + k] * vectors[3 * j + k];
  return result;
}

export function product(left: Matrix3, right: Matrix3): Matrix3 {
  const result = new Float64Array(9);
  for (let i = 0; i < 3; i++)
    for (let j = 0; j < 3; j++)
      for (let k = 0; k < 3; k++) result[3 * i + j] += left[3 * i + k] * right[3 * k + j];
  return result;
}

function rotate(values: Float64Array, i: number, j: number, cosine: number, sine: number): void {
  const [x, y] = [values[i], values[j]];
  values[i] = cosine * x - sine * y;
  values[j] = sine * x + cosine * y;
}
