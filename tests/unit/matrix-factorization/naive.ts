import type { Dimension, Expression } from '../../../src/engine/matrix-factorization/loss/expression.ts';
import { dense } from '../../../src/engine/matrix-factorization/ratings.ts';
import type { Problem } from '../../../src/engine/matrix-factorization/training.ts';

/** A number, or rows of them. */
type Value = number | number[][];

const UNARY: Record<string, (x: number) => number> = {
  negate: (x) => -x,
  abs: (x) => Math.abs(x),
  sqrt: (x) => x ** 0.5,
  exp: (x) => Math.E ** x,
  log: (x) => Math.log(x),
  log1p: (x) => Math.log1p(x),
  sigmoid: (x) => (1 + Math.tanh(x / 2)) / 2,
  softplus: (x) => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x))),
  tanh: (x) => Math.tanh(x),
  relu: (x) => (x < 0 ? 0 : x),
  sign: (x) => (x < 0 ? -1 : x > 0 ? 1 : x),
  step: (x) => (x > 0 ? 1 : x <= 0 ? 0 : Number.NaN),
};
const BINARY: Record<string, (a: number, b: number) => number> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  mask: (w, b) => (w === 0 ? 0 : b),
  divide: (a, b) => a / b,
  power: (a, b) => a ** b,
  max: (a, b) => (a >= b ? a : b > a ? b : Number.NaN),
  min: (a, b) => (a <= b ? a : b < a ? b : Number.NaN),
  huber: (x, d) => (x > d ? d * (x - d / 2) : x < -d ? d * (-x - d / 2) : x ** 2 / 2),
};

/** The value of an expression, straight from what its nodes mean, without a plan and without sharing anything. */
export function naive(node: Expression, problem: Problem): Value {
  const { ratings, k, start, optimizer, beta } = problem;
  const sizes: Record<Dimension, number> = { m: ratings.rows, n: ratings.columns, k };
  const rowsOf = (values: ArrayLike<number>, columns: number): number[][] =>
    Array.from({ length: values.length / columns }, (_, i) =>
      Array.from({ length: columns }, (_, j) => values[i * columns + j] as number),
    );
  const matmul = (a: number[][], b: number[][]) =>
    a.map((row) =>
      (b[0] as number[]).map((_, j) => row.reduce((sum, x, f) => sum + x * (b[f] as number[])[j], 0)),
    );
  const { values, mask } = dense(ratings);
  const names: Record<string, () => Value> = {
    D: () => rowsOf(values, sizes.n),
    W: () => rowsOf(mask, sizes.n),
    P: () => rowsOf(start.P, k),
    Q: () => rowsOf(start.Q, sizes.n),
    X: () => matmul(rowsOf(start.P, k), rowsOf(start.Q, sizes.n)),
    alpha: () => optimizer.alpha,
    beta: () => beta,
    m: () => sizes.m,
    n: () => sizes.n,
    k: () => k,
  };
  const evaluate = (part: Expression): Value => {
    if (part.op === 'number') return part.value;
    if (part.op === 'name') return (names[part.name] as () => Value)();
    if ('of' in part) {
      const of = evaluate(part.of);
      if (part.op === 'spread') {
        const [rows, columns] = part.shape as [Dimension, Dimension];
        return Array.from({ length: sizes[rows] }, () =>
          new Array<number>(sizes[columns]).fill(of as number),
        );
      }
      if (part.op === 'transpose')
        return ((of as number[][])[0] as number[]).map((_, j) => (of as number[][]).map((row) => row[j]));
      const all = [of].flat(2);
      const total = all.reduce((sum, x) => sum + x, 0);
      if (part.op === 'sum') return total;
      if (part.op === 'mean') return total / all.length;
      const f = UNARY[part.op] as (x: number) => number;
      return typeof of === 'number' ? f(of) : of.map((row) => row.map(f));
    }
    const [a, b] = [evaluate(part.left), evaluate(part.right)];
    if (part.op === 'matmul') return matmul(a as number[][], b as number[][]);
    const f = BINARY[part.op] as (a: number, b: number) => number;
    if (typeof a === 'number' && typeof b === 'number') return f(a, b);
    const shape = (typeof a === 'number' ? b : a) as number[][];
    const at = (value: Value, i: number, j: number) =>
      typeof value === 'number' ? value : (value[i] as number[])[j];
    return shape.map((row, i) => row.map((_, j) => f(at(a, i, j), at(b, i, j))));
  };
  return evaluate(node);
}
