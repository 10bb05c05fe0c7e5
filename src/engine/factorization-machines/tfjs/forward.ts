import {
  add,
  matMul,
  mul,
  neg,
  relu,
  type Scalar,
  softplus,
  square,
  sub,
  sum,
  type Tensor,
  type Variable,
} from '@tensorflow/tfjs-core';
import type { Task } from '../samples.ts';
import type { penalties } from '../settings.ts';
import type { Batch } from './batches.ts';

/** Weights as tfjs holds them. */
export interface Variables {
  w0: Variable;
  /** d x 1 */
  w1: Variable;
  /** k x d; none with k = 0. */
  V?: Variable;
}

/** The output for each row, b x 1. The pairs by Rendle's Lemma 3.1: half of what (XV')² adds up to over factors, less X² times the sums of V². */
function scores({ w0, w1, V }: Variables, { X, X2 }: Batch): Tensor {
  const linear = add(matMul(X, w1), w0);
  if (!V) return linear;
  const whole = sum(square(matMul(X, V, false, true)), 1, true);
  const squares = matMul(X2, sum(square(V), 0, true), false, true);
  return add(linear, mul(sub(whole, squares), 0.5));
}

/** The errors of rows, each times its share, added up. The cross entropy of a class and the logarithm of its odds is softplus of that of the other. */
export function errorOf(task: Task, variables: Variables, batch: Batch): Scalar {
  const out = scores(variables, batch);
  const errors = task === 'regression' ? square(sub(out, batch.target)) : softplus(mul(out, batch.target));
  return sum(mul(errors, batch.share));
}

/** What the regularizer adds to it; undefined: nothing. */
export function penaltyOf(
  { w0, w1, V }: Variables,
  penalty: ReturnType<typeof penalties>,
): Scalar | undefined {
  const sizes = penalty.norm === 'l2' ? square : size;
  const parts = (
    [
      [w0, penalty.w0],
      [w1, penalty.w1],
      [V, penalty.v],
    ] as const
  ).flatMap(([values, weight]) =>
    values && weight !== 0 ? [mul(sum(sizes(values)), weight) as Scalar] : [],
  );
  return parts.length === 0 ? undefined : parts.reduce((total, part) => add(total, part));
}

/** |x|, with 0 as its derivative at 0, where weights begin; that of tfjs' own abs is -1 there. */
const size = (x: Tensor): Tensor => add(relu(x), relu(neg(x)));
