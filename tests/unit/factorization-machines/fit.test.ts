import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createArraysTrainer,
  Fit,
  type FitOptions,
  initialWeights,
  type Optimizer,
  pickSamples,
  type Samples,
  splitRows,
  startingBias,
  titanic,
} from '../../../src/engine/factorization-machines/index.ts';
import type { Trainer } from '../../../src/engine/factorization-machines/training.ts';
import { seeded } from '../../../src/engine/random.ts';
import { difference, flat, randomSamples, randomWeights } from './samples.ts';

const adam: Optimizer = { method: 'adam', learningRate: 0.02 };

function fitOf(samples: Samples, options: Partial<FitOptions> = {}, optimizer = adam) {
  const start = initialWeights({ d: samples.X.columns, k: 2, random: seeded(3) });
  const trainer = createArraysTrainer({ task: 'classification', samples, start, optimizer });
  return new Fit(trainer, {
    task: 'classification',
    rows: samples.y.length,
    random: seeded(4),
    ...options,
  });
}

const run = (fit: Fit, epochs: number) => {
  for (const _ of fit.run(epochs));
  return fit;
};

test('a run that is left and gone on with ends where one that was never left does', () => {
  const samples = titanic(true);
  const whole = run(fitOf(samples), 6);
  const parts = fitOf(samples);
  let steps = 0;
  for (const _ of parts.run(3)) if (++steps === 25) break; // in the midst of the second epoch
  run(run(parts, 2), 6);
  assert.deepEqual(parts.losses, whole.losses);
  assert.deepEqual(parts.weights(), whole.weights());
  assert.equal(parts.epoch, 6);
});

test('rows keep their weights when they are shuffled: weights count like rows given that often', () => {
  const random = seeded(5);
  const once = randomSamples(30, 4, 'classification', random);
  const counts = Float64Array.from({ length: 30 }, (_, i) => i % 4);
  const often = pickSamples(once, Uint32Array.from([...counts].flatMap((count, i) => Array(count).fill(i))));
  const all = { batchSize: 1000, shuffle: true };
  const weighted = run(fitOf({ ...once, weights: counts }, all), 40);
  const repeated = run(fitOf(often, all), 40);
  assert.ok(difference(weighted.losses, repeated.losses) < 1e-12);
  assert.ok(difference(flat(weighted.weights()), flat(repeated.weights())) < 1e-9);
});

test('each epoch goes through every row once, in an order of its own', () => {
  const seen: number[][] = [];
  const trainer = {
    loss: () => 1,
    weights: () => initialWeights({ d: 1, k: 0, random: seeded(1) }),
    step: (order: Uint32Array, from: number, to: number, epoch: number) => {
      seen[epoch - 1] = [...(seen[epoch - 1] ?? []), ...order.subarray(from, to)];
    },
  } as unknown as Trainer;
  run(new Fit(trainer, { task: 'regression', rows: 10, batchSize: 4, random: seeded(1) }), 3);
  assert.equal(seen.length, 3);
  for (const order of seen)
    assert.deepEqual(
      order.toSorted((a, b) => a - b),
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    );
  assert.notDeepEqual(seen[0], seen[1]);
});

test('the weights of the best epoch are kept, or the last', () => {
  const rough: Optimizer = { method: 'sgd', learningRate: 1 };
  const best = run(fitOf(titanic(true), { batchSize: 16 }, rough), 30);
  const last = run(fitOf(titanic(true), { batchSize: 16, keep: 'last' }, rough), 30);
  const least = Math.min(...best.losses);
  assert.ok(least < (best.losses.at(-1) ?? 0));
  assert.equal(best.best, best.losses.indexOf(least));
  assert.notDeepEqual(best.weights(), last.weights());
});

test('with validation rows a run ends when these have not become better for long enough', () => {
  const random = seeded(6);
  const samples = randomSamples(60, 12, 'classification', random); // noise: there is nothing to learn
  const { learned, held } = splitRows(samples, 'classification', 0.5, random);
  const options = { validation: pickSamples(samples, held), patience: 7 };
  const fit = run(fitOf(pickSamples(samples, learned), options), 5000);
  assert.ok(fit.stopped && fit.epoch < 1000);
  assert.equal(fit.epoch, fit.best + 7);
  assert.equal(fit.validations.indexOf(Math.min(...fit.validations)), fit.best);
});

test('a run that diverges says in which epoch and why, and what was best remains', () => {
  const random = seeded(7);
  const samples = randomSamples(50, 3, 'regression', random);
  const start = randomWeights(3, 2, random);
  const trainer = createArraysTrainer({
    task: 'regression',
    samples,
    start,
    optimizer: { method: 'sgd', learningRate: 3 },
  });
  const fit = new Fit(trainer, { task: 'regression', rows: 50, random });
  assert.throws(() => run(fit, 100), {
    name: 'InvalidInputError',
    message: /after epoch \d+\. .*learning rate/,
  });
  assert.ok(flat(fit.weights()).every(Number.isFinite));
  assert.equal(run(fit, 100).epoch, fit.epoch); // it does not go on from there
});

test('the starting bias is the best constant', () => {
  const samples = titanic();
  assert.ok(Math.abs(startingBias(samples, 'classification') - Math.log(711 / 1490)) < 1e-12);
  assert.equal(startingBias({ ...samples, weights: new Float64Array(24).fill(1) }, 'regression'), 14 / 24);
});

test('of classes the same share of each is held out', () => {
  const samples = titanic(true);
  const { learned, held } = splitRows(samples, 'classification', 0.25, seeded(8));
  assert.deepEqual(
    [...learned, ...held].sort((a, b) => a - b),
    Array.from({ length: 2201 }, (_, i) => i),
  );
  assert.equal(
    held.reduce((sum, row) => sum + samples.y[row], 0),
    Math.round(711 / 4),
  );
  assert.equal(held.length, Math.round(711 / 4) + Math.round(1490 / 4));
});

test('rows by the hundred thousand are split', () => {
  const rows = 300_000;
  const samples = { X: { rows, columns: 1, values: new Float64Array(rows) }, y: new Float64Array(rows) };
  const { learned, held } = splitRows(samples, 'regression', 0.2, seeded(9));
  assert.deepEqual([learned.length, held.length], [240_000, 60_000]);
  assert.ok(held.every((row, i) => i === 0 || row > held[i - 1]));
});
