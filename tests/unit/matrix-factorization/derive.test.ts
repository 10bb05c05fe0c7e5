import assert from 'node:assert/strict';
import test from 'node:test';
import { Graph, graphOf } from '../../../src/engine/matrix-factorization/loss/build.ts';
import {
  entrywiseDerivative,
  isEntrywise,
  partials,
} from '../../../src/engine/matrix-factorization/loss/derive.ts';
import {
  DEFAULT_LOSS,
  parseExpression,
  parseLoss,
} from '../../../src/engine/matrix-factorization/loss/parse.ts';
import { text } from '../../../src/engine/matrix-factorization/loss/text.ts';

/** Losses with their derivatives by P and by Q, as a person would write them. */
const BY_HAND: [loss: string, byP: string, byQ: string][] = [
  [
    DEFAULT_LOSS,
    '-2 * (W * (D - X) @ transpose(Q)) + beta * P',
    '-2 * (transpose(P) @ (W * (D - X))) + beta * Q',
  ],
  ['sum(W * abs(D - X))', '-(W * sign(D - X) @ transpose(Q))', '-(transpose(P) @ (W * sign(D - X)))'],
  [
    'sum(W * huber(D - X, 1))',
    '-(W * max(min(D - X, 1), -1) @ transpose(Q))',
    '-(transpose(P) @ (W * max(min(D - X, 1), -1)))',
  ],
  ['sum(W * (D * log(D / X) - D + X))', 'W * (1 - D / X) @ transpose(Q)', 'transpose(P) @ (W * (1 - D / X))'],
  [
    'sum(W * (D / X - log(D / X) - 1))',
    'W * (1 / X - D / X^2) @ transpose(Q)',
    'transpose(P) @ (W * (1 / X - D / X^2))',
  ],
  [
    'sum(W * (softplus(X) - D * X))',
    'W * (sigmoid(X) - D) @ transpose(Q)',
    'transpose(P) @ (W * (sigmoid(X) - D))',
  ],
  ['mean((D - X)^2)', '-2 / (m * n) * ((D - X) @ transpose(Q))', '-2 / (m * n) * (transpose(P) @ (D - X))'],
  [
    'sqrt(sum((D - X)^2))',
    '-1 / sqrt(sum((D - X)^2)) * ((D - X) @ transpose(Q))',
    '-1 / sqrt(sum((D - X)^2)) * (transpose(P) @ (D - X))',
  ],
  ['sum(X^2) / 2', 'X @ transpose(Q)', 'transpose(P) @ X'],
  ['sum(P) + sum(Q^3) / 3', 'spread(1)', 'Q^2'],
  ['sum((transpose(P) @ P - 2)^2)', '4 * (P @ (transpose(P) @ P - 2))', 'spread(0)'],
  ['sum(X)', 'spread(1) @ transpose(Q)', 'transpose(P) @ spread(1)'],
];

for (const [source, byP, byQ] of BY_HAND)
  test(`derived as by hand: ${source}`, () => {
    const { gradient } = parseLoss(source);
    assert.equal(text(gradient.P), byP);
    assert.equal(text(gradient.Q), byQ);
    assert.deepEqual(
      [gradient.P.shape, gradient.Q.shape],
      [
        ['m', 'k'],
        ['k', 'n'],
      ],
    );
  });

test('entry by entry, with X for itself', () => {
  const derived = (source: string, name: 'X' | 'P' | 'Q') =>
    text(entrywiseDerivative(parseExpression(source), name));
  assert.equal(derived('(D - X)^2', 'X'), '-2 * (D - X)');
  assert.equal(derived('W * (D - X)^2', 'X'), '-2 * (W * (D - X))');
  assert.equal(derived('3 * X + sum(D)', 'X'), '3');
  assert.equal(derived('W * X', 'X'), 'W');
  assert.equal(derived('D', 'X'), '0');
  assert.equal(derived('beta * abs(P)', 'P'), 'beta * sign(P)');
  assert.equal(derived('Q^4 / 4', 'Q'), 'Q^3');
  assert.equal(derived('sign(X) * X', 'X'), 'sign(X)');
  assert.equal(derived('X^0 + X', 'X'), '1');
  for (const source of ['X * sum(X)', 'X - mean(X)', 'transpose(X)', 'P @ Q @ transpose(D) @ D'])
    assert.throws(() => entrywiseDerivative(parseExpression(source), 'X'), /not entrywise in X/);
  assert.ok(isEntrywise(parseExpression('X * sum(P)'), 'X'));
  assert.ok(!isEntrywise(parseExpression('X * sum(P)'), 'P'));
});

test('partial derivatives by any nodes, taken for independent', () => {
  const graph = new Graph();
  const loss = parseExpression('sqrt(sum(W * (D - X)^2) / sum(W)) + beta * sum(P^2)', graph);
  const errors = parseExpression('sum(W * (D - X)^2)', graph);
  const size = parseExpression('sum(P^2)', graph);
  const [byErrors, bySize, byQ] = partials(loss, [errors, size, graph.name('Q')]);
  assert.ok(byErrors && bySize);
  assert.equal(text(byErrors), '1 / (2 * (sqrt(sum(W * (D - X)^2) / sum(W)) * sum(W)))');
  assert.equal(text(bySize), 'beta');
  assert.equal(byQ, undefined);
  assert.equal(graphOf(bySize), graph);
});

test('the derivative by X is made once, for both factors', () => {
  const { gradient } = parseLoss('sum(W * exp(X) / (1 + X^2))');
  assert.ok(gradient.P.op === 'matmul' && gradient.Q.op === 'matmul');
  assert.equal(gradient.P.left, gradient.Q.right);
});
