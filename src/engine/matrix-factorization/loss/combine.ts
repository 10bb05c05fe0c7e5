import { type Graph, together } from './build.ts';
import { varies } from './derive.ts';
import type { Expression, Shape } from './expression.ts';
import { LossError } from './loss-error.ts';
import type { Token } from './tokens.ts';

/** A part of a loss, and where it stands. */
export interface Operand {
  node: Expression;
  /** Where it begins, from 1, and the column after it. */
  column: number;
  end: number;
  text: string;
}

/** A part of the source as a message shows it. */
export const shown = ({ text }: Operand): string => (text.length > 24 ? `${text.slice(0, 23)}…` : text);
export const shapeText = (shape: Shape): string =>
  shape === 'scalar' ? 'one number' : `${shape[0]} x ${shape[1]}`;
const both = (a: Operand, b: Operand): string =>
  `${shown(a)} is ${shapeText(a.node.shape)} and ${shown(b)} is ${shapeText(b.node.shape)}`;

/** The node of two operands with a sign between them; `LossError` at the sign where they do not fit. */
export function combine(graph: Graph, sign: Token, left: Operand, right: Operand): Expression {
  const [a, b] = [left.node, right.node];
  if (sign.text === '@') {
    if (a.shape === 'scalar' || b.shape === 'scalar')
      throw new LossError(`${both(left, right)}: @ takes two matrices; write * with a number`, sign.column);
    if (a.shape[1] !== b.shape[0])
      throw new LossError(
        `${both(left, right)}: @ needs as many columns on its left as rows on its right; transpose(...) turns a matrix`,
        sign.column,
      );
    return graph.matmul(a, b);
  }
  if (sign.text === '^') {
    if (b.shape !== 'scalar' || varies(b))
      throw new LossError(
        `the exponent ${shown(right)} must be one number that depends on neither P nor Q`,
        right.column,
        right.end - right.column,
      );
    return graph.power(a, b);
  }
  if (!together(a.shape, b.shape)) {
    const hint = sign.text === '*' && isProduct(a.shape, b.shape) ? '; the matrix product is @' : '';
    throw new LossError(
      `${both(left, right)}: ${sign.text} goes entry by entry and needs the same shape${hint}`,
      sign.column,
    );
  }
  if (sign.text === '+') return graph.add(a, b);
  if (sign.text === '-') return graph.subtract(a, b);
  return sign.text === '*' ? graph.multiply(a, b) : graph.divide(a, b);
}

const isProduct = (a: Shape, b: Shape) => a !== 'scalar' && b !== 'scalar' && a[1] === b[0];
