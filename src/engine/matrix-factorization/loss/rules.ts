import type { Algebra } from './algebra.ts';
import type { Graph } from './build.ts';
import type { Expression } from './expression.ts';

/** Adds to the derivative by a part of a node; the derivative is made only where it is needed. */
export type Give = (part: Expression, derivative: () => Expression) => void;

/**
 * The chain rule at one node: from the derivative by the node (`adjoint`) to those by its parts. Where a function has a corner, it
 * is what tfjs takes, too, and 0 for abs and relu at 0; where the arguments of max or min are equal, the first counts.
 */
export function rule(
  algebra: Algebra,
  graph: Graph,
  node: Expression,
  adjoint: Expression,
  give: Give,
): void {
  // a scalar beside a matrix goes with every entry, so that all of them add to its derivative
  const fit = (part: Expression, derivative: Expression) =>
    part.shape === 'scalar' ? algebra.total(derivative, node.shape) : derivative;
  if (node.op === 'log' && node.of.op === 'divide') {
    // log(a/b) is log a - log b, which is simpler and does not stumble over a = 0
    const { left, right } = node.of;
    give(left, () => fit(left, algebra.over(adjoint, left)));
    give(right, () => fit(right, algebra.negative(algebra.over(adjoint, right))));
  } else if ('of' in node) {
    const { of } = node;
    give(of, () => byArgument(algebra, graph, node, of, adjoint));
  } else if ('left' in node) {
    const { left, right } = node;
    const [byLeft, byRight] = byOperands(algebra, graph, node, adjoint);
    if (byLeft) give(left, () => fit(left, byLeft()));
    if (byRight) give(right, () => fit(right, byRight()));
  }
}

type OfOne = Extract<Expression, { of: Expression }>;
type OfTwo = Extract<Expression, { left: Expression }>;

function byArgument(
  algebra: Algebra,
  graph: Graph,
  node: OfOne,
  of: Expression,
  adjoint: Expression,
): Expression {
  const one = graph.number(1);
  switch (node.op) {
    case 'negate':
      return algebra.negative(adjoint);
    case 'abs':
      return algebra.times(adjoint, graph.apply('sign', of));
    case 'sqrt':
      return algebra.over(adjoint, algebra.times(graph.number(2), node));
    case 'exp':
      return algebra.times(adjoint, node);
    case 'log':
      return algebra.over(adjoint, of);
    case 'log1p':
      return algebra.over(adjoint, graph.add(one, of));
    case 'sigmoid':
      return algebra.times(adjoint, graph.multiply(node, graph.subtract(one, node)));
    case 'softplus':
      return algebra.times(adjoint, graph.apply('sigmoid', of));
    case 'tanh':
      return algebra.times(adjoint, graph.subtract(one, graph.power(node, graph.number(2))));
    case 'relu':
      return algebra.times(adjoint, graph.apply('step', of));
    case 'sign':
    case 'step':
      return graph.number(0);
    case 'sum':
      return adjoint;
    case 'mean':
      return algebra.over(adjoint, algebra.count(of.shape));
    case 'transpose':
      return algebra.transpose(adjoint);
    case 'spread':
      return algebra.total(adjoint, node.shape);
  }
}

function byOperands(
  algebra: Algebra,
  graph: Graph,
  node: OfTwo,
  adjoint: Expression,
): ((() => Expression) | undefined)[] {
  const { left, right } = node;
  switch (node.op) {
    case 'add':
      return [() => adjoint, () => adjoint];
    case 'subtract':
      return [() => adjoint, () => algebra.negative(adjoint)];
    case 'multiply':
      return [() => algebra.times(adjoint, right), () => algebra.times(adjoint, left)];
    case 'mask':
      return [undefined, () => algebra.times(graph.name('W'), adjoint)];
    case 'divide':
      return [
        () => algebra.over(adjoint, right),
        () =>
          algebra.negative(algebra.over(algebra.times(adjoint, left), graph.power(right, graph.number(2)))),
      ];
    case 'power': {
      const less =
        right.op === 'number' ? graph.number(right.value - 1) : graph.subtract(right, graph.number(1));
      return [() => algebra.times(adjoint, algebra.times(right, graph.power(left, less))), undefined];
    }
    case 'max':
      return corner(algebra, graph, adjoint, algebra.minus(right, left));
    case 'min':
      return corner(algebra, graph, adjoint, algebra.minus(left, right));
    case 'huber': {
      const clipped = () => graph.entrywise('max', graph.entrywise('min', left, right), graph.negate(right));
      const beyond = () => graph.apply('relu', graph.subtract(graph.apply('abs', left), right));
      return [() => algebra.times(adjoint, clipped()), () => algebra.times(adjoint, beyond())];
    }
    case 'matmul':
      return [
        () => algebra.matmul(adjoint, node.shape, graph.transpose(right), graph.transpose(right).shape),
        () => algebra.matmul(graph.transpose(left), graph.transpose(left).shape, adjoint, node.shape),
      ];
  }
}

/** Where `second` is above 0 the second argument counts, elsewhere the first. */
function corner(algebra: Algebra, graph: Graph, adjoint: Expression, second: Expression) {
  const step = graph.apply('step', second);
  return [
    () => algebra.times(adjoint, graph.subtract(graph.number(1), step)),
    () => algebra.times(adjoint, step),
  ];
}
