/** Newton's steps until nothing moves; it takes about six. */
const MOST_STEPS = 50;

/**
 * The row p of P that a new row would have under the logistic loss, Q staying as it is: least sum of log(1 + exp(-d_j p·q_j)) over
 * the given columns, + beta/2 |p|². `votes` are 1 or -1; beta must be above 0. Convex, solved by Newton's method with halved steps.
 */
export function logisticFoldIn(
  { Q, k, columns }: { Q: ArrayLike<number>; k: number; columns: number },
  rated: readonly number[],
  votes: readonly number[],
  beta: number,
): Float64Array {
  let p = new Float64Array(k);
  const loss = (at: Float64Array) => {
    let sum = 0;
    for (const x of at) sum += (beta / 2) * x * x;
    rated.forEach((j, i) => {
      sum += Math.log1p(Math.exp(-votes[i] * dot(at, j)));
    });
    return sum;
  };
  function dot(at: Float64Array, j: number): number {
    let sum = 0;
    for (let f = 0; f < k; f++) sum += at[f] * Q[f * columns + j];
    return sum;
  }
  for (let step = 0; step < MOST_STEPS; step++) {
    const gradient = p.map((x) => beta * x);
    const hessian = Float64Array.from({ length: k * k }, (_, at) => (at % (k + 1) === 0 ? beta : 0));
    rated.forEach((j, i) => {
      const right = 1 / (1 + Math.exp(-votes[i] * dot(p, j)));
      for (let f = 0; f < k; f++) {
        gradient[f] -= votes[i] * (1 - right) * Q[f * columns + j];
        for (let g = 0; g < k; g++) {
          hessian[f * k + g] += right * (1 - right) * Q[f * columns + j] * Q[g * columns + j];
        }
      }
    });
    const move = solved(hessian, gradient, k);
    const now = loss(p);
    let share = 1;
    const next = () => p.map((x, f) => x - share * move[f]);
    while (loss(next()) > now && share > 1e-6) share /= 2;
    p = next();
    if (Math.max(...move.map(Math.abs)) < 1e-10) break;
  }
  return p;
}

/** Gauss's elimination; the matrix is positive definite, so no row is exchanged. */
function solved(matrix: Float64Array, right: Float64Array, k: number): Float64Array {
  const x = right.slice();
  for (let a = 0; a < k; a++) {
    for (let b = a + 1; b < k; b++) {
      const factor = matrix[b * k + a] / matrix[a * k + a];
      for (let c = a; c < k; c++) matrix[b * k + c] -= factor * matrix[a * k + c];
      x[b] -= factor * x[a];
    }
  }
  for (let a = k - 1; a >= 0; a--) {
    for (let c = a + 1; c < k; c++) x[a] -= matrix[a * k + c] * x[c];
    x[a] /= matrix[a * k + a];
  }
  return x;
}
