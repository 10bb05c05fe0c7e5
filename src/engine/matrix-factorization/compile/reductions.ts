import { varies } from '../loss/derive.ts';
import type { Expression } from '../loss/expression.ts';
import { NotCompiledError } from './not-compiled.ts';

/** What a sum runs over: the observed cells, all cells, or the entries of a factor. */
export type Domain = 'observed' | 'all' | 'P' | 'Q';

/** A sum or mean of a loss whose entries can be computed one by one. */
export interface Reduction {
  /** The `sum` or `mean` node. */
  node: Expression;
  /** What is summed. */
  entry: Expression;
  domain: Domain;
  /** Whether it changes with P or Q. */
  varies: boolean;
}

/**
 * Takes a loss apart: a scalar function of sums and means, each of them entrywise in D, W and X, or in P, or in Q alone.
 * Throws `NotCompiledError` for a loss that is not of this kind.
 */
export function reductionsOf(loss: Expression): Reduction[] {
  const found = new Map<Expression, Reduction>();
  const visit = (node: Expression): void => {
    if (node.op === 'sum' || node.op === 'mean') {
      if (!found.has(node)) found.set(node, reduction(node, node.of, visit));
    } else if ('left' in node) {
      visit(node.left);
      visit(node.right);
    } else if ('of' in node) visit(node.of);
  };
  visit(loss);
  return [...found.values()];
}

function reduction(node: Expression, entry: Expression, visit: (scalar: Expression) => void): Reduction {
  const leaves = new Set<'cells' | 'P' | 'Q'>();
  const walk = (part: Expression): void => {
    if (part.shape === 'scalar') {
      if (varies(part)) throw new NotCompiledError('A sum stands inside another sum.');
      visit(part);
    } else if (part.op === 'name') {
      leaves.add(part.name === 'P' || part.name === 'Q' ? part.name : 'cells');
    } else if (part.op === 'matmul' || part.op === 'transpose') {
      throw new NotCompiledError(
        `It is not computed entry by entry: there is a ${part.op === 'matmul' ? 'matrix product' : 'transposed matrix'} in it other than X.`,
      );
    } else if ('left' in part) {
      walk(part.left);
      walk(part.right);
    } else if ('of' in part) walk(part.of);
  };
  walk(entry);
  const [leaf = 'cells', ...others] = leaves;
  if (others.length > 0) throw new NotCompiledError('Matrices of different places meet in it.');
  const domain = leaf !== 'cells' ? leaf : isZeroAtHoles(entry) ? 'observed' : 'all';
  return { node, entry, domain, varies: varies(entry) };
}

/** Whether an m x n expression is certainly 0 where nothing is observed, so that those cells can be passed over. */
function isZeroAtHoles(node: Expression): boolean {
  switch (node.op) {
    case 'name':
      return node.name === 'D' || node.name === 'W';
    case 'number':
      return node.value === 0;
    case 'mask':
      return true;
    case 'multiply':
      return isZeroAtHoles(node.left) || isZeroAtHoles(node.right);
    case 'divide':
    case 'huber':
      return isZeroAtHoles(node.left);
    case 'power':
      return isZeroAtHoles(node.left) && node.right.op === 'number' && node.right.value > 0;
    case 'add':
    case 'subtract':
    case 'max':
    case 'min':
      return isZeroAtHoles(node.left) && isZeroAtHoles(node.right);
    case 'negate':
    case 'abs':
    case 'sqrt':
    case 'relu':
    case 'sign':
    case 'step':
    case 'tanh':
    case 'log1p':
    case 'spread':
      return isZeroAtHoles(node.of);
    default:
      return false;
  }
}

/** Whether the loss is a fixed combination of its sums: then their weights do not depend on where P and Q are. */
export function isLinear(node: Expression, sums: ReadonlySet<Expression>): boolean {
  if (sums.has(node) || !varies(node)) return true;
  switch (node.op) {
    case 'add':
    case 'subtract':
      return isLinear(node.left, sums) && isLinear(node.right, sums);
    case 'multiply':
      return !varies(node.left)
        ? isLinear(node.right, sums)
        : !varies(node.right) && isLinear(node.left, sums);
    case 'divide':
      return !varies(node.right) && isLinear(node.left, sums);
    case 'negate':
      return isLinear(node.of, sums);
    default:
      return false;
  }
}
