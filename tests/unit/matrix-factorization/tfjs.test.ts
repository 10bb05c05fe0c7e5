import '../../tfjs-in-node.ts';
import assert from 'node:assert/strict';
import test from 'node:test';
import { EXAMPLE } from '../../../src/engine/matrix-factorization/example.ts';
import { product, randomFactors } from '../../../src/engine/matrix-factorization/factors.ts';
import { createArraysTrainer } from '../../../src/engine/matrix-factorization/loss/arrays.ts';
import { DEFAULT_LOSS, parseLoss } from '../../../src/engine/matrix-factorization/loss/parse.ts';
import { observed } from '../../../src/engine/matrix-factorization/ratings.ts';
import type { Optimizer, Problem, Trainer } from '../../../src/engine/matrix-factorization/training.ts';
import { seeded } from '../../../src/engine/random.ts';
import { LOSSES } from './losses.ts';
import { randomProblem } from './problems.ts';

const { createTfjsTrainer, kernelsPerStep, tensorsAlive } = await import(
  '../../../src/engine/matrix-factorization/tfjs/trainer.ts'
);
const { startCpu } = await import('../../../src/lib/tfjs/cpu.ts');
await startCpu();

const loss = parseLoss(DEFAULT_LOSS);
const example = (seed: number, optimizer: Optimizer): Problem => ({
  ratings: observed(EXAMPLE),
  k: 2,
  start: randomFactors(5, 4, 2, seeded(seed)),
  loss,
  beta: 0.02,
  optimizer,
});

/** PQ where the loss of the example is least. */
const CONVERGED = [
  4.9947, 2.9935, 1.7042, 1.0002, 3.9928, 2.4096, 1.6051, 0.9993, 1.0009, 0.9984, 6.1626, 4.9897, 0.9996,
  0.9146, 4.9495, 3.9917, 1.146, 1.0013, 4.9854, 4.0094,
];
function assertConverged(trainer: Trainer, tolerance: number) {
  const X = product(trainer.factors(), 5, 4, 2);
  assert.ok(Math.abs(trainer.loss - 0.39068) < 5e-7 + tolerance / 1000, `${trainer.loss}`);
  for (const [cell, value] of CONVERGED.entries())
    assert.ok(Math.abs((X[cell] as number) - value) < tolerance, `cell ${cell}: ${X[cell]}, not ${value}`);
}

test('every seed ends at 0.390680 and the same PQ, by arrays', () => {
  for (let seed = 0; seed < 20; seed++) {
    const trainer = createArraysTrainer(example(seed, { method: 'momentum', alpha: 0.01 }));
    for (let i = 0; i < 20_000; i++) trainer.advance();
    assertConverged(trainer, 1e-4);
  }
});

test('and by tfjs', () => {
  for (const seed of [1, 2]) {
    const trainer = createTfjsTrainer(example(seed, { method: 'momentum', alpha: 0.02 }));
    for (let i = 0; i < 3000; i++) trainer.advance();
    assertConverged(trainer, 5e-3);
    trainer.dispose();
  }
});

test('1,000 steps leave no tensor behind, and disposal none at all', () => {
  for (const optimizer of [
    { method: 'gradient-descent', alpha: 0.001 },
    { method: 'momentum', alpha: 0.001 },
    { method: 'adam', alpha: 0.001 },
  ] satisfies Optimizer[]) {
    const before = tensorsAlive();
    const trainer = createTfjsTrainer(example(1, optimizer));
    trainer.advance(); // optimizers make what they remember in their first step
    const after = tensorsAlive();
    for (let i = 0; i < 1000; i++) {
      trainer.advance();
      assert.equal(tensorsAlive(), after, `step ${i} of ${optimizer.method}`);
    }
    trainer.factors();
    trainer.gradient();
    assert.equal(tensorsAlive(), after);
    trainer.dispose();
    assert.equal(tensorsAlive(), before, optimizer.method);
  }
});

test('no loss leaves a tensor behind', async () => {
  for (const { source, data } of LOSSES) {
    const before = tensorsAlive();
    const trainer = createTfjsTrainer(randomProblem(source, data, 3));
    trainer.advance();
    const after = tensorsAlive();
    for (let i = 0; i < 10; i++) trainer.advance();
    await trainer.traced();
    assert.equal(tensorsAlive(), after, source);
    trainer.dispose();
    assert.equal(tensorsAlive(), before, source);
  }
});

test('a step of the article’s loss runs 63 kernels', async () => {
  const before = tensorsAlive();
  const counts = await kernelsPerStep(example(1, { method: 'gradient-descent', alpha: 0.01 }));
  assert.deepEqual(Object.fromEntries(counts), {
    Identity: 18,
    Multiply: 15,
    Reshape: 8,
    Add: 6,
    Cast: 5,
    BatchMatMul: 3,
    Square: 3,
    Sum: 3,
    Neg: 1,
    Sub: 1,
  });
  assert.equal(tensorsAlive(), before);
});

test('trainers do not disturb each other', () => {
  const alone = createTfjsTrainer(example(1, { method: 'adam', alpha: 0.01 }));
  const reached = [alone.advance(), alone.advance(), alone.advance()];
  alone.dispose();
  const [a, b] = [1, 2].map((seed) => createTfjsTrainer(example(seed, { method: 'adam', alpha: 0.01 })));
  for (const value of reached) {
    assert.equal(a?.advance(), value);
    b?.advance();
  }
  a?.dispose();
  b?.dispose();
});

test('a loss that has no end, and one of a single factor', () => {
  const diverging = createTfjsTrainer(example(1, { method: 'gradient-descent', alpha: 1 }));
  for (let i = 0; i < 100; i++) diverging.advance();
  assert.ok(!Number.isFinite(diverging.loss));
  diverging.dispose();
  const ofP = createTfjsTrainer({
    ...example(1, { method: 'adam', alpha: 0.1 }),
    loss: parseLoss('sum(P^2)'),
  });
  const { Q } = ofP.factors();
  ofP.advance();
  assert.deepEqual(ofP.factors().Q, Q);
  assert.ok(ofP.gradient().Q.every((x) => x === 0));
  ofP.dispose();
});

test('what cannot be held whole is refused', () => {
  const ratings = {
    rows: 3000,
    columns: 2000,
    row: Uint32Array.of(0),
    column: Uint32Array.of(0),
    value: Float64Array.of(1),
  };
  const problem: Problem = {
    ...example(1, { method: 'adam', alpha: 1 }),
    ratings,
    k: 1,
    start: { P: new Float64Array(3000), Q: new Float64Array(2000) },
  };
  for (const make of [createTfjsTrainer, createArraysTrainer])
    assert.throws(() => make(problem), { name: 'InvalidInputError', message: /3,000 x 2,000 cells/ });
  const tall = {
    ...problem,
    ratings: { ...ratings, columns: 2 },
    start: { P: new Float64Array(3000), Q: new Float64Array(2) },
    loss: parseLoss('sum(X @ transpose(X))'),
  };
  assert.throws(() => createArraysTrainer(tall), {
    name: 'InvalidInputError',
    message: /m x m has 9,000,000 cells/,
  });
});
