import assert from 'node:assert/strict';
import { test } from 'node:test';
import { factorsNpz, matrixCsv } from '../../../src/components/matrix-factorization/exports.ts';
import { PRESETS } from '../../../src/components/matrix-factorization/loss-line/presets.ts';
import {
  inFrontOf,
  largest,
  printFactor,
  printProduct,
  printResidual,
  productOf,
  rmseOf,
} from '../../../src/components/matrix-factorization/matrices.ts';
import { predictionBy, predictions } from '../../../src/components/matrix-factorization/prediction.ts';
import { sheetOf } from '../../../src/components/matrix-factorization/sheet.ts';
import { setText, toggle } from '../../../src/components/matrix-factorization/sheet-edits.ts';
import { EXAMPLE, product } from '../../../src/engine/matrix-factorization/index.ts';
import { evaluate } from './evaluate.ts';

const sheet = sheetOf(EXAMPLE);
const P = Float64Array.from({ length: 10 }, (_, i) => Math.sin(i));
const Q = Float64Array.from({ length: 8 }, (_, i) => Math.cos(3 * i));
const point = { step: 0, loss: 0, P, Q };
const X = productOf(point, 5, 4, 2);

test('the page multiplies as the engine does', () => {
  assert.deepEqual(X, product({ P, Q }, 5, 4, 2));
});

test('what is not observed stands out among the predictions, what is hidden among the residuals', () => {
  const hidden = toggle(sheet, { top: 0, left: 0, bottom: 0, right: 0 }, 'hidden').sheet;
  const guesses = printProduct(X, hidden, 1, 5).map(({ look }) => look.includes('guess'));
  assert.deepEqual(
    guesses.map(Number),
    hidden.cells.map(({ value, hidden }) => (Number.isNaN(value) || hidden ? 1 : 0)),
  );
  const residuals = printResidual(X, hidden, 2);
  assert.match(residuals[0]?.look ?? '', /guess/);
  assert.equal(residuals[0]?.text, (5 - (X[0] ?? 0)).toFixed(2));
  assert.deepEqual(residuals[2], { text: '', look: '' });
  assert.equal(rmseOf(X, hidden, 'hidden'), 5 - (X[0] ?? 0));
  assert.ok(Number.isNaN(rmseOf(X, sheet, 'hidden')));
  const bad = setText(sheet, 0, 0, 'five').sheet;
  assert.deepEqual(printResidual(X, bad, 2)[0], { text: '', look: '' });
});

test('P stands before PQ, row by row, with an edge between', () => {
  const cells = inFrontOf(printFactor(P, largest(point)), 2, printProduct(X, sheet, 1, 5), 4);
  assert.equal(cells.length, 5 * 6);
  assert.deepEqual(
    cells.map(({ look }, i) => [i % 6, look.includes('edge')]),
    cells.map((_, i) => [i % 6, i % 6 === 2]),
  );
  assert.equal(cells[6]?.text, P[2]?.toFixed(2));
});

test('a preset whose prediction is not PQ is shown by its prediction', () => {
  for (const { source, predicts } of PRESETS) {
    const prediction = predictionBy(source);
    if (!predicts) assert.equal(prediction.text, 'PQ', source);
    else {
      assert.notEqual(prediction.text, 'PQ', source);
      for (const x of [-3, 0, 0.7])
        assert.ok(Math.abs(prediction.of(x) - evaluate(predicts, x)) < 1e-12, predicts);
    }
  }
  assert.deepEqual(predictions(point, 5, 4, 2, predictionBy('sum(X)')), X);
});

test('files hold full precision, names, and what is hidden', async () => {
  const csv = await matrixCsv(Float64Array.of(1 / 3, 2), ['A, "a"'], ['x', 'y']).text();
  assert.equal(csv, ',x,y\n"A, ""a""",0.3333333333333333,2\n');
  const blob = await factorsNpz(sheet, point, 2);
  const bytes = Buffer.from(await blob.arrayBuffer()).toString('latin1');
  for (const name of ['D.npy', 'W.npy', 'P.npy', 'Q.npy']) assert.ok(bytes.includes(name));
  assert.match(bytes, /'shape': \(5, 4\)/);
});
