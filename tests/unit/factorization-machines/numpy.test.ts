import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import {
  arraysOf,
  type DenseFeatures,
  lossOf,
  predict,
  type Regularizer,
  scores,
  sparse,
  weightsOf,
} from '../../../src/engine/factorization-machines/index.ts';
import { seeded } from '../../../src/engine/random.ts';
import { type NumpyArray, npz, readNpz } from '../../../src/lib/npz.ts';
import { python, skipWithoutNumpy } from '../../python.ts';
import { difference, randomFeatures, randomWeights } from './samples.ts';

const fixture = (name: string) => readNpz(readFileSync(`tests/fixtures/factorization-machines/${name}.npz`));
const oracle = fixture('oracle');
const of = (name: string) => oracle[name] as NumpyArray;
const X: DenseFeatures = { rows: 10, columns: 6, values: Float64Array.from(of('X').data) };
const weights = weightsOf(oracle);

test('weights that numpy saved give the scores that numpy computed', () => {
  for (const features of [X, sparse(X)]) {
    assert.ok(difference(scores(weights, features), of('scores').data) < 1e-14);
    assert.ok(difference(predict('classification', weights, features), of('proba').data) < 1e-14);
  }
});

test('and its losses, with weights of samples and a regularizer', () => {
  const samples = {
    X,
    y: Float64Array.from(of('y').data),
    weights: Float64Array.from(of('sample_weight').data),
  };
  const regularizer: Regularizer = { norm: 'l2', w0: 0.1, w1: 0.2, v: 0.3 };
  const losses = (['regression', 'classification'] as const).map((task) =>
    lossOf(task, samples, weights, regularizer),
  );
  assert.ok(difference(losses, of('losses').data) < 1e-14, `${losses}`);
});

test('the same weights in other forms: a bias of shape (), big-endian, Fortran order, single precision, compressed', () => {
  const other = weightsOf(fixture('weights-other'));
  assert.equal(other.w0, weights.w0);
  assert.deepEqual(other.w1, weights.w1);
  assert.deepEqual(other.V, Float64Array.from(Float32Array.from(weights.V)));
});

test('numpy reads our weights and predicts the same from them', { skip: skipWithoutNumpy }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'machines-'));
  try {
    const random = seeded(5);
    for (const k of [0, 1, 4]) {
      const own = randomWeights(7, k, random);
      const rows = randomFeatures(20, 7, random, 'dense') as DenseFeatures;
      const path = join(folder, `${k}.npz`);
      writeFileSync(path, npz({ ...arraysOf(own), X: { shape: [20, 7], data: rows.values } }));
      // as pyfms loads and predicts, but for Theano
      const printed = python(
        `
import json, sys, numpy as np
f = np.load(sys.argv[1])
w0, w1, v, X = [f[name] for name in ('w0', 'w1', 'v', 'X')]
assert w0.shape == (1,) and w1.shape == (7,) and v.shape == (${k}, 7) and v.dtype == np.float64
print(json.dumps(list(w0 + X @ w1 + ((X @ v.T) ** 2 - X ** 2 @ (v ** 2).T).sum(1) / 2)))`,
        path,
      );
      assert.ok(difference(scores(own, rows), JSON.parse(printed)) < 1e-13);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
