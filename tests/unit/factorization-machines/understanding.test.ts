import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  arraysOf,
  calibration,
  classificationMetrics,
  explain,
  gram,
  pairWeight,
  regressionMetrics,
  scores,
  sparse,
  topPairs,
  weightsJson,
  weightsOf,
  weightsOfJson,
} from '../../../src/engine/factorization-machines/index.ts';
import { checkSamples } from '../../../src/engine/factorization-machines/samples.ts';
import { gaussian, seeded } from '../../../src/engine/random.ts';
import { randomFeatures, randomSamples, randomWeights, rowOf } from './samples.ts';

test('an explanation sums to the score, and names every pair once', () => {
  const random = seeded(1);
  const weights = randomWeights(7, 3, random);
  const X = randomFeatures(12, 7, random, 'dense');
  const all = scores(weights, X);
  for (let row = 0; row < 12; row++) {
    const { w0, single, pairs, score } = explain(weights, sparse(X), row);
    const sum = w0 + [...single, ...pairs].reduce((total, { value }) => total + value, 0);
    assert.ok(Math.abs(sum - score) < 1e-12 && Math.abs(score - all[row]) < 1e-12);
    assert.equal(pairs.length, (single.length * (single.length - 1)) / 2);
    assert.equal(new Set(pairs.map(({ i, j }) => `${i} ${j}`)).size, pairs.length);
    for (const { i, j, value } of pairs) {
      const x = rowOf(X, row);
      assert.ok(i < j && Math.abs(value - pairWeight(weights, i, j) * x[i] * x[j]) < 1e-12);
    }
  }
});

test('of a row with thousands of features those that can move it most are paired, and the rest is summed', () => {
  const random = seeded(11);
  const d = 5000;
  const weights = randomWeights(d, 3, random);
  const X = randomFeatures(1, d, random, 'dense');
  for (let f = 0; f < 3; f++) weights.V[f * d + 17] = weights.V[f * d + 4000] = 5;
  for (const j of [17, 4000]) (X as { values: Float64Array }).values[j] = 3;
  const { w0, single, pairs, otherPairs, score } = explain(weights, X, 0);
  assert.equal(pairs.length, (500 * 499) / 2);
  assert.equal(pairs.length + otherPairs.count, (single.length * (single.length - 1)) / 2);
  assert.deepEqual([pairs[0].i, pairs[0].j], [17, 4000]);
  const sum = [...single, ...pairs].reduce((total, { value }) => total + value, w0);
  assert.ok(Math.abs(sum + otherPairs.value - score) < 1e-9 * Math.abs(score));
  assert.equal(score, scores(weights, X)[0]);
});

test('the top pairs are the first of all pairs in order of strength', () => {
  const random = seeded(2);
  const weights = randomWeights(9, 2, random);
  const X = randomFeatures(30, 9, random, 'sparse');
  const G = gram(weights);
  const all: { i: number; j: number; strength: number }[] = [];
  for (let i = 0; i < 9; i++)
    for (let j = i + 1; j < 9; j++) {
      assert.ok(Math.abs(G[9 * i + j] - pairWeight(weights, i, j)) < 1e-14 && G[9 * i + j] === G[9 * j + i]);
      let moment = 0;
      for (let row = 0; row < 30; row++) moment += (rowOf(X, row)[i] * rowOf(X, row)[j]) ** 2 / 30;
      all.push({ i, j, strength: Math.abs(G[9 * i + j]) * Math.sqrt(moment) });
    }
  all.sort((a, b) => b.strength - a.strength);
  const found = topPairs(weights, 10, X);
  assert.deepEqual(
    found.map(({ i, j }) => [i, j]),
    all.slice(0, 10).map(({ i, j }) => [i, j]),
  );
  assert.equal(topPairs(weights, 100).length, 36);
  const apart = { rows: 2, columns: 9, values: new Float64Array(18) };
  apart.values[0] = 1;
  assert.deepEqual(topPairs(weights, 10, apart), []); // no two features occur together
});

