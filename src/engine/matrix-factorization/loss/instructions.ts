import * as matrices from '../matmul.ts';
import type { Dimension, Expression, Shape } from './expression.ts';
import { FUNCTION, OPERATION } from './functions.ts';
import { partsOf } from './nodes.ts';

/** How many rows and columns there are. */
export type Sizes = Readonly<Record<Dimension, number>>;
type Numbers = Float64Array;
type Pair = (a: number, b: number) => number;

/** The nodes whose arrays a node reads: its parts, but that a matrix product turns its operands itself. */
export function inputsOf(node: Expression): readonly Expression[] {
  const parts = partsOf(node);
  return node.op === 'matmul' ? parts.map(unturned) : node.op === 'mask' ? [node.right, node.left] : parts;
}

const unturned = (node: Expression) => (node.op === 'transpose' ? node.of : node);

/** A function without arguments that computes a node into `out` from what the arrays of its inputs hold by then. */
export function instruction(
  node: Expression,
  out: Numbers,
  arrayOf: (input: Expression) => Numbers,
  sizes: Sizes,
  { P, Q }: { P: Numbers; Q: Numbers },
): () => void {
  switch (node.op) {
    case 'number':
      return () => out.fill(node.value);
    case 'name': // X, all others being given
      return () => matrices.multiply(out, P, Q, sizes.m, sizes.k, sizes.n);
    case 'sum':
      return sum(out, arrayOf(node.of), 1);
    case 'mean': {
      const of = arrayOf(node.of);
      return sum(out, of, of.length);
    }
    case 'transpose': {
      const [of, [rows, columns]] = [arrayOf(node.of), sized(node.of.shape, sizes)];
      return () => matrices.transpose(out, of, rows, columns);
    }
    case 'spread': {
      const of = arrayOf(node.of);
      return () => out.fill(of[0] as number);
    }
    case 'matmul':
      return product(node.left, node.right, out, arrayOf, sizes);
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'power':
    case 'max':
    case 'min':
    case 'huber':
    case 'mask': {
      const [a, b] = [arrayOf(node.left), arrayOf(node.right)];
      const lone = (side: Expression) => side.shape === 'scalar' && node.shape !== 'scalar';
      if (node.op === 'mask') return mask(out, a, b);
      if (node.op === 'power' && node.right.op === 'number' && node.right.value === 2) return square(out, a);
      if (lone(node.left)) return beforeEach(OPERATION[node.op], out, a, b);
      if (node.op === 'multiply' && !lone(node.right)) return multiply(out, a, b);
      if (node.op === 'subtract' && !lone(node.right)) return subtract(out, a, b);
      return lone(node.right)
        ? afterEach(OPERATION[node.op], out, a, b)
        : pairwise(OPERATION[node.op], out, a, b);
    }
    default: {
      const [of, f] = [arrayOf(node.of), FUNCTION[node.op]];
      return () => {
        for (let i = 0; i < out.length; i++) out[i] = f(of[i] as number);
      };
    }
  }
}

function sized(shape: Shape, sizes: Sizes): [rows: number, columns: number] {
  return shape === 'scalar' ? [1, 1] : [sizes[shape[0]], sizes[shape[1]]];
}

function product(
  left: Expression,
  right: Expression,
  out: Numbers,
  arrayOf: (input: Expression) => Numbers,
  sizes: Sizes,
) {
  const [rows, inner] = sized(left.shape, sizes);
  const [, columns] = sized(right.shape, sizes);
  const [a, b] = [arrayOf(unturned(left)), arrayOf(unturned(right))];
  if (left.op === 'transpose' && right.op === 'transpose') {
    const [aTurned, bTurned] = [new Float64Array(a.length), new Float64Array(b.length)];
    return () => {
      matrices.transpose(aTurned, a, inner, rows);
      matrices.transpose(bTurned, b, columns, inner);
      matrices.multiply(out, aTurned, bTurned, rows, inner, columns);
    };
  }
  if (right.op === 'transpose') return () => matrices.multiplyByTransposed(out, a, b, rows, inner, columns);
  if (left.op === 'transpose') return () => matrices.multiplyTransposed(out, a, b, rows, inner, columns);
  return () => matrices.multiply(out, a, b, rows, inner, columns);
}

const sum = (out: Numbers, of: Numbers, by: number) => () => {
  let total = 0;
  for (let i = 0; i < of.length; i++) total += of[i] as number;
  out[0] = total / by;
};

function mask(out: Numbers, W: Numbers, of: Numbers) {
  const seen = Uint32Array.from(W.keys()).filter((cell) => W[cell] !== 0);
  const values = new Float64Array(seen.length); // `out` may be the array that is read
  return () => {
    for (let i = 0; i < seen.length; i++) values[i] = of[seen[i] as number] as number;
    out.fill(0);
    for (let i = 0; i < seen.length; i++) out[seen[i] as number] = values[i] as number;
  };
}

// The most frequent ones have loops of their own, which a compiler makes fast.
const square = (out: Numbers, of: Numbers) => () => {
  for (let i = 0; i < out.length; i++) out[i] = (of[i] as number) * (of[i] as number);
};
const multiply = (out: Numbers, a: Numbers, b: Numbers) => () => {
  for (let i = 0; i < out.length; i++) out[i] = (a[i] as number) * (b[i] as number);
};
const subtract = (out: Numbers, a: Numbers, b: Numbers) => () => {
  for (let i = 0; i < out.length; i++) out[i] = (a[i] as number) - (b[i] as number);
};

const pairwise = (f: Pair, out: Numbers, a: Numbers, b: Numbers) => () => {
  for (let i = 0; i < out.length; i++) out[i] = f(a[i] as number, b[i] as number);
};
const beforeEach = (f: Pair, out: Numbers, a: Numbers, b: Numbers) => () => {
  const scalar = a[0] as number;
  for (let i = 0; i < out.length; i++) out[i] = f(scalar, b[i] as number);
};
const afterEach = (f: Pair, out: Numbers, a: Numbers, b: Numbers) => () => {
  const scalar = b[0] as number;
  for (let i = 0; i < out.length; i++) out[i] = f(a[i] as number, scalar);
};
