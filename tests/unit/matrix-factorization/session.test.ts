import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bestStep } from '../../../src/components/matrix-factorization/best-step.ts';
import { paced, READING } from '../../../src/components/matrix-factorization/pace.ts';
import { probe, rate } from '../../../src/components/matrix-factorization/probe.ts';
import { Session } from '../../../src/components/matrix-factorization/session.ts';
import { masked, sheetOf } from '../../../src/components/matrix-factorization/sheet.ts';
import { setText } from '../../../src/components/matrix-factorization/sheet-edits.ts';
import { type RunView, type Spec, USUAL } from '../../../src/components/matrix-factorization/views.ts';
import {
  cellSentence,
  emptyLines,
  insteadSentence,
  lossText,
  statusSentence,
} from '../../../src/components/matrix-factorization/words.ts';
import { EXAMPLE, observed, product, randomFactors } from '../../../src/engine/matrix-factorization/index.ts';
import { createArraysTrainer } from '../../../src/engine/matrix-factorization/loss/arrays.ts';
import { lossMathml } from '../../../src/engine/matrix-factorization/loss/mathml.ts';
import { parseLoss } from '../../../src/engine/matrix-factorization/loss/parse.ts';
import { factorizer } from './engine.ts';

const session = new Session({
  parseLoss,
  lossMathml,
  observed,
  randomFactors,
  arrays: createArraysTrainer,
  compiled: (problem) => factorizer.compile(problem),
});
const spec: Spec = { matrix: EXAMPLE, ...USUAL };
const FOREVER = Number.POSITIVE_INFINITY;
const xOf = ({ point }: RunView) =>
  product({ P: Float64Array.from(point.P), Q: Float64Array.from(point.Q) }, 5, 4, 2);

test('as the lab is set, the example comes to rest at the golden loss and product, from every seed', () => {
  for (let seed = 1; seed <= 12; seed++) {
    const run = session.solve({ ...spec, seed }, false, FOREVER);
    assert.equal(run.state, 'rest', `seed ${seed}`);
    assert.equal(run.executor, 'compiled');
    assert.equal(lossText(run.point.loss), '0.390680');
    const row = Array.from(xOf(run).slice(0, 4), (value) => value.toFixed(4));
    assert.deepEqual([row[0], row[1], row[3]], ['4.9947', '2.9935', '1.0002']);
    assert.ok(Math.abs(xOf(run)[2] - 1.7042) < 2e-4);
  }
});

test('a run led on in pieces is the same as one in one go, and can be looked back into', () => {
  const whole = session.solve({ ...spec, steps: 500 }, false, FOREVER);
  session.begin({ ...spec, steps: 500 }, false);
  let run = session.view();
  assert.equal(run.step, 0);
  for (let to = 7; run.state === 'going'; to += 7) run = session.advance(to, FOREVER);
  assert.equal(run.state, 'ended');
  assert.deepEqual({ ...run, ms: 0 }, { ...whole, ms: 0 });
  const { steps, losses } = run.history;
  for (const step of [0, 1, 10, 100, 500]) {
    const at = Array.from(steps).indexOf(step);
    assert.equal(session.at(step).loss, losses[at]);
  }
  assert.equal(steps.length < 300, true);
});

test('a run goes on past its steps, and from a step it passed', () => {
  session.solve({ ...spec, steps: 100 }, false, FOREVER);
  session.resume(100, spec.alpha, 200);
  const on = session.advance(200, FOREVER);
  assert.deepEqual(on.point, session.solve({ ...spec, steps: 200 }, false, FOREVER).point);
  session.resume(50, spec.alpha, 200);
  const again = session.advance(200, FOREVER);
  assert.equal(again.step, 200);
  assert.ok(Math.abs(again.point.loss - on.point.loss) < 1e-12);
});

test('a learning rate that is too large diverges, and the way back leads to rest', () => {
  const run = session.solve({ ...spec, alpha: 0.4 }, false, FOREVER);
  assert.equal(run.state, 'diverged');
  assert.ok(!Number.isFinite(run.history.losses[run.history.losses.length - 1]));
  assert.ok(Number.isFinite(run.point.loss));
  assert.equal(run.point.step, bestStep(run.history));
  assert.match(
    statusSentence({ run, spec: { ...spec, alpha: 0.4 } }, '', false, false),
    /^With alpha = 0\.4 the loss grew beyond all numbers at step \d+\. Shown is step \d+, the best before it\.$/,
  );
  assert.ok(run.cure);
  assert.equal(run.cure.step, run.point.step);
  assert.ok(run.cure.alpha < 0.2);
  session.resume(run.cure.step, run.cure.alpha, spec.steps);
  const cured = session.advance(spec.steps, FOREVER);
  assert.equal(cured.state, 'rest');
  assert.equal(cured.cure, undefined);
  assert.equal(lossText(cured.point.loss), '0.390680');
});