describe('metrics', () => {
  test('AUC is the share of pairs of rows in right order, ties half', () => {
    const random = seeded(3);
    for (let round = 0; round < 20; round++) {
      const y = Float64Array.from({ length: 30 }, (_, i) => (i < 2 ? i : Math.round(random())));
      const out = y.map(() => Math.round(4 * gaussian(random)) / 4);
      const counts = y.map(() => Math.floor(3 * random()) + 1);
      let [right, of] = [0, 0];
      for (let i = 0; i < 30; i++)
        for (let j = 0; j < 30; j++) {
          if (y[i] !== 1 || y[j] !== 0) continue;
          const share = counts[i] * counts[j];
          of += share;
          right += share * (out[i] > out[j] ? 1 : out[i] === out[j] ? 0.5 : 0);
        }
      assert.ok(Math.abs(classificationMetrics(y, out, counts).auc - right / of) < 1e-12);
    }
    assert.ok(Number.isNaN(classificationMetrics(Float64Array.of(1, 1), Float64Array.of(1, 2)).auc));
    const odd = classificationMetrics(Float64Array.of(1, 0), Float64Array.of(Number.NaN, Number.NaN));
    assert.ok(Number.isNaN(odd.logloss)); // what is no number does not go on for ever
  });

  test('of known cases', () => {
    const { logloss, accuracy, confusion } = classificationMetrics(
      Float64Array.of(1, 0, 0, 1),
      Float64Array.of(0, 0, 2, 3),
    );
    assert.equal(accuracy, 0.5);
    assert.deepEqual(confusion, { truePositive: 1, falsePositive: 1, trueNegative: 1, falseNegative: 1 });
    const expected = (2 * Math.LN2 + Math.log1p(Math.exp(2)) + Math.log1p(Math.exp(-3))) / 4;
    assert.ok(Math.abs(logloss - expected) < 1e-12);
    const { rmse, mae, r2 } = regressionMetrics(Float64Array.of(1, 2, 3), Float64Array.of(1, 2, 6));
    assert.ok(Math.abs(rmse - Math.sqrt(3)) < 1e-12 && mae === 1 && Math.abs(r2 + 3.5) < 1e-12);
  });

  test('calibration parts no equal scores, and loses no row', () => {
    const random = seeded(4);
    const y = Float64Array.from({ length: 200 }, () => Math.round(random()));
    const out = y.map(() => Math.round(3 * gaussian(random)) / 3);
    const bins = calibration(y, out, 10);
    assert.ok(bins.length <= 10 && bins.length >= 5);
    assert.equal(
      bins.reduce((sum, { count }) => sum + count, 0),
      200,
    );
    const ones = bins.reduce((sum, { count, observed }) => sum + count * observed, 0);
    assert.ok(Math.abs(ones - y.reduce((a, b) => a + b)) < 1e-9);
    for (const [i, { predicted }] of bins.entries()) assert.ok(i === 0 || predicted > bins[i - 1].predicted);
  });
});

describe('saved weights', () => {
  test('come back exactly', () => {
    const random = seeded(5);
    for (const k of [0, 1, 4]) {
      const weights = randomWeights(6, k, random);
      assert.deepEqual(weightsOf(arraysOf(weights)), weights);
      assert.deepEqual(weightsOfJson(weightsJson(weights)), weights);
    }
  });

  test('of another form are refused with what is wrong', () => {
    const { w0, w1, v } = arraysOf(randomWeights(3, 2, seeded(6)));
    const refused = (arrays: Parameters<typeof weightsOf>[0], message: RegExp) =>
      assert.throws(() => weightsOf(arrays), { name: 'InvalidInputError', message });
    refused({}, /three arrays, w0, w1 and v; the file has none/);
    refused({ w0, w1, V: v }, /the file has w0, w1, V/);
    refused({ w0, w1, v: { shape: [3, 2], data: v.data } }, /w1 \(3\), v \(3,2\)/);
    refused({ w0, w1, v: { shape: [6], data: v.data } }, /do not fit together/);
    refused({ w0: { shape: [1], data: [Number.NaN] }, w1, v }, /Number 1 of w0 is not finite/);
    for (const [text, message] of [
      ['{', /no JSON/],
      ['null', /has not the form/],
      ['{"w0":1,"w1":[1,"2"],"v":[]}', /has not the form/],
      ['{"w0":1,"w1":[1,2],"v":[[1,2],[3]]}', /List 2 of v has 1 numbers, and w1 has 2/],
    ] as const)
      assert.throws(() => weightsOfJson(text), { name: 'InvalidInputError', message });
  });
});

test('samples that cannot be learned from are refused with what is wrong', () => {
  const good = randomSamples(6, 2, 'classification', seeded(7));
  const refused = (change: object, message: RegExp) =>
    assert.throws(() => checkSamples({ ...good, ...change }, 'classification'), {
      name: 'InvalidInputError',
      message,
    });
  refused({ y: new Float64Array(6).fill(1) }, /All rows are of class 1/);
  refused(
    { y: Float64Array.of(0, 1, 1, 0, 1, 0), weights: Float64Array.of(0, 1, 2, 0, 1, 0) },
    /All rows that weigh anything are of class 1/,
  );
  refused({ y: Float64Array.of(0, 1, 2, 0, 1, 0) }, /Row 3 has 2 as its class/);
  refused({ y: Float64Array.of(0, 1, Number.NaN, 0, 1, 0) }, /Row 3 has no finite number/);
  refused(
    { X: { rows: 6, columns: 2, values: new Float64Array(12).fill(Number.POSITIVE_INFINITY, 3) } },
    /Row 2 holds no finite number as feature 2/,
  );
  refused({ weights: Float64Array.of(1, 1, -1, 1, 1, 1) }, /Row 3 weighs -1/);
  refused({ weights: new Float64Array(6) }, /All rows weigh 0/);
  refused({ X: { rows: 0, columns: 2, values: new Float64Array(0) }, y: new Float64Array(0) }, /0 rows/);
  const { X } = randomSamples(6, 2, 'classification', seeded(7), { form: 'sparse' });
  const start = Uint32Array.of(0, 2, 1, 2, 2, 2, 2);
  const entries = { start, column: Uint32Array.of(0, 1), value: Float64Array.of(1, 1) };
  assert.throws(() => checkSamples({ ...good, X: { ...X, ...entries } }, 'classification'), RangeError);
});
