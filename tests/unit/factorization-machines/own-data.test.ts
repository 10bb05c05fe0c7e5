import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { address } from '../../../src/components/factorization-machines/own-data/address.ts';
import served from '../../../src/components/factorization-machines/own-data/own-data.build.ts';
import { PRESETS, presetOf } from '../../../src/components/factorization-machines/own-data/presets.ts';
import {
  rolesText,
  textRoles,
} from '../../../src/components/factorization-machines/own-data/role-letters.ts';
import {
  readingSentences,
  resultSentence,
  runSentence,
  sizeSentence,
} from '../../../src/components/factorization-machines/own-data/words.ts';
import * as machines from '../../../src/engine/factorization-machines/index.ts';
import { gaussian, seeded } from '../../../src/engine/random.ts';
import { file, opened, opening, STANDARD, start, text, trained, xorTable } from './own-data-session.ts';

const logloss = (judged: { logloss?: number } | object) => (judged as { logloss: number }).logloss;
const rmse = (judged: object) => (judged as { rmse: number }).rmse;

test('the page is served with penguins whose pairs tell what the linear model misses', async () => {
  const shown = await served;
  const { results, run } = shown;
  assert.ok(results?.held && run);
  assert.ok(logloss(results.held.fm) < 0.25 * logloss(results.held.linear));
  assert.ok(results.held.fromLinear.mean > 2 * results.held.fromLinear.error);
  assert.match(
    sizeSentence(shown.opened),
    /^333 of 344 rows as 6 features, held whole\. Predicted: species: Chinstrap \(68 rows\) or not Chinstrap \(265\)\.$/,
  );
  assert.match(
    resultSentence(run),
    /^After \d+ epochs the loss on 83 rows held out is 0\.00\d\d; without pairs, k = 0, it is 0\.0[78]\d\d at its best\.$/,
  );
  assert.match(
    runSentence(run),
    /^200 epochs of k = 4 by the compiled kernel\. Epoch \d+ was the best by the rows held out/,
  );
  const names = results.pairs.slice(0, 3).map(({ features }) => features.map(({ name }) => name).join(' × '));
  assert.ok(names.includes('bill_length_mm × bill_depth_mm'), names.join());
});

test('each preset is read in its role, and the machine is not behind the linear model', async () => {
  for (const preset of PRESETS) {
    const { opened: rows, results } = await trained(
      { kind: 'preset', id: preset.id },
      { ...preset.run, epochs: Math.min(60, preset.run.epochs ?? 200) },
      preset.encoding,
    );
    assert.ok(results.held, preset.id);
    if (preset.id === 'diabetes') {
      assert.deepEqual([rows.rows, rows.features, rows.target.name], [442, 11, 'progression']);
      assert.ok(rmse(results.held.fm) < 1.03 * rmse(results.held.linear));
    } else assert.ok(logloss(results.held.fm) < 1.05 * logloss(results.held.linear), preset.id);
    if (preset.id === 'titanic') {
      assert.deepEqual([rows.rows, rows.features, rows.ones], [2201, 8, 711]);
      assert.deepEqual(rows.target.classes, ['no', 'yes']);
    }
    if (preset.id === 'cancer') assert.deepEqual(rows.target.classes, ['benign', 'malignant']);
    if (preset.id === 'digits') assert.ok(rows.features >= 61 && rows.ones === 178);
  }
});

test('a run that is stopped and gone on with ends where one at once does', async () => {
  const source = text(xorTable(300));
  const once = await trained(source, { epochs: 30 });
  const { session } = await opened(source);
  await session.begin({ ...STANDARD, epochs: 30 });
  const steps = session.steps(30);
  for (let i = 0; i < 50; i++) steps.next(); // in the midst of an epoch
  const [stoppedAt] = [session.run().epoch];
  assert.ok(stoppedAt > 0 && stoppedAt < 30);
  session.findings.results();
  for (const _ of session.steps(30 - stoppedAt));
  assert.deepEqual(session.run().points, once.run.points);
  assert.deepEqual(session.findings.weights, once.session.findings.weights);
  for (const _ of session.steps(10));
  assert.equal(session.run().epoch, 40);
});