test('an edited matrix is tamed: its learning rate is halved until it converges', () => {
  const matrix = masked(setText(sheetOf(EXAMPLE), 0, 0, '500').sheet);
  assert.equal(session.solve({ ...spec, matrix }, false, FOREVER).state, 'diverged');
  const run = session.solve({ ...spec, matrix }, true, FOREVER);
  assert.notEqual(run.state, 'diverged');
  assert.ok(run.alpha < spec.alpha);
  assert.match(statusSentence({ run, spec: { ...spec, matrix } }, '', false, false), /Alpha was halved to/);
});

test('numbers that no learning rate bears are told of, without an offer', () => {
  const matrix = masked(setText(sheetOf(EXAMPLE), 0, 0, '1e100').sheet);
  for (const tame of [true, false]) {
    const run = session.solve({ ...spec, matrix }, tame, FOREVER);
    assert.equal(run.state, 'diverged');
    assert.equal(run.cure, undefined);
    assert.match(statusSentence({ run, spec }, '', false, false), /smaller numbers in D will do/);
  }
});

test('a loss is read, or refused with its column', () => {
  const { loss } = session.readLoss(USUAL.loss);
  assert.ok(loss);
  assert.equal(loss.source, USUAL.loss);
  assert.match(JSON.stringify(loss.math), /mfrac/);
  const { problem } = session.readLoss('sum(Wrong)');
  assert.equal(problem?.column, 5);
  assert.match(problem?.message ?? '', /column 5.*Wrong/);
});

test('a loss that cannot be compiled is run on typed arrays, with the reason', () => {
  const given = { ...spec, loss: 'sum((W * (D - P @ Q^2))^2) + 0.01 * sum(P^2)', alpha: 0.001, steps: 200 };
  const run = session.solve(given, false, FOREVER);
  assert.equal(run.executor, 'arrays');
  assert.match(
    insteadSentence({ run, spec: given }),
    /^Typed arrays take the steps\. Compiled code cannot: ./,
  );
  assert.ok(run.point.loss < session.at(0).loss / 2);
});

test('a loss that is no number at the start is told of', () => {
  const run = session.solve({ ...spec, loss: 'sum(W * log(X - 100))' }, true, FOREVER);
  assert.equal(run.state, 'diverged');
  assert.equal(run.step, 0);
  const shown = { run, spec };
  assert.match(statusSentence(shown, '', false, false), /At the start the loss is not a finite number/);
  assert.equal(run.cure, undefined);
});

test('executors agree where the run starts, and are timed', async () => {
  const { executors, difference, module, tensors } = await probe(session, spec);
  assert.deepEqual(
    executors.map(({ executor, state }) => [executor, state]),
    [
      ['tfjs', 'absent'],
      ['arrays', 'ready'],
      ['compiled', 'ready'],
    ],
  );
  assert.ok(difference !== undefined && difference < 1e-12);
  for (const { error } of executors.slice(1)) assert.ok(error !== undefined && error < 1e-7);
  assert.ok(module && module.length > 100);
  assert.equal(tensors, undefined);
  assert.ok((rate(session, spec, 'compiled', 5) ?? 0) > 1000);
  assert.equal(rate(session, spec, 'tfjs', 5), undefined);
});

test('where WebAssembly is refused, typed arrays take the steps and the reason is told', () => {
  const refused = new Session({
    ...session.tools,
    compiled: () => {
      throw Object.assign(new Error('WebAssembly is not allowed to be compiled here.'), {
        name: 'NotCompiledError',
      });
    },
  });
  const run = refused.solve({ ...spec, steps: 50 }, false, FOREVER);
  assert.equal(run.executor, 'arrays');
  assert.match(insteadSentence({ run, spec }), /Typed arrays take the steps\. .*not allowed/);
  const compiled = session.solve({ ...spec, steps: 50 }, false, FOREVER);
  assert.ok(Math.abs(run.point.loss - compiled.point.loss) < 1e-9);
});

test('reading speed: every power of ten takes as long, and the end is reached', () => {
  assert.equal(paced(0, 30_000, 0), 0);
  assert.equal(paced(0, 30_000, READING), 30_000);
  assert.equal(paced(0, 30_000, 10 * READING), 30_000);
  assert.equal(paced(0, 9_999, READING / 2), 99);
  assert.equal(paced(500, 500, 0), 500);
  let last = 100;
  for (let ms = 0; ms <= READING; ms += 16) {
    const step = paced(100, 1_000_000, ms);
    assert.ok(step >= last);
    last = step;
  }
});

test('what is said of cells and lines', () => {
  const sheet = sheetOf(EXAMPLE);
  assert.equal(cellSentence(sheet, 0, 2, 1.70423), 'Ada, C: a hole, predicted as 1.7042.');
  assert.equal(cellSentence(sheet, 0, 0, 4.9947), 'Ada, A: 5 observed, predicted as 4.9947, off by 0.0053.');
  assert.equal(cellSentence(sheet, 0, 0, undefined), 'Ada, A: 5 observed.');
  assert.equal(emptyLines(sheet), '');
  const alone = setText(sheet, 4, 2, '').sheet;
  assert.equal(
    emptyLines(alone),
    'Column C has no observed cell: only beta shapes its factors, so its predictions mean nothing.',
  );
});
