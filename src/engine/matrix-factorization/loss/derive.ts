import { Algebra } from './algebra.ts';
import { graphOf, isNumber } from './build.ts';
import type { Expression, Name, Shape } from './expression.ts';
import { partsOf, reachable } from './nodes.ts';
import { rule } from './rules.ts';

const SHAPE_OF: Record<'P' | 'Q' | 'X', Shape> = { P: ['m', 'k'], Q: ['k', 'n'], X: ['m', 'n'] };

const factors = new WeakMap<Expression, boolean>();

/** Whether an expression depends on P or Q, be it through X. */
export function varies(expression: Expression): boolean {
  const known = factors.get(expression);
  if (known !== undefined) return known;
  let found = false;
  if (expression.op === 'name') found = 'PQX'.includes(expression.name);
  else if ('of' in expression) found = varies(expression.of);
  else if ('left' in expression) found = varies(expression.left) || varies(expression.right);
  factors.set(expression, found);
  return found;
}

/**
 * Derivatives of a scalar by nodes that are taken for independent, in their shapes; a scalar stands for a matrix of that number
 * everywhere. Reverse mode: one pass from the root down, in which every node gets the derivative by itself once. What lies
 * beneath a leaf is not looked at. undefined: does not depend on that leaf. A root that is a matrix stands for the sum of its entries.
 */
export function partials(root: Expression, leaves: readonly Expression[]): (Expression | undefined)[] {
  const graph = graphOf(root);
  const algebra = new Algebra(graph);
  const stop = new Set(leaves);
  const nodes = reachable([root], { leaves: stop });
  const depends = new Set<Expression>(stop);
  for (const node of nodes) {
    if (partsOf(node).some((part) => depends.has(part))) depends.add(node);
  }
  const adjoints = new Map<Expression, Expression>([[root, graph.number(1)]]);
  for (const node of nodes.toReversed()) {
    const adjoint = adjoints.get(node);
    if (!adjoint || stop.has(node)) continue;
    rule(algebra, graph, node, adjoint, (part, derivative) => {
      const made = depends.has(part) && derivative();
      if (made && !isNumber(made, 0)) adjoints.set(part, algebra.plus(adjoints.get(part), made));
    });
  }
  return leaves.map((leaf) => adjoints.get(leaf));
}

/**
 * The gradient of a loss by P (m x k) and Q (k x n), with X = PQ seen through: G Qᵀ and Pᵀ G, where G is the derivative by X, and
 * what the loss has of P and Q themselves. undefined when it has neither.
 */
export function gradient(loss: Expression): { P: Expression; Q: Expression } | undefined {
  if (!varies(loss)) return undefined;
  const graph = graphOf(loss);
  const algebra = new Algebra(graph);
  const [P, Q] = [graph.name('P'), graph.name('Q')];
  const [byP, byQ, G] = partials(loss, [P, Q, graph.name('X')]);
  const { P: p, Q: q, X: x } = SHAPE_OF;
  const transposed = (shape: Shape): Shape => (shape === 'scalar' ? shape : [shape[1], shape[0]]);
  const total = (through: Expression | undefined, own: Expression | undefined, shape: Shape) =>
    graph.spread(through && own ? algebra.plus(through, own) : (through ?? own ?? graph.number(0)), shape);
  return {
    P: total(G && algebra.matmul(G, x, graph.transpose(Q), transposed(q)), byP, p),
    Q: total(G && algebra.matmul(graph.transpose(P), transposed(p), G, x), byQ, q),
  };
}

/**
 * The derivative, entry by entry, of an expression whose entries depend on the entry of `name` at the same place alone; X is taken
 * for independent, scalars for constant. A scalar stands for the same number everywhere. Throws where a sum, mean, transpose or
 * matrix product of `name` stands in the expression.
 */
export function entrywiseDerivative(expression: Expression, name: 'X' | 'P' | 'Q'): Expression {
  const graph = graphOf(expression);
  if (!isEntrywise(expression, name)) throw new Error(`the expression is not entrywise in ${name}`);
  return partials(expression, [graph.name(name)])[0] ?? graph.number(0);
}

/** Whether the entries of an expression depend on the entry of `name` at the same place alone, or on none. */
export function isEntrywise(expression: Expression, name: Name): boolean {
  const mixing = ['sum', 'mean', 'transpose', 'matmul', 'spread'];
  const leaf = graphOf(expression).name(name);
  const holds = new Set<Expression>([leaf]);
  for (const node of reachable([expression])) {
    if (!partsOf(node).some((part) => holds.has(part))) continue;
    if (mixing.includes(node.op)) return false;
    holds.add(node);
  }
  return true;
}