test('XOR: pairs tell all, single features nothing', async () => {
  const { results, opened: rows } = await trained(text(xorTable(600)), { k: 2, epochs: 80, lv: 0 });
  assert.ok(results.held);
  assert.equal(rows.target.name, 'same');
  assert.ok(logloss(results.held.fm) < 0.35);
  assert.ok(logloss(results.held.linear) > 0.66);
  assert.deepEqual(
    results.pairs[0]?.features.map(({ name }) => name),
    ['a', 'b'],
  );
});

test('what is computed by typed arrays and by the kernel is the same', async () => {
  const one = await trained(text(xorTable(200)), { executor: 'arrays', epochs: 10 });
  const other = await trained(text(xorTable(200)), { executor: 'compiled', epochs: 10 });
  for (const [i, { loss }] of one.run.points.entries())
    assert.ok(Math.abs(loss - (other.run.points[i]?.loss ?? Number.NaN)) < 1e-9);
});

describe('what is said of a row', () => {
  test('sums to its prediction, and changing nothing predicts the same', async () => {
    const { session, opened: rows } = await trained(
      { kind: 'preset', id: 'titanic' },
      presetOf('titanic').run,
    );
    const { findings } = session;
    const { samples } = findings.encoded;
    const scores = machines.scores(findings.weights, samples.X);
    for (const row of [0, 700, 2200]) {
      const told = findings.explain(row);
      const sum = [...told.single, ...told.pairs].reduce((total, { value }) => total + value, told.bias);
      const rest = told.otherSingle.value + told.otherPairs.value;
      assert.ok(Math.abs(sum + rest - told.score) < 1e-9);
      assert.ok(Math.abs(told.score - (scores[row] ?? 0)) < 1e-9);
      assert.deepEqual(
        told.cells.map(({ column }) => column),
        ['class', 'sex', 'age'],
      );
      const { values } = findings.controls(row);
      const p = machines.predict('classification', findings.weights, samples.X)[row];
      assert.ok(Math.abs(findings.predict(values).fm - (p ?? 0)) < 1e-12);
    }
    assert.equal(findings.worst().length, 10);
    assert.ok(findings.worst().every((row) => session.run().held > 0 && row < rows.rows));
    const { controls, values } = findings.controls(3);
    const sex = controls.find(({ column }) => column === 'sex');
    assert.ok(sex);
    const response = findings.response(sex, values);
    assert.deepEqual(response.at.toSorted(), ['female', 'male']);
    const female = response.fm[response.at.indexOf('female')] ?? 0;
    assert.ok(female > (response.fm[response.at.indexOf('male')] ?? 1));
  });

  test('the map of factors has the names of the strongest pairs, and blanks within a column', async () => {
    const { session } = await trained({ kind: 'preset', id: 'titanic' }, presetOf('titanic').run);
    const { names, G, V, d, k, groups } = session.findings.factors();
    assert.equal(names.length, 8);
    assert.deepEqual([G.length, V.length, k], [d * d, k * d, 2]);
    assert.equal(new Set(groups).size, 3);
    for (let i = 0; i < d; i++)
      for (let j = 0; j < d; j++)
        assert.ok(
          Math.abs((G[i * d + j] ?? 0) - (V[i] ?? 0) * (V[j] ?? 0) - (V[d + i] ?? 0) * (V[d + j] ?? 0)) <
            1e-9,
        );
  });
});

test('people and things, a category each, as in matrix factorization: rare categories begin no larger than others', async () => {
  const random = seeded(3);
  const tastes = (n: number) =>
    Array.from({ length: n }, () => [gaussian(random), gaussian(random)] as const);
  const [people, things] = [tastes(120), tastes(100)];
  const lines = ['person,thing,rating'];
  for (let n = 0; n < 5000; n++) {
    const [i, j] = [Math.floor(random() * 120), Math.floor(random() * 100)];
    const [[a, b], [c, d]] = [people[i] ?? [0, 0], things[j] ?? [0, 0]];
    lines.push(`p${i},t${j},${(3 + 0.6 * (a * c + b * d) + 0.3 * gaussian(random)).toFixed(2)}`);
  }
  const {
    opened: rows,
    run,
    results,
  } = await trained(text(lines.join('\n')), { epochs: 30, k: 2, batch: 128 });
  assert.deepEqual([rows.features, rows.sparse], [220, true]);
  assert.ok((run.points[0]?.held ?? 9) < 1.1, 'as good as the mean at the start');
  assert.ok(results.held && rmse(results.held.fm) < 0.5 * rmse(results.held.linear));
});

