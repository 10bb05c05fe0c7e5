import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  foldIn,
  lossOf,
  pickSamples,
  type Samples,
  scaledFeatures,
  scaledSamples,
  scaledWeights,
  scores,
  standardization,
  unscaledWeights,
  widened,
} from '../../../src/engine/factorization-machines/index.ts';
import { seeded } from '../../../src/engine/random.ts';
import { difference, flat, randomSamples, randomWeights, rowOf, scoreByPairs, unflat } from './samples.ts';

test('weights for scaled data and their unscaled form predict the same, dense and sparse, both ways', () => {
  const random = seeded(1);
  for (const form of ['dense', 'sparse'] as const)
    for (const k of [0, 1, 3]) {
      const samples = randomSamples(20, 6, 'regression', random, { form });
      const y = samples.y.map((value) => 150 + 40 * value);
      const scaling = standardization({ ...samples, y }, 'regression');
      const weights = randomWeights(6, k, random);
      const scaled = scores(weights, scaledFeatures(samples.X, scaling));
      const back = scaled.map((value) => scaling.yMean + scaling.yScale * value);
      const raw = unscaledWeights(weights, scaling);
      assert.ok(difference(scores(raw, samples.X), back) < 1e-12);
      assert.ok(difference(flat(scaledWeights(raw, scaling)), flat(weights)) < 1e-12);
    }
});

test('standardized features and targets have mean 0 and variance 1 by weight; constant ones stay finite', () => {
  const random = seeded(2);
  const samples = randomSamples(40, 3, 'regression', random, { weighted: true });
  for (let row = 0; row < 40; row++) (samples.X as { values: Float64Array }).values[3 * row + 1] = 7.3;
  const scaled = scaledSamples(samples, standardization(samples, 'regression'));
  const counts = samples.weights ?? assert.fail();
  const total = counts.reduce((a, b) => a + b);
  const mean = (values: ArrayLike<number>) =>
    Array.from(values, (value, i) => value * counts[i]).reduce((a, b) => a + b) / total;
  for (const values of [
    scaled.y,
    ...[0, 2].map((j) => Array.from(counts, (_, row) => rowOf(scaled.X, row)[j])),
  ]) {
    assert.ok(Math.abs(mean(values)) < 1e-12);
    assert.ok(Math.abs(mean(Array.from(values, (value) => value ** 2)) - 1) < 1e-12);
  }
  for (let row = 0; row < 40; row++) assert.ok(Math.abs(rowOf(scaled.X, row)[1]) < 1e-9);
});

test('what is constant stays so however many rows are added up', () => {
  const rows = 100_000;
  const constant = new Float64Array(rows).fill(12_345.678);
  const samples = { X: { rows, columns: 1, values: constant }, y: constant };
  const { mean, scale, yMean, yScale } = standardization(samples, 'regression');
  assert.deepEqual([mean[0], scale[0], yMean, yScale], [12_345.678, 1, 12_345.678, 1]);
});

test('a feature folded in is at the least loss that its numbers allow', () => {
  const random = seeded(3);
  for (const task of ['regression', 'classification'] as const) {
    const samples = randomSamples(40, 5, task, random, { form: 'sparse', weighted: true });
    const known = randomWeights(4, 2, random);
    const wide = widened(known, 5);
    const without = Array.from(samples.y, (_, row) => scoreByPairs(known, rowOf(samples.X, row).slice(0, 4)));
    assert.ok(difference(scores(wide, samples.X), without) < 1e-12);
    const ridge = 0.3;
    const found = foldIn(wide, samples, task, 4, ridge);
    const own = [1 + 4, 1 + 5 + 4, 1 + 5 + 5 + 4]; // where w and the two factors of feature 4 lie
    const numbers = flat(found);
    for (const [i, value] of flat(wide).entries()) if (!own.includes(i)) assert.equal(numbers[i], value);
    const total = (samples.weights ?? assert.fail()).reduce((a, b) => a + b);
    const loss = (at: number[]) =>
      total * lossOf(task, samples, unflat(found, at)) + ridge * own.reduce((sum, i) => sum + at[i] ** 2, 0);
    for (const i of own) {
      const h = 1e-5;
      const slope = (loss(numbers.with(i, numbers[i] + h)) - loss(numbers.with(i, numbers[i] - h))) / (2 * h);
      assert.ok(Math.abs(slope) < 1e-6, `${task} ${i} ${slope}`);
    }
  }
});

test('rows that are picked keep what belongs to them', () => {
  const random = seeded(4);
  for (const form of ['dense', 'sparse'] as const) {
    const samples: Samples = randomSamples(10, 4, 'regression', random, { form, weighted: true });
    const order = Uint32Array.of(7, 0, 7, 3);
    const picked = pickSamples(samples, order);
    for (const [i, row] of order.entries()) {
      assert.deepEqual(rowOf(picked.X, i), rowOf(samples.X, row));
      assert.equal(picked.y[i], samples.y[row]);
      assert.equal(picked.weights?.[i], samples.weights?.[row]);
    }
  }
});
