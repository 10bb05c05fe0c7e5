import type { Expression } from '../loss/expression.ts';

/** Values of the scalars that a caller knows: the names, and sums and means. Undefined for those it does not. */
export type Known = (node: Expression) => number | undefined;

/** The value of a scalar expression. */
export function scalarValue(node: Expression, known: Known): number {
  const given = known(node);
  if (given !== undefined) return given;
  if (node.op === 'number') return node.value;
  if (node.op === 'name' || node.op === 'sum' || node.op === 'mean') {
    throw new Error(`the value of ${node.op} is not known`);
  }
  if ('left' in node) {
    const left = scalarValue(node.left, known);
    const right = scalarValue(node.right, known);
    const binary = BINARY[node.op as keyof typeof BINARY];
    if (!binary) throw new Error(`${node.op} is not for scalars`);
    return binary.value(left, right);
  }
  const of = scalarValue(node.of, known);
  if (node.op === 'spread' || node.op === 'transpose') return of;
  return UNARY[node.op].value(of);
}

/** Adds to `slopes`, by node id, `factor` times the derivative of a scalar expression by each of the nodes in `wanted`. */
export function scalarSlopes(
  node: Expression,
  known: Known,
  wanted: ReadonlySet<Expression>,
  slopes: Map<Expression, number>,
  factor = 1,
): void {
  if (wanted.has(node)) {
    slopes.set(node, (slopes.get(node) ?? 0) + factor);
    return;
  }
  if (node.op === 'number' || node.op === 'name' || node.op === 'sum' || node.op === 'mean') return;
  if ('left' in node) {
    const left = scalarValue(node.left, known);
    const right = scalarValue(node.right, known);
    const [byLeft, byRight] = BINARY[node.op as keyof typeof BINARY].slopes(left, right);
    // A side of no weight is left out, so that what it cannot be derived by does no harm.
    if (byLeft !== 0) scalarSlopes(node.left, known, wanted, slopes, factor * byLeft);
    if (byRight !== 0) scalarSlopes(node.right, known, wanted, slopes, factor * byRight);
    return;
  }
  const of = scalarValue(node.of, known);
  const slope = node.op === 'spread' || node.op === 'transpose' ? 1 : UNARY[node.op].slope(of);
  scalarSlopes(node.of, known, wanted, slopes, factor * slope);
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

const UNARY = {
  negate: { value: (x: number) => -x, slope: () => -1 },
  abs: { value: Math.abs, slope: Math.sign },
  sqrt: { value: Math.sqrt, slope: (x: number) => 0.5 / Math.sqrt(x) },
  exp: { value: Math.exp, slope: Math.exp },
  log: { value: Math.log, slope: (x: number) => 1 / x },
  log1p: { value: Math.log1p, slope: (x: number) => 1 / (1 + x) },
  sigmoid: { value: sigmoid, slope: (x: number) => sigmoid(x) * sigmoid(-x) },
  softplus: {
    value: (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
    slope: sigmoid,
  },
  tanh: { value: Math.tanh, slope: (x: number) => 1 - Math.tanh(x) ** 2 },
  relu: { value: (x: number) => Math.max(x, 0), slope: (x: number) => (x > 0 ? 1 : 0) },
  sign: { value: Math.sign, slope: () => 0 },
  step: { value: (x: number) => (x > 0 ? 1 : 0), slope: () => 0 },
};

type Two = (a: number, b: number) => number;
const BINARY: Record<
  'add' | 'subtract' | 'multiply' | 'divide' | 'power' | 'max' | 'min' | 'huber',
  { value: Two; slopes: (a: number, b: number) => [number, number] }
> = {
  add: { value: (a, b) => a + b, slopes: () => [1, 1] },
  subtract: { value: (a, b) => a - b, slopes: () => [1, -1] },
  multiply: { value: (a, b) => a * b, slopes: (a, b) => [b, a] },
  divide: { value: (a, b) => a / b, slopes: (a, b) => [1 / b, -a / b ** 2] },
  power: { value: (a, b) => a ** b, slopes: (a, b) => [b * a ** (b - 1), 0] },
  max: { value: Math.max, slopes: (a, b) => (a >= b ? [1, 0] : [0, 1]) },
  min: { value: Math.min, slopes: (a, b) => (a <= b ? [1, 0] : [0, 1]) },
  huber: {
    value: (a, d) => (Math.abs(a) <= d ? a ** 2 / 2 : d * (Math.abs(a) - d / 2)),
    slopes: (a, d) => [Math.max(-d, Math.min(d, a)), Math.abs(a) <= d ? 0 : Math.abs(a) - d],
  },
};
