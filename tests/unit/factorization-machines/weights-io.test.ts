import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import {
  fitWeights,
  readWeights,
} from '../../../src/components/factorization-machines/weights-io/read-weights.ts';
import * as engine from '../../../src/engine/factorization-machines/index.ts';
import { seeded } from '../../../src/engine/random.ts';
import { npz } from '../../../src/lib/npz.ts';
import { python, skipWithoutNumpy } from '../../python.ts';

const folder = mkdtempSync(join(tmpdir(), 'weights-io-'));
after(() => rmSync(folder, { recursive: true }));

function drawn(d: number, k: number): engine.Weights {
  const random = seeded(d + k);
  const weights = engine.initialWeights({ d, k, stdev: 3, random });
  weights.w0 = random() - 0.5;
  weights.w1.forEach((_, j) => {
    weights.w1[j] = 1 / (j + 3);
  });
  return weights;
}
const read = (bytes: Uint8Array, name = 'mine.fm') => readWeights(engine, bytes, name);
const text = (json: string) => new TextEncoder().encode(json);

test('weights come back bit by bit, from .npz and from JSON', () => {
  for (const [d, k] of [
    [1, 1],
    [7, 0],
    [5, 3],
  ]) {
    const weights = drawn(d, k);
    assert.deepEqual(read(npz(engine.arraysOf(weights))), weights);
    assert.deepEqual(read(text(engine.weightsJson(weights))), weights);
    assert.deepEqual(read(text(`\ufeff\n ${engine.weightsJson(weights)}`)), weights);
  }
});

test('numpy loads what is saved here, and what it saves is read here', { skip: skipWithoutNumpy }, () => {
  const weights = drawn(6, 2);
  const [ours, theirs] = [join(folder, 'ours.npz'), join(folder, 'theirs.fm')];
  writeFileSync(ours, npz(engine.arraysOf(weights)));
  // As pyfms: savez into a file that is open, so that no .npz is put behind the name; then a model predicts by them.
  const printed = python(
    `import sys, numpy as np
w = np.load(sys.argv[1])
assert [w[name].shape for name in ("w0", "w1", "v")] == [(1,), (6,), (2, 6)]
assert all(w[name].dtype == np.float64 for name in ("w0", "w1", "v"))
X = np.arange(12).reshape(2, 6) / 10
w0, w1, v = w["w0"], w["w1"], w["v"]
print(*(w0 + X @ w1 + ((X @ v.T) ** 2 - X**2 @ (v**2).T).sum(axis=1) / 2))
with open(sys.argv[2], "wb") as file:
    np.savez(file, w0=w0, w1=w1, v=np.asfortranarray(v))
w.close()`,
    ours,
    theirs,
  );
  const X = engine.denseFeatures([0, 6].map((from) => Array.from({ length: 6 }, (_, j) => (from + j) / 10)));
  const scores = engine.scores(weights, X);
  for (const [i, score] of printed.trim().split(' ').map(Number).entries())
    assert.ok(Math.abs(score - scores[i]) < 1e-12);
  assert.deepEqual(read(readFileSync(theirs)), weights);
});

test('what are no weights is refused by name, with the reason', () => {
  const { w0, w1 } = engine.arraysOf(drawn(4, 2));
  const cases: [Uint8Array, RegExp][] = [
    [new Uint8Array(0), /“mine\.fm” cannot be read as weights\. The file is empty/],
    [text('w0,w1,v\n1,2,3\n'), /not a zip/],
    [npz({ w0, w1 }), /three arrays, w0, w1 and v; the file has w0, w1\./],
    [npz({ w0, w1, v: { shape: [2, 3], data: new Float64Array(6) } }), /do not fit together/],
    [
      npz({ w0, w1, v: { shape: [1, 4], data: Float64Array.of(1, 2, Number.NaN, 4) } }),
      /Number 3 of v is not finite/,
    ],
    [npz(engine.arraysOf(drawn(4, 2))).subarray(0, 300), /“mine\.fm”/],
    [text('{"w0": 1, "w1": [1, 2], "v": [[1]]}'), /List 1 of v has 1 numbers, and w1 has 2/],
    [text('{"w0": 1, "w1": '), /no JSON/],
    [text('[1, 2]'), /has not the form/],
  ];
  for (const [bytes, said] of cases)
    assert.throws(() => read(bytes), { name: 'InvalidInputError', message: said });
});

test('weights for other data are refused with both shapes', () => {
  const weights = drawn(5, 2);
  assert.equal(fitWeights(weights, 5, 'these rows'), weights);
  assert.throws(() => fitWeights(weights, 1234, 'these rows'), {
    name: 'InvalidInputError',
    message: /weights for 5 features \(w1 of shape \(5\), v of shape \(2, 5\)\), and these rows have 1,234/,
  });
});
