import {
  abs,
  add,
  customGrad,
  div,
  exp,
  log,
  log1p,
  matMul,
  maximum,
  minimum,
  mul,
  neg,
  pow,
  relu,
  sigmoid,
  sign,
  softplus,
  sqrt,
  step,
  sub,
  sum,
  type Tensor,
  tanh,
  transpose,
} from '@tensorflow/tfjs-core';
import type { Expression } from '../loss/expression.ts';

type Operation = (a: Tensor, b: Tensor) => Tensor;

/** |x|, whose derivative is 0 at 0; that of tfjs' own is -1 there. */
const absolute = customGrad((x, save) => {
  const given = x as Tensor;
  (save as (kept: Tensor[]) => void)([given]);
  return { value: abs(given), gradFunc: (dy: Tensor, kept: Tensor[]) => mul(dy, sign(kept[0] as Tensor)) };
});

/** x²/2 up to |x| = d, and d (|x| - d/2) beyond: c (|x| - c/2), where c is the smaller of |x| and d. */
function huber(x: Tensor, d: Tensor): Tensor {
  const size = absolute(x);
  const least = minimum(size, d);
  return mul(least, sub(size, mul(least, 0.5)));
}

/** tfjs' operation for each of the language's, but for those that need more than their operands. */
export const OPERATION: Readonly<
  Record<Exclude<Expression['op'], 'number' | 'name' | 'spread' | 'mask'>, Operation>
> = {
  negate: neg,
  abs: (x) => absolute(x),
  sqrt,
  exp,
  log,
  log1p,
  sigmoid,
  softplus,
  tanh,
  relu,
  sign,
  step: (x) => step(x),
  sum: (x) => sum(x),
  mean: (x) => div(sum(x), x.size),
  transpose: (x) => transpose(x),
  add,
  subtract: sub,
  multiply: mul,
  divide: div,
  power: pow,
  max: maximum,
  min: minimum,
  huber,
  matmul: (a, b) => matMul(a, b),
};
