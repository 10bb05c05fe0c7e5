import type { EntrywiseFunction } from './expression.ts';

/** What the functions of the language are, on one number. */
export const FUNCTION: Readonly<Record<EntrywiseFunction, (x: number) => number>> = {
  negate: (x) => -x,
  abs: Math.abs,
  sqrt: Math.sqrt,
  exp: Math.exp,
  log: Math.log,
  log1p: Math.log1p,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  tanh: Math.tanh,
  relu: (x) => Math.max(x, 0),
  sign: Math.sign,
  step: (x) => Math.max(Math.sign(x), 0),
};

/** What goes entry by entry between two numbers. */
export const OPERATION = {
  add: (a: number, b: number) => a + b,
  subtract: (a: number, b: number) => a - b,
  multiply: (a: number, b: number) => a * b,
  divide: (a: number, b: number) => a / b,
  power: (a: number, b: number) => a ** b,
  max: Math.max as (a: number, b: number) => number,
  min: Math.min as (a: number, b: number) => number,
  huber: (x: number, d: number) => (Math.abs(x) <= d ? (x * x) / 2 : d * (Math.abs(x) - d / 2)),
};
