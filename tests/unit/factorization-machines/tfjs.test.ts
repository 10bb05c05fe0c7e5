import '../../tfjs-in-node.ts';
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  createArraysTrainer,
  Fit,
  initialWeights,
  type Optimizer,
  type Problem,
  scaledSamples,
  standardization,
  startingBias,
  titanic,
  titanicFloor,
  type Weights,
} from '../../../src/engine/factorization-machines/index.ts';
import { seeded } from '../../../src/engine/random.ts';
import { ownData, splitOf } from './own-data.ts';
import { discrepancy, inOrder, KINDS, randomProblem } from './problems.ts';
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
      const order = inOrder(40);
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

test('tfjs learns from data of the lab in batches what typed arrays learn', () => {
  const { learned } = splitOf('diabetes', ownData('diabetes').samples);
  const samples = scaledSamples(learned, standardization(learned, 'regression'));
  const start = initialWeights({ d: 10, k: 2, random: seeded(1) });
  const [arrays, own] = [createArraysTrainer, createTfjsTrainer].map((create) => {
    const trainer = create({
      task: 'regression',
      samples,
      start,
      optimizer: { method: 'adam', learningRate: 0.01 },
    });
    const fit = new Fit(trainer, { task: 'regression', rows: 221, random: seeded(1) });
    for (const _ of fit.run(50));
    trainer.dispose();
    return fit.weights();
  });
  assert.ok(discrepancy(arrays as Weights, own as Weights) < 1e-4);
});

test('rows that weigh nothing make no step', () => {
  const problem = randomProblem({ name: '', task: 'regression', k: 2, isWeighted: true }, 1, ADAM);
  const { weights } = problem.samples;
  const none = weights?.indexOf(0) as number;
  assert.ok(none >= 0);
  const trainer = createTfjsTrainer(problem);
  const order = inOrder(40);
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
    const slope = trainer.gradient(inOrder(40), 0, 40).w0;
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
  const order = inOrder(rows);
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

test('a row that is drawn twice counts twice', () => {
  const problem = randomProblem({ name: '', task: 'regression', k: 2 }, 6, ADAM);
  const drawn = inOrder(40).map((row) => Math.floor(row / 2));
  const trainer = createTfjsTrainer(problem);
  const wanted = createArraysTrainer(problem).gradient(drawn, 0, 40);
  assert.ok(discrepancy(wanted, trainer.gradient(drawn, 0, 40)) < 1e-5);
  trainer.dispose();
});

test('trainers do not disturb each other', () => {
  const problem = randomProblem({ name: '', task: 'regression', k: 2 }, 5, ADAM);
  const order = inOrder(40);
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
