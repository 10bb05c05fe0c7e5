import '../../tfjs-in-node.ts';
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  Fit,
  initialWeights,
  type Optimizer,
  type Problem,
  startingBias,
  titanic,
  titanicFloor,
} from '../../../src/engine/factorization-machines/index.ts';
import { seeded } from '../../../src/engine/random.ts';
import { BACKWARDS, KINDS, randomProblem } from './problems.ts';
import { testAgreement } from './tfjs-agreement.ts';

const tfjs = await import('../../../src/engine/factorization-machines/tfjs/trainer.ts');
const { createTfjsTrainer, tensorsAlive } = tfjs;
const { startCpu } = await import('../../../src/lib/tfjs/cpu.ts');
await startCpu();

testAgreement('cpu', tfjs);

const ADAM: Optimizer = { method: 'adam', learningRate: 0.02 };

test('200 steps leave no tensor behind, and disposal none at all', () => {
  for (const kind of KINDS)
    for (const method of ['sgd', 'rmsprop', 'adam'] as const) {
      const before = tensorsAlive();
      const trainer = createTfjsTrainer(randomProblem(kind, 4, { method }));
      const made = tensorsAlive();
      const order = BACKWARDS;
      for (let step = 0; step < 200; step++) {
        trainer.step(order, 0, step % 2 === 0 ? 40 : 16, step);
        assert.equal(tensorsAlive(), made, `step ${step} of ${method}: ${kind.name}`);
      }
      trainer.loss();
      trainer.weights();
      trainer.gradient(order, 0, 40);
      assert.equal(tensorsAlive(), made);
      trainer.dispose();
      assert.equal(tensorsAlive(), before, `${method}: ${kind.name}`);
    }
});

test('tfjs comes to the floor of the Titanic', () => {
  const samples = titanic();
  const lossWith = (k: number) => {
    const start = initialWeights({ d: 8, k, random: seeded(1) });
    start.w0 = startingBias(samples, 'classification');
    const trainer = createTfjsTrainer({ task: 'classification', samples, start, optimizer: ADAM });
    const fit = new Fit(trainer, { task: 'classification', rows: samples.y.length, random: seeded(1) });
    for (const _ of fit.run(1000));
    trainer.dispose();
    return Math.min(...fit.losses);
  };
  assert.ok(Math.abs(lossWith(0) - 0.502058) < 2e-6);
  assert.ok(lossWith(2) - titanicFloor() < 1e-4);
});

test('rows that weigh nothing make no step', () => {
  const problem = randomProblem({ name: '', task: 'regression', k: 2, weighted: true }, 1, ADAM);
  const { weights } = problem.samples;
  const none = BACKWARDS.findIndex((row) => weights?.[row] === 0);
  assert.ok(none >= 0);
  const trainer = createTfjsTrainer(problem);
  const order = BACKWARDS;
  const before = trainer.weights();
  trainer.step(order, none, none + 1, 1);
  assert.equal(trainer.steps, 0);
  assert.deepEqual(trainer.weights(), before);
  assert.ok(trainer.gradient(order, none, none + 1).w1.every((slope) => slope === 0));
  trainer.dispose();
});

test('scores far from 0 have a loss and a gradient', () => {
  const problem = randomProblem({ name: '', task: 'classification', k: 0 }, 2, ADAM);
  for (const w0 of [500, -500]) {
    const trainer = createTfjsTrainer({ ...problem, start: { ...problem.start, w0 } });
    assert.ok(trainer.loss() > 100 && trainer.loss() < 500, `${trainer.loss()}`);
    const slope = trainer.gradient(BACKWARDS, 0, 40).w0;
    assert.ok(Math.sign(slope) === Math.sign(w0) && Math.abs(slope) < 1, `${slope}`);
    trainer.dispose();
  }
});

test('rows that are too many to write out are refused at their step, and taken in part by the loss', () => {
  const [rows, columns] = [30, 300_000];
  const before = tensorsAlive();
  const problem: Problem = {
    task: 'classification',
    samples: {
      X: {
        rows,
        columns,
        start: Uint32Array.from({ length: rows + 1 }, (_, i) => i),
        column: Uint32Array.from({ length: rows }, (_, i) => 1000 * i),
        value: new Float64Array(rows).fill(1),
      },
      y: Float64Array.from({ length: rows }, (_, i) => i % 2),
    },
    start: { d: columns, k: 0, w0: 0, w1: new Float64Array(columns), V: new Float64Array(0) },
    optimizer: { method: 'sgd', learningRate: 1 },
  };
  const trainer = createTfjsTrainer(problem);
  const made = tensorsAlive();
  const order = Uint32Array.from({ length: rows }, (_, i) => i);
  assert.ok(Math.abs(trainer.loss() - Math.log(2)) < 1e-6);
  assert.throws(() => trainer.step(order, 0, 20, 1), {
    name: 'InvalidInputError',
    message: /20 rows of 300,000 features .* compiled code.* at most 13 rows/,
  });
  trainer.step(order, 0, 10, 1);
  assert.ok(trainer.loss() < Math.log(2) - 0.001);
  assert.equal(tensorsAlive(), made);
  trainer.dispose();
  assert.equal(tensorsAlive(), before);
});

test('trainers do not disturb each other', () => {
  const problem = randomProblem({ name: '', task: 'regression', k: 2 }, 5, ADAM);
  const order = BACKWARDS;
  const run = (during: () => void) => {
    const trainer = createTfjsTrainer(problem);
    for (let step = 0; step < 5; step++) {
      trainer.step(order, 0, 20, 1);
      during();
    }
    const weights = trainer.weights();
    trainer.dispose();
    return weights;
  };
  const other = createTfjsTrainer(problem);
  assert.deepEqual(
    run(() => other.step(order, 20, 40, 1)),
    run(() => {}),
  );
  other.dispose();
});

test('weights for other features are refused', () => {
  const problem = randomProblem({ name: '', task: 'regression', k: 2 }, 5, ADAM);
  const d = problem.start.d + 1;
  const start = { d, k: 0, w0: 0, w1: new Float64Array(d), V: new Float64Array(0) };
  assert.throws(() => createTfjsTrainer({ ...problem, start }), RangeError);
});
