import assert from 'node:assert/strict';
import test from 'node:test';
import {
  descend,
  EXAMPLE,
  observed,
  type Problem,
  product,
  randomFactors,
} from '../../src/engine/matrix-factorization/index.ts';
import { DEFAULT_LOSS, parseLoss } from '../../src/engine/matrix-factorization/loss/parse.ts';
import { seeded } from '../../src/engine/random.ts';
import { differences, discrepancy, factorizer } from './matrix-factorization/engine.ts';

/** A random table of `rows` x `columns` with holes, of numbers from 0.2 to 4 so that every loss below is smooth near it. */
function randomProblem(source: string, seed: number): Problem {
  const random = seeded(seed);
  const [rows, columns, k] = [1, 1, 1].map(() => 1 + Math.floor(random() * 6)) as [number, number, number];
  const values = Float64Array.from({ length: rows * columns }, () => 0.2 + 3.8 * random());
  const mask = Uint8Array.from(values, () => (random() < 0.7 ? 1 : 0));
  mask[0] = 1;
  const start = randomFactors(rows, columns, k, () => 0.1 + random());
  const ratings = observed({ rows, columns, values, mask });
  return {
    ratings,
    k,
    start,
    loss: parseLoss(source),
    beta: 0.3,
    optimizer: { method: 'gradient-descent', alpha: 0.01 },
  };
}

const LOSSES = [
  DEFAULT_LOSS,
  'sum(W * abs(D - X)) + beta/2 * (sum(P^2) + sum(Q^2))',
  'sum(W * huber(D - X, 0.5)) + beta * sum(abs(P)) + beta * sum(abs(Q))',
  'sum(W * (D * log(D / X) - D + X))',
  'sum(W * (D / X - log(D / X) - 1))',
  'sum(W * (D - (1 + 4 * sigmoid(X)))^2)',
  'sum(W * softplus(-(2*D - 4) * X)) + beta*mean(P^2)',
  'sqrt(sum(W * (D - X)^2) / sum(W))',
  'mean(W * (D - X)^2) + sum(relu(-P)^2) + sum(relu(-Q)^2)',
  'log(sum(exp(W * (D - X)))) + beta * sum(P^2)',
  'sum((D - X)^2) / (m * n) + k * beta * sum(Q^4)',
  'sum(W * log1p((D - X)^2)) + sum(tanh(P) + max(P, -1) * min(P, 0.05))',
  'sum((X - mean(D))^2 * sqrt(X)) * exp(-mean(P))',
  'sum(W * (X^1.7 - 3^-1 * D * X^3 + sign(X))) + alpha * sum(1 / P) * sum(Q^-2)',
  'sum(square(W * D - W * X)) + huber(sum(P), 2)',
  'sum(P^2)',
];

test('the compiled gradient is that of finite differences, on every loss and many shapes', () => {
  for (const source of LOSSES) {
    for (let seed = 1; seed <= 12; seed++) {
      const problem = randomProblem(source, seed);
      const lossAt = (moved: Problem) => {
        const trainer = factorizer.compile(moved);
        trainer.dispose();
        return trainer.loss;
      };
      const trainer = factorizer.compile(problem);
      const off = discrepancy(differences(problem, lossAt, 3e-4), trainer.gradient());
      trainer.dispose();
      assert.ok(off < 1e-9, `${source}, seed ${seed}: ${off} off`);
    }
  }
});

test('every seed of the example ends at the same loss and the same PQ', () => {
  const expected = [
    4.9947, 2.9935, 1.7042, 1.0002, 3.9928, 2.4096, 1.6051, 0.9993, 1.0009, 0.9984, 6.1626, 4.9897, 0.9996,
    0.9146, 4.9495, 3.9917, 1.146, 1.0013, 4.9854, 4.0094,
  ];
  const loss = parseLoss(DEFAULT_LOSS);
  for (let seed = 0; seed < 40; seed++) {
    const start = randomFactors(5, 4, 2, seeded(seed));
    const trainer = factorizer.compile({
      ratings: observed(EXAMPLE),
      k: 2,
      start,
      loss,
      beta: 0.02,
      optimizer: { method: 'momentum', alpha: 0.01 },
    });
    while (trainer.steps < 20_000) trainer.advance();
    assert.equal(trainer.loss.toFixed(6), '0.390680', `seed ${seed}`);
    for (const [i, x] of product(trainer.factors(), 5, 4, 2).entries()) {
      assert.ok(Math.abs(x - (expected[i] as number)) < 1e-3, `cell ${i}: ${x}`);
    }
    trainer.dispose();
  }
});

test('a loss that is not entrywise is not compiled, and says why', () => {
  const reasons: [string, RegExp][] = [
    ['sum((transpose(P) @ P)^2)', /matrix product/],
    ['sum(W * (D - X)^2 / sum(X^2))', /inside another sum/],
  ];
  for (const [source, reason] of reasons) {
    const problem = randomProblem(source, 1);
    assert.throws(() => factorizer.compile(problem), { name: 'NotCompiledError', message: reason });
  }
});

test('what is not a number at a hole does no harm, and a loss without end is told', () => {
  const problem = randomProblem('sum(W * D * log(D / X))', 3);
  assert.ok(problem.ratings.value.length < problem.ratings.rows * problem.ratings.columns);
  const trainer = factorizer.compile(problem);
  assert.ok([...trainer.gradient().P, ...trainer.gradient().Q].every(Number.isFinite));
  trainer.dispose();
  const wild = factorizer.compile({
    ...randomProblem(DEFAULT_LOSS, 3),
    optimizer: { method: 'gradient-descent', alpha: 1e3 },
  });
  const steps = [...descend(wild, 1000)];
  assert.ok(steps.length < 100);
  assert.ok(!Number.isFinite(steps.at(-1)?.loss));
  wild.dispose();
});

test('memory is given back', () => {
  const problem = randomProblem(DEFAULT_LOSS, 2);
  const first = factorizer.compile(problem);
  const before = first.memoryBytes;
  first.dispose();
  for (let i = 0; i < 20_000; i++) factorizer.compile(problem).dispose();
  const last = factorizer.compile(problem);
  assert.equal(last.memoryBytes, before);
  last.dispose();
});
