import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createArraysTrainer,
  lossOf,
  type Optimizer,
  pickSamples,
  type Regularizer,
  scores,
  sparse,
} from '../../../src/engine/factorization-machines/index.ts';
import { createUpdate } from '../../../src/engine/factorization-machines/optimizers.ts';
import { errorOf } from '../../../src/engine/factorization-machines/scores.ts';
import { seeded } from '../../../src/engine/random.ts';
import {
  difference,
  flat,
  randomFeatures,
  randomSamples,
  randomWeights,
  rowOf,
  scoreByPairs,
  unflat,
} from './samples.ts';

const SHAPES = [
  [1, 1, 0],
  [4, 1, 3],
  [7, 5, 0],
  [9, 6, 1],
  [12, 10, 4],
  [5, 13, 7],
] as const;

test('scores in linear time are those of the definition, pair by pair, dense and sparse', () => {
  const random = seeded(1);
  for (const [n, d, k] of SHAPES) {
    const weights = randomWeights(d, k, random);
    const X = randomFeatures(n, d, random, 'dense');
    const byPairs = Array.from({ length: n }, (_, row) => scoreByPairs(weights, rowOf(X, row)));
    assert.ok(difference(scores(weights, X), byPairs) < 1e-12);
    assert.ok(difference(scores(weights, sparse(X)), byPairs) < 1e-12);
  }
});

const REGULARIZERS: (Regularizer | undefined)[] = [
  undefined,
  { norm: 'l2', w0: 0.3, w1: 0.2, v: 0.1 },
  { norm: 'l2', w1: 0.2, v: 0.1, reduction: 'sum' },
  { norm: 'l1', w0: 0.1, w1: 0.2, v: 0.3 },
];

test('the gradient by hand is that of finite differences, for both tasks, each regularizer, and weighted rows', () => {
  const random = seeded(2);
  let most = 0;
  for (const [n, d, k] of SHAPES.slice(1))
    for (const task of ['regression', 'classification'] as const)
      for (const regularizer of REGULARIZERS)
        for (const form of ['dense', 'sparse'] as const) {
          const samples = randomSamples(n, d, task, random, { form, weighted: random() < 0.5 });
          const start = randomWeights(d, k, random);
          const trainer = createArraysTrainer({
            task,
            samples,
            start,
            optimizer: { method: 'sgd' },
            ...(regularizer && { regularizer }),
          });
          const order = Uint32Array.from({ length: n }, (_, i) => n - 1 - i);
          const [from, to] = [n >> 2, n];
          const batch = pickSamples(samples, order.slice(from, to));
          const h = 1e-5;
          const point = flat(start);
          const byDifferences = point.map((_, i) => {
            const at = (by: number) => unflat(start, point.with(i, point[i] + by));
            return (
              (lossOf(task, batch, at(h), regularizer) - lossOf(task, batch, at(-h), regularizer)) / (2 * h)
            );
          });
          most = Math.max(most, difference(flat(trainer.gradient(order, from, to)), byDifferences));
        }
  assert.ok(most < 1e-8, String(most));
});

test('the regularizer’s means and sums are what pyfms and others call by these names', () => {
  const weights = { d: 2, k: 2, w0: -2, w1: Float64Array.of(1, -3), V: Float64Array.of(1, 2, -3, 4) };
  const samples = { X: { rows: 1, columns: 2, values: new Float64Array(2) }, y: Float64Array.of(-2) };
  const added = (regularizer: Regularizer) => lossOf('regression', samples, weights, regularizer);
  assert.equal(added({ norm: 'l2', w0: 1 }), 4);
  assert.equal(added({ norm: 'l2', w1: 1 }), 5); // (1 + 9) / 2
  assert.equal(added({ norm: 'l2', v: 1 }), 7.5); // (1 + 4 + 9 + 16) / 4
  assert.equal(added({ norm: 'l2', w1: 1, v: 1, reduction: 'sum' }), 40);
  assert.equal(added({ norm: 'l1', w0: 1, w1: 1, v: 1 }), 2 + 2 + 2.5);
});

test('the first steps of each optimizer are those of its formula', () => {
  const first = (optimizer: Optimizer, gradients: number[], epoch = 1) => {
    const update = createUpdate(optimizer, 1);
    const value = new Float64Array(1);
    for (const [i, g] of gradients.entries()) update(value, Float64Array.of(g), i + 1, epoch);
    return value[0];
  };
  assert.equal(first({ method: 'sgd', learningRate: 0.5 }, [2]), -1);
  assert.equal(first({ method: 'sgd', learningRate: 0.5, decay: 1 }, [2], 2), -0.5);
  assert.equal(first({ method: 'rmsprop' }, [3]), -(0.001 * 3) / Math.sqrt((1 - 0.9) * 9 + 1e-6)); // epsilon under the root
  const adam = first({ method: 'adam' }, [3]);
  assert.ok(Math.abs(adam + 0.001 * (3 / (3 + 1e-8))) < 1e-15);
  // Two steps by hand: m = .9 (.1 · 3) + .1 · -1, s = .999 (.001 · 9) + .001 · 1.
  const m = (0.9 * (1 - 1e-8) * 0.3 + (1 - 0.9 * (1 - 1e-8)) * -1) / (1 - 0.81);
  const s = (0.999 * 0.009 + 0.001) / (1 - 0.999 ** 2);
  assert.ok(
    Math.abs(first({ method: 'adam' }, [3, -1]) - (adam - (0.001 * m) / (Math.sqrt(s) + 1e-8))) < 1e-15,
  );
});

test('cross entropy of great odds neither overflows nor loses what is small', () => {
  assert.equal(errorOf('classification', 1, -1000), 1000);
  assert.equal(errorOf('classification', 0, 1000), 1000);
  assert.equal(errorOf('classification', 1, 1000), 0);
  assert.equal(errorOf('classification', 1, 40), Math.log1p(Math.exp(-40)));
  assert.equal(errorOf('classification', 0, 0), Math.LN2);
});
