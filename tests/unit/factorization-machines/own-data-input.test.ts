import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { presetOf } from '../../../src/components/factorization-machines/own-data/presets.ts';
import { rolesOf } from '../../../src/components/factorization-machines/own-data/reading.ts';
import type { Choices, Source } from '../../../src/components/factorization-machines/own-data/views.ts';
import {
  readingSentences,
  resultSentence,
  runSentence,
} from '../../../src/components/factorization-machines/own-data/words.ts';
import * as machines from '../../../src/engine/factorization-machines/index.ts';
import { npz } from '../../../src/lib/npz.ts';
import { AUTO, file, opened, opening, STANDARD, start, text, trained, xorTable } from './own-data-session.ts';

const refused = (promise: Promise<unknown>, message: RegExp) =>
  assert.rejects(promise, { name: 'InvalidInputError', message });
const rows = (line: (i: number) => string, n = 40) =>
  ['a,b,y', ...Array.from({ length: n }, (_, i) => line(i))].join('\n');

describe('files that are no table of rows are refused in a sentence', () => {
  const cases: [string, Source, RegExp, Choices?][] = [
    ['ragged', text('a,b,y\n1,2,3\n4,5\n6,7,8'), /line 3/i],
    ['empty', file('', 'void.csv'), /“void\.csv” is empty/],
    ['blank', text('  \n '), /nothing to read/],
    ['heads alone', text('a,b,y\n'), /no rows/],
    [
      'a picture',
      file(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 1), 'cat.png'),
      /“cat\.png” is not a text file/,
    ],
    ['a zip', file(Uint8Array.of(0x50, 0x4b, 3, 4), 'rows.xlsx'), /“rows\.xlsx” is packed/],
    ['negative indices', file('1 1:2 3:4\n0 -1:2 3:1\n', 'rows.libsvm'), /line 2/i],
    [
      'infinity in a number',
      text(rows((i) => `${i % 7},${i === 1 ? 'Infinity' : i % 5},${i % 3}`)),
      /line 3/i,
    ],
    [
      'a file of another world',
      { kind: 'file', file: { name: 'all.csv', size: 5e9 } as File },
      /“all\.csv” has 5\sGB; at most 500\sMB can be read here\. Nothing was read\. Give a part/,
    ],
  ];
  for (const [name, source, message, choices] of cases)
    test(name, () => refused(opened(source, {}, choices), message));

  test('what was read before stays, and can be asked about', async () => {
    const { session } = await trained(text(xorTable(60)), { epochs: 2 });
    await refused(session.read(opening(text('a,b,y\n1,2,3\n4,5\n6,7,8'))), /line 3/i);
    assert.equal(session.findings.explain(0).cells.length, 3);
    await session.read(opening(text(rows((i) => `${i},${i % 3},yes`))));
    assert.throws(() => session.encode(AUTO), /All rows have “yes”/);
    assert.equal(session.findings.explain(1).cells.length, 3);
  });

  test('reading can be stopped', async () => {
    const session = start();
    const reading = session.read(opening(file(`a,b,y\n${'1,2,3\n'.repeat(2_000_000)}`)));
    setTimeout(() => session.cancel(), 30);
    assert.equal(await reading, false);
    assert.ok(session.progress().done > 0);
  });
});

test('files in UTF-16 and Windows-1252 are read', async () => {
  const csv = rows((i) => `${['Café', 'Thé'][i % 2]},${i % 5},${i % 3}`);
  const utf16 = new Uint8Array(new Uint16Array([...`\ufeff${csv}`].map((c) => c.charCodeAt(0))).buffer);
  const latin = Uint8Array.from(csv, (c) => c.charCodeAt(0));
  for (const bytes of [new TextEncoder().encode(csv), utf16, latin]) {
    const { opened: read } = await opened(file(bytes));
    assert.ok(read.names.includes('a = Café'), read.names.join());
  }
});

describe('tables that cannot be learned from are refused in a sentence', () => {
  test('one class only', () =>
    refused(opened(text(rows((i) => `${i},${i % 3},yes`))), /All rows have “yes” as their target/));
  test('a text to be predicted as a number', () =>
    refused(
      opened(text(rows((i) => `${i},${i % 3},${i % 2 ? 'good' : 'bad'}`)), { task: 'regression' }),
      /“(bad|good)”/,
    ));
  test('a class that does not occur', () =>
    refused(
      opened(text(rows((i) => `${i},${i % 3},${i % 2}`)), { task: 'classification', one: '7' }),
      /No row has “7”/,
    ));
  test('10,000 categories, with a choice that works', async () => {
    const source = text(rows((i) => `key${i},${i % 5},${i % 3 ? 'no' : 'yes'}`, 10_000));
    const choices = { roles: ['categorical', 'numeric', 'target'] as const };
    await refused(opened(source, {}, choices), /“a” has 10,000 different values/);
    const hashed = await opened(source, { many: 'hash' }, choices);
    assert.deepEqual([hashed.opened.features, hashed.opened.sparse], [1025, true]);
    assert.equal((await opened(source, { many: 'frequent' }, choices)).opened.features, 102);
    assert.equal((await opened(source, { many: 'ignore' }, choices)).opened.features, 1);
  });
  test('all rows without weight', () =>
    refused(
      (async () => {
        const { session } = await opened(
          text(rows((i) => `${i % 7},0,${i % 3}`)),
          {},
          { roles: ['numeric', 'weight', 'target'] },
        );
        await session.begin(STANDARD);
      })(),
      /weigh/,
    ));
});