test('without rows held out, results are of the rows learned from, and the loss keeps the best epoch', async () => {
  const { run, results } = await trained(text(xorTable(120)), { heldOut: 0, epochs: 5, patience: 2 });
  assert.equal(results.held, undefined);
  assert.equal(run.held, 0);
  assert.equal(run.epoch, 5);
  assert.match(resultSentence(run), /on 120 rows learned from/);
});

test('of the linear model the loss is told that its weights have: the best, or the last', async () => {
  for (const keep of ['best', 'last'] as const) {
    const { run, results } = await trained(text(xorTable(200)), { epochs: 300, rate: 0.2, keep, lv: 0 });
    assert.ok(results.held);
    const told = resultSentence(run).match(/it is ([\d.]+)( at its best)?\.$/);
    assert.equal(told?.[1], logloss(results.held.linear).toFixed(4));
    assert.equal(told?.[2] !== undefined, keep === 'best');
  }
});

test('an early stop ends a run', async () => {
  const { run } = await trained(text(xorTable(200)), { epochs: 500, patience: 3, rate: 0.1, k: 16, lv: 0 });
  assert.equal(run.state, 'stopped');
  assert.equal(run.epoch, run.best + 3);
  assert.match(runSentence(run), /Stopped early: none of the last 3 epochs was better/);
});

test('weights of rows are used: those that weigh 0 change nothing', async () => {
  const lines = xorTable(200).trim().split('\n');
  const rows = (weights: (i: number) => number) =>
    lines.map((line, i) => `${line},${i === 0 ? 'weight' : weights(i)}`).join('\n');
  const spoiled = rows((i) => (i % 5 === 0 ? 0 : 1)).replaceAll(/^(.*),(yes|no),0$/gm, '$1,yes,0');
  const roles = ['numeric', 'numeric', 'categorical', 'target', 'weight'] as const;
  const losses = async (source: string) => {
    const { session, opened: read } = await opened(text(source), {}, { roles });
    assert.equal(read.weighted, true);
    await session.begin({ ...STANDARD, heldOut: 0 });
    for (const _ of session.steps(5));
    return session.run().points.map(({ loss }) => loss.toFixed(9));
  };
  assert.deepEqual(await losses(spoiled), await losses(rows((i) => (i % 5 === 0 ? 0 : 1))));
});

test('roles travel in a link, a letter each', () => {
  const roles = ['target', 'numeric', 'categorical', 'ignore', 'weight'] as const;
  assert.equal(rolesText(roles), 'tnciw');
  assert.deepEqual(textRoles('tnciw'), roles);
  assert.deepEqual(textRoles('?'), ['ignore']);
  const { values, notices } = address('x').read(
    new URLSearchParams('x.k=1000&x.rate=-3&x.batch=0.4&x.data=boston'),
  );
  assert.deepEqual([values.k, values.rate, values.batch, values.data], [64, 0.00001, 1, 'penguins']);
  assert.equal(notices.length, 4);
});

test('a file is read once, however often its encoding changes; another one is read anew', async () => {
  const session = start();
  const one = opening(file(xorTable(50)));
  assert.equal(await session.read(one), true);
  const before = session.progress();
  assert.equal(await session.read(one), true);
  assert.equal(session.progress(), before);
  const rows = session.encode({ task: 'classification', one: 'no', missing: 'drop', many: 'refuse' });
  assert.deepEqual(rows.target.classes, ['yes', 'no']);
  assert.deepEqual(readingSentences({ opened: { ...rows, ms: 0 }, opening: one }), []);
});
