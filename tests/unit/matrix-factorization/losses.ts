import type { Graph } from '../../../src/engine/matrix-factorization/loss/build.ts';
import type { Expression, Shape } from '../../../src/engine/matrix-factorization/loss/expression.ts';
import { ENTRYWISE, NAMES } from '../../../src/engine/matrix-factorization/loss/words.ts';

/** Losses that between them hold every operation, and the data that they are for. */
export const LOSSES: { name: string; source: string; data: 'positive' | 'binary' | 'any' }[] = [
  { name: 'squares', source: 'sum(W * (D - X)^2) + beta/2 * (sum(P^2) + sum(Q^2))', data: 'any' },
  { name: 'absolute', source: 'sum(W * abs(D - X))', data: 'any' },
  { name: 'Huber', source: 'sum(W * huber(D - X, 0.5)) + beta * sum(huber(P, beta))', data: 'any' },
  { name: 'Kullback-Leibler', source: 'sum(W * (D * log(D / X) - D + X))', data: 'positive' },
  { name: 'Itakura-Saito', source: 'sum(W * (D / X - log(D / X) - 1))', data: 'positive' },
  { name: 'logistic', source: 'sum(W * (softplus(X) - D * X)) + beta * mean(P^2)', data: 'binary' },
  { name: 'logistic of signs', source: 'sum(W * log1p(exp(-(2*D - 1) * X)))', data: 'binary' },
  { name: 'bounded', source: 'sum(W * (D - (1 + 4 * sigmoid(X)))^2)', data: 'any' },
  { name: 'root mean square', source: 'sqrt(sum(W * (D - X)^2) / sum(W))', data: 'any' },
  { name: 'mean', source: 'mean((D - X)^2) + beta * mean(abs(Q))', data: 'any' },
  {
    name: 'not negative',
    source: 'sum(W * (D - X)^2) + 10 * (sum(relu(-P)^2) + sum(relu(0.4 - Q)^2))',
    data: 'any',
  },
  { name: 'few factors', source: 'sum(W * (D - X)^2) + beta * (sum(abs(P)) + sum(abs(Q)))', data: 'any' },
  {
    name: 'orthogonal',
    source: 'sum(W * (D - P @ Q)^2) + beta * sum((transpose(P) @ P - 1)^2)',
    data: 'any',
  },
  { name: 'unmasked', source: 'sum((D - X)^2)', data: 'any' },
  {
    name: 'larger and smaller',
    source: 'sum(W * max(D - X, 0.3 * (X - D))) + sum(min(P, 0.2)) + sum(max(0.6, Q))',
    data: 'any',
  },
  { name: 'Cauchy', source: 'sum(W * log1p((D - X)^2)) + tanh(sum(P)) * beta', data: 'any' },
  {
    name: 'powers',
    source: 'sum(W * (X^1.7 - 3^-1 * D * X^3)) + alpha * sum(1 / P) * sum(Q^-2)',
    data: 'positive',
  },
  { name: 'root of X', source: 'sum(W * (sqrt(D) - sqrt(X))^2) / m + exp(-mean(P))', data: 'positive' },
  { name: 'sizes', source: 'k * sum(W * (D - X)^2) / (m * n) - log(sum(exp(W * X)))', data: 'any' },
  {
    name: 'turned',
    source: 'sum(abs(transpose(D) - transpose(Q) @ transpose(P))) + sum(transpose(X) @ X) / 100',
    data: 'any',
  },
  { name: 'steps', source: 'sum(W * (X * sign(X - 1) + step(X - D) * X^2))', data: 'any' },
  { name: 'one factor', source: 'sum((transpose(P) @ P - 2)^2)', data: 'any' },
];

/** A scalar as long and deep as it gets. */
export const randomScalar = `sum(${'W * (D - X)^2 / X + '.repeat(19)}X)`;

const SHAPES: Shape[] = ['scalar', ['m', 'n'], ['m', 'k'], ['k', 'n']];

/** An expression of any shape. */
export function randomExpression(graph: Graph, random: () => number, shape?: Shape, depth = 4): Expression {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const wanted = shape ?? pick(SHAPES);
  const part = (of: Shape = wanted) => randomExpression(graph, random, of, depth - 1);
  const partOrScalar = () => part(random() < 0.3 ? 'scalar' : wanted);
  const isMatrix = wanted !== 'scalar';
  if (depth === 0 || random() < 0.1) {
    const fitting = NAMES.map((name) => graph.name(name)).filter((node) => `${node.shape}` === `${wanted}`);
    return wanted === 'scalar' && random() < 0.5
      ? graph.number(pick([0, 1, 2, 0.5, 1e-7, 1e21, 3]))
      : pick(fitting);
  }
  switch (pick(['entrywise', 'binary', 'binary', 'power', 'negate', 'own', 'huber'])) {
    case 'entrywise':
      return graph.apply(pick(ENTRYWISE), part());
    case 'negate':
      return graph.negate(part());
    case 'power':
      return graph.power(
        part(),
        pick([graph.number(2), graph.number(-1.5), graph.name('beta'), graph.negate(graph.name('m'))]),
      );
    case 'huber':
      return graph.entrywise('huber', part(), graph.number(0.7));
    case 'binary': {
      const [a, b] = random() < 0.5 ? [part(), partOrScalar()] : [partOrScalar(), part()];
      const op = pick(['add', 'subtract', 'multiply', 'divide', 'max', 'min'] as const);
      return op === 'max' || op === 'min' ? graph.entrywise(op, a, b) : graph[op](a, b);
    }
    default:
      if (!isMatrix) return pick([graph.sum(part(pick(SHAPES))), graph.mean(part(pick(SHAPES)))]);
      if (random() < 0.3) return graph.transpose(graph.transpose(part()));
      if (`${wanted}` === 'm,n')
        return random() < 0.5
          ? graph.matmul(part(['m', 'k']), part(['k', 'n']))
          : graph.multiply(graph.name('W'), part());
      return `${wanted}` === 'm,k'
        ? graph.matmul(part(['m', 'n']), graph.transpose(part(['k', 'n'])))
        : graph.matmul(graph.transpose(part(['m', 'k'])), part(['m', 'n']));
  }
}
