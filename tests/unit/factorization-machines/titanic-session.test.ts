import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import served from '../../../src/components/factorization-machines/first.build.ts';
import { groupsCsv, points } from '../../../src/components/factorization-machines/group-rows.ts';
import { summands } from '../../../src/components/factorization-machines/group-sum.ts';
import { heightOf, lossFrame } from '../../../src/components/factorization-machines/history.ts';
import { groupName } from '../../../src/components/factorization-machines/passengers.ts';
import { USUAL } from '../../../src/components/factorization-machines/views.ts';
import {
  divergedSentence,
  insteadSentence,
  jumpSentence,
  lossText,
  statusSentence,
} from '../../../src/components/factorization-machines/words.ts';
import { createCompiled } from '../../../src/engine/factorization-machines/compiled.ts';
import { nearestStep } from '../../../src/lib/round-steps.ts';
import { ended, newSession, passengers, usual } from './titanic-lab.ts';

const idle = { running: false, loading: undefined, stale: false, canGoOn: false };

test('as the lab is set, the machine reaches the floor and the linear model does not, from every seed', () => {
  for (let seed = 1; seed <= 10; seed++) {
    const run = ended({ seed }).view();
    assert.equal(run.state, 'ended');
    assert.equal(lossText(run.point.linear.logloss), '0.50206');
    assert.ok(run.point.fm.logloss < passengers.floor + 1e-4, `seed ${seed}: ${run.point.fm.logloss}`);
    assert.ok(run.point.fm.logloss <= 0.477);
  }
  assert.equal(lossText(passengers.floor), '0.47649');
});

test('what the page is served with is that run', () => {
  const { run } = served;
  const made = ended().view();
  assert.equal(run.point.fm.logloss, made.point.fm.logloss);
  assert.deepEqual(Array.from(run.history.epochs), Array.from(made.history.epochs));
  assert.ok(run.history.epochs.length < 100);
  assert.equal(run.epoch, USUAL.epochs);
  for (const [i, score] of Array.from(made.point.fm.scores).entries())
    assert.ok(Math.abs(score - (run.point.fm.scores[i] as number)) < 1e-5);
});

test('two groups of the sixteen that class, sex and age make had nobody aboard', () => {
  const { groups } = passengers;
  assert.equal(groups.length, 16);
  const nobody = groups.filter(({ people }) => people === 0).map((group) => groupName(passengers, group));
  assert.deepEqual(nobody, ['Crew, Male, Child', 'Crew, Female, Child']);
  assert.equal(
    groups.reduce((sum, { people }) => sum + people, 0),
    2201,
  );
  assert.equal(
    groups.reduce((sum, { survived }) => sum + survived, 0),
    711,
  );
});

test('a run led on in pieces is the same as one in one go, and can be looked back into', () => {
  for (const batch of [0, 512]) {
    const epochs = batch === 0 ? 150 : 12;
    const whole = ended({ epochs, batch }).view();
    const session = newSession();
    session.begin({ ...usual, epochs: 5, batch });
    let steps = session.steps();
    for (let i = 0; i < 7; i++) steps.next();
    steps = session.steps(); // left in the midst of an epoch
    for (const _ of steps);
    assert.equal(session.view().state, 'ended');
    session.extend(epochs);
    assert.equal(session.view().state, 'going');
    for (const _ of session.steps());
    const run = session.view();
    assert.deepEqual(run.point, whole.point);
    const at = nearestStep(run.history.epochs, 5, true);
    assert.equal(session.at(5).fm.logloss, run.history.fm[at]);
    assert.equal(session.at(0).epoch, 0);
    assert.deepEqual(session.at(0).linear.V, new Float64Array(0));
  }
});

test('the weights of a run that was stopped are those on screen, also between two epochs that are kept', () => {
  const session = newSession();
  session.begin(usual);
  const steps = session.steps();
  while (session.view().epoch < 123) steps.next();
  const { point } = session.view();
  const { fm, linear } = session.weightsAt(point.epoch);
  assert.deepEqual(fm.V, point.fm.V);
  assert.deepEqual(linear.w1, point.linear.w1);
});

test('a run is taken up again with other settings, from an epoch it passed', () => {
  const session = ended({ epochs: 100 });
  const before = session.at(20);
  session.resume({ ...usual, rate: 0.05, epochs: 400 }, 20);
  const resumed = session.view();
  assert.equal(resumed.epoch, 20);
  assert.deepEqual(resumed.point, before);
  assert.equal(resumed.history.epochs.length, Array.from(resumed.history.epochs).indexOf(20) + 1);
  for (const _ of session.steps());
  assert.equal(session.view().epoch, 400);
  assert.ok(session.view().point.fm.logloss < 0.4767);
  session.resume({ ...usual, epochs: 500 });
  assert.equal(session.view().epoch, 400);
});