test('a constant column is told and does no harm', async () => {
  const { opened: read, run } = await trained(text(rows((i) => `7,${i % 5},${(i * 3) % 7}`)), { epochs: 3 });
  assert.deepEqual(read.names, ['b']);
  assert.match(
    readingSentences({ opened: read, opening: opening(text('')) }).join(' '),
    /“a” is the same in all rows/,
  );
  assert.equal(run.epoch, 3);
});

describe('settings that make no sense', () => {
  test('a learning rate far too large: epoch and cause are told, the best weights stay', async () => {
    const { session, run, results } = await trained(text(xorTable(200)), {
      method: 'sgd',
      rate: 10,
      lv: 10,
      norm: 'l2',
      reduction: 'sum',
    });
    assert.equal(run.state, 'diverged');
    assert.match(runSentence(run), /no finite number after epoch \d+\..*(learning rate|standardize)/);
    assert.match(resultSentence(run), /^The run diverged/);
    assert.ok(session.findings.weights.V.every(Number.isFinite));
    assert.ok('logloss' in results.learned.fm && Number.isFinite(results.learned.fm.logloss));
  });
  test('a batch larger than the rows means all rows, k = 0 the linear model', async () => {
    const { run, results } = await trained(text(xorTable(80)), { batch: 100_000, k: 0, epochs: 4 });
    assert.equal(run.epoch, 4);
    assert.deepEqual(results.pairs, []);
    assert.deepEqual(results.held?.fm, results.held?.linear);
  });
  test('more weights than a tab can hold', async () => {
    const source = file(`1 1:1 900000:1\n0 2:1 3:2\n${'1 5:1\n0 6:1\n'.repeat(5)}`, 'wide.libsvm');
    const { session, opened: read } = await opened(source);
    assert.equal(read.features, 900_000);
    await refused(
      session.begin({ ...STANDARD, k: 64 }),
      /at most 50,000,000 can be trained here\. Take a smaller k/,
    );
  });
  test('90% held out of four rows', async () => {
    const { run } = await trained(text('a,y\n1,2\n2,3\n3,5\n4,7'), { heldOut: 90, epochs: 2 });
    assert.deepEqual([run.learned + run.held, run.epoch], [4, 2]);
    assert.ok(run.learned >= 1);
  });
});

describe('weights to begin with', () => {
  const saved = async () => {
    const { session, run } = await trained(text(xorTable(200)), { epochs: 20, k: 2 });
    return { weights: session.findings.weights, run };
  };

  test('go on where they ended, whatever k is set to', async () => {
    const { weights, run } = await saved();
    const files = [
      new File([npz(machines.arraysOf(weights))], 'weights.npz'),
      new File([machines.weightsJson(weights)], 'weights.json'),
    ];
    for (const each of files) {
      const again = await trained(text(xorTable(200)), { epochs: 1, k: 7 }, {}, each);
      assert.equal(again.run.k, 2);
      assert.equal(again.run.from, each.name);
      assert.ok(Math.abs((again.run.points[0]?.held ?? 0) - (run.points[run.best]?.held ?? 1)) < 1e-9);
      assert.match(runSentence(again.run), /It began with the weights of “weights\.(npz|json)”/);
    }
  });

  test('are refused when they are of another shape, or no weights', async () => {
    const { weights } = await saved();
    const { session } = await opened({ kind: 'preset', id: 'titanic' });
    const give = (body: BlobPart, name: string) => session.weightsShape(new File([body], name));
    await refused(
      give(npz(machines.arraysOf(weights)), 'w.npz'),
      /weights for 5 features.*these rows have 8/,
    );
    await refused(give('not a zip', 'w.npz'), /“w\.npz” cannot be read as weights.*not a zip/);
    await refused(give('{"w0": 1}', 'w.json'), /“w\.json” cannot be read as weights/);
    await refused(give('', 'w.npz'), /“w\.npz” cannot be read as weights/);
    await refused(session.begin(STANDARD, new File(['?'], 'w.npz')), /cannot be read as weights/);
  });
});

test('a preset keeps the roles that are guessed, but for those it names', () => {
  const column = (name: string, role: 'target' | 'numeric' | 'ignore', kind: 'text' | 'number') => ({
    ...{ name, role, kind, distinct: 3, missing: 0, examples: [] },
  });
  const look = {
    columns: [
      column('species', 'numeric', 'text'),
      column('sex', 'target', 'text'),
      column('mass', 'numeric', 'number'),
    ],
  };
  assert.deepEqual(rolesOf(look as never, presetOf('penguins').roles), ['target', 'categorical', 'numeric']);
  assert.deepEqual(rolesOf(look as never, {}), ['numeric', 'target', 'numeric']);
});