test('a learning rate that diverges is said to, by epoch and cause, and cured', () => {
  const spec = { ...usual, method: 'sgd' as const, rate: 10, epochs: 1000 };
  const session = ended(spec);
  const run = session.view();
  assert.equal(run.state, 'diverged');
  assert.equal(run.diverged?.model, 'fm');
  const { epoch = 0 } = run.diverged ?? {};
  assert.ok(epoch > 100 && epoch < 300);
  assert.ok(Number.isNaN(run.history.fm[run.history.fm.length - 1]));
  assert.match(
    divergedSentence({ run, spec }),
    /^The factorization machine diverged in epoch \d+: .*A learning rate of 10 is too large for gradient descent: each step overshoots/,
  );
  assert.match(
    statusSentence({ run, spec }, passengers.floor, idle),
    /Shown is epoch 1, the best before it\.$/,
  );
  assert.ok(Number.isFinite(run.point.fm.logloss));
  assert.ok(run.cure && run.cure.rate < 10 && run.cure.epoch === run.point.epoch);
  session.resume({ ...spec, rate: run.cure.rate }, run.cure.epoch);
  for (const _ of session.steps());
  const cured = session.view();
  assert.equal(cured.state, 'ended');
  assert.ok(cured.point.fm.logloss < run.point.fm.logloss);
});

test('a run that jumps about is said to, and one that goes down is not', () => {
  const spec = { ...usual, rate: 10, epochs: 500 };
  const run = ended(spec).view();
  assert.equal(run.state, 'ended');
  assert.match(
    jumpSentence({ run, spec }),
    /^It was lower before, 0\.\d{5} after \d+ epochs: .* jumps about/,
  );
  assert.equal(jumpSentence({ run: ended().view(), spec: usual }), '');
});

test('with k = 0 both models are the same', () => {
  const { point } = ended({ k: 0 }).view();
  assert.deepEqual(point.fm, point.linear);
  assert.equal(point.fm.V.length, 0);
});

test('C++ comes to the same, and what is missing is replaced and told', async () => {
  const bytes = await readFile('src/engine/factorization-machines/factorization-machines.wasm');
  const compiled = await createCompiled(await WebAssembly.compile(bytes));
  const spec = { ...usual, computer: 'compiled' as const };
  const session = newSession();
  session.tools.trainers.compiled = compiled;
  const run = ended(spec, session).view();
  assert.equal(run.computer, 'compiled');
  assert.ok(Math.abs(run.point.fm.logloss - ended().view().point.fm.logloss) < 1e-9);

  const without = ended(spec, newSession({ missing: { compiled: 'It is refused.' } })).view();
  assert.equal(without.computer, 'arrays');
  assert.equal(
    insteadSentence({ run: without, spec }),
    'Typed arrays compute instead of C++ in WebAssembly: It is refused.',
  );
});

test('the status says what both models have come to', () => {
  const run = ended().view();
  const shown = { run, spec: usual };
  const said = statusSentence(shown, passengers.floor, idle);
  assert.match(
    said,
    /^After 1,000 epochs the linear model’s logloss is 0\.50206, that of the factorization machine \(k = 2\) 0\.476\d\d; no model .* better than 0\.47649\.$/,
  );
  assert.match(statusSentence(shown, passengers.floor, { ...idle, stale: true }), /press Train\.$/);
  assert.equal(
    statusSentence(shown, passengers.floor, { ...idle, running: true, loading: 'compiled' }),
    'Loading C++ in WebAssembly.',
  );
  assert.match(
    statusSentence(shown, passengers.floor, { ...idle, running: true }),
    /^Training both models from seed 1, up to 1,000 epochs\.$/,
  );
});

test('axes hold both curves, and what is above the floor', () => {
  const run = ended({ epochs: 100 }).view();
  const plain = lossFrame(run.history, passengers.floor, false, 100);
  assert.ok(plain.y[0] < passengers.floor && plain.y[1] >= (run.history.fm[0] as number));
  assert.equal(heightOf(Number.POSITIVE_INFINITY, passengers.floor, false, plain.y), plain.y[1]);
  assert.equal(heightOf(Number.NaN, passengers.floor, false, plain.y), plain.y[1]);
  const above = lossFrame(run.history, passengers.floor, true, 100);
  assert.equal(heightOf(passengers.floor, passengers.floor, true, above.y), above.y[0]);
});

test('terms of a group add up to its score', () => {
  const { point } = ended().view();
  for (const [i, group] of passengers.groups.entries()) {
    const fm = summands(point.fm, passengers.names, group, 2);
    assert.equal(fm.length, 7);
    assert.ok(Math.abs((fm.at(-1)?.to ?? 0) - (point.fm.scores[i] as number)) < 1e-12);
    const linear = summands(point.linear, passengers.names, group, 0);
    assert.equal(linear.length, 4);
    assert.ok(Math.abs((linear.at(-1)?.to ?? 0) - (point.linear.scores[i] as number)) < 1e-12);
  }
});

test('the table as CSV has every group, and no share of nobody', () => {
  const lines = groupsCsv(passengers, ended().view().point).trimEnd().split('\n');
  assert.equal(lines.length, 17);
  assert.match(lines[11] as string, /^3rd,Female,Child,31,14,0\.4516/);
  assert.match(lines[16] as string, /^Crew,Female,Child,0,0,,0\.\d+,,0\.\d+,$/);
  assert.equal(points(-0.0004), '0.0');
  assert.equal(points(-0.031), '−3.1');
});
