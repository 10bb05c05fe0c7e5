import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { address } from '../../../src/components/matrix-factorization/own-ratings/address.ts';
import { makeFile } from '../../../src/components/matrix-factorization/own-ratings/exports.ts';
import { LOSSES } from '../../../src/components/matrix-factorization/own-ratings/losses.ts';
import { Session } from '../../../src/components/matrix-factorization/own-ratings/session.ts';
import { snippets } from '../../../src/components/matrix-factorization/own-ratings/snippets.ts';
import type { RunSettings, Source } from '../../../src/components/matrix-factorization/own-ratings/views.ts';
import {
  readingSentences,
  resultSentence,
  sizeSentence,
} from '../../../src/components/matrix-factorization/own-ratings/words.ts';
import { parseLoss } from '../../../src/engine/matrix-factorization/loss/parse.ts';
import * as reading from '../../../src/engine/matrix-factorization/reading/index.ts';
import * as recommending from '../../../src/engine/matrix-factorization/recommending/index.ts';
import * as simulated from '../../../src/engine/matrix-factorization/simulated.ts';
import { checkSize } from '../../../src/lib/files.ts';
import { factorizer } from './engine.ts';

const { data: _, ...DEFAULTS } = address('').defaults();
const start = () =>
  new Session({
    als: factorizer.als,
    train: factorizer.compile,
    reading,
    recommending,
    simulated,
    parseLoss,
  });
const text = (text: string): Source => ({ kind: 'text', text });
const file = (part: BlobPart, name = 'ratings.csv'): Source => ({
  kind: 'file',
  file: new File([part], name),
});

async function trained(source: Source = { kind: 'example' }, settings: Partial<RunSettings> = {}) {
  const session = start();
  const opened = (await session.open(source, {}))!;
  session.begin({ ...DEFAULTS, ...settings });
  for (const _ of session.steps(settings.steps ?? settings.sweeps ?? 10));
  return { session, opened, run: session.run() };
}

test('the example that the page is served with: planted tastes, found', async () => {
  const { run, opened, session } = await trained();
  assert.match(
    sizeSentence(opened),
    /^1,400 ratings from 1 to 5, by 60 people of 40 items: 58% of all cells\.$/,
  );
  assert.ok(run.best!.held < 0.95 * run.reference.held);
  assert.ok(opened.floor! < run.best!.held);
  assert.match(
    resultSentence(run),
    /^After \d+ sweeps the 140 ratings held out are predicted with an error of 0\.\d{3}, \d+% less than the 0\.\d{3} of offsets alone\.$/,
  );
  const { item, person } = session.listing.first();
  assert.equal(session.listing.neighbours(item).items.length, 6);
  const picks = session.listing.picks(person);
  assert.equal(picks.items.length, 6);
  assert.ok(picks.items.every((each) => !picks.liked.some(({ name }) => name === each.name)));
});

test('100,000 simulated ratings are factorized well below offsets', async () => {
  const { run, opened } = await trained({ kind: 'simulated' });
  assert.deepEqual([opened.rows, opened.columns, opened.count], [943, 1682, 100_000]);
  assert.ok(run.best!.held < 0.9 * run.reference.held, `${run.best!.held} ${run.reference.held}`);
});

describe('files', () => {
  test('in UTF-8, UTF-16 and Windows-1252', async () => {
    const csv = 'user,item,rating\nÄnne,Café,3\nBert,Café,4\nÄnne,Thé,5\n';
    const utf16 = new Uint8Array(new Uint16Array([...`\ufeff${csv}`].map((c) => c.charCodeAt(0))).buffer);
    const latin = Uint8Array.from(csv, (c) => c.charCodeAt(0));
    for (const bytes of [new TextEncoder().encode(csv), utf16, latin]) {
      const session = start();
      const seen = await session.look({ kind: 'file', file: new File([bytes], 'x.csv') }, {});
      assert.equal(seen.preview[1][0], 'Änne');
      const opened = await session.open(file(bytes), {});
      assert.deepEqual([opened!.rows, opened!.columns, opened!.count], [2, 2, 3]);
    }
  });

  test('that are no text, empty, or gone are refused in a sentence', async () => {
    const refused = (source: Source, message: RegExp) =>
      assert.rejects(start().open(source, {}), { name: 'InvalidInputError', message });
    await refused(
      file(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0), 'cat.png'),
      /“cat\.png” is not a text file/,
    );
    await refused(
      file(Uint8Array.of(0x50, 0x4b, 3, 4), 'ml-100k.zip'),
      /“ml-100k\.zip” is packed\. Unpack it/,
    );
    await refused(file('', 'void.csv'), /“void\.csv” is empty/);
    await refused(text('one\ntwo\nthree\n'), /Only one column was found/);
    await refused(
      text('user,item,rating\n1,2,good\n1,3,bad\n'),
      /None of the \d lines could be read\. Line 2: “good” is not a number/,
    );
    const huge = { name: 'ratings.csv', size: 5_000_000_000 } as File;
    await refused(
      { kind: 'file', file: huge },
      /“ratings\.csv” has 5\sGB; at most 2\sGB can be read here\. Nothing was read\. Give a part/,
    );
    assert.throws(() => checkSize(huge, 2e9), /Nothing was read\.$/);
  });

  test('what was read before stays when another file is refused', async () => {
    const { session } = await trained();
    await assert.rejects(session.open(text('nothing'), {}));
    assert.equal(session.listing.picks('Ada').of, 'Ada');
  });

  test('reading can be stopped', async () => {
    const session = start();
    const opening = session.open(file('1,2,3\n'.repeat(3_000_000)), { form: 'triples' });
    setTimeout(() => session.cancel(), 30);
    assert.equal(await opening, undefined);
    assert.ok(session.progress().done > 0);
  });

  test('what was left out is told', async () => {
    const lines = Array.from({ length: 200 }, (_, i) => `${i % 20},${Math.floor(i / 20)},${1 + (i % 5)}`);
    const source = text(
      ['user,item,rating', '# made by hand', ...lines, '3,3,4', '5,5,?', 'oops'].join('\n'),
    );
    const session = start();
    const opened = (await session.open(source, {}))!;
    const told = readingSentences({
      source,
      choices: {},
      opened,
      run: undefined,
      neighbours: undefined,
      picks: undefined,
    });
    assert.deepEqual(told, [
      '1 rating was given twice or more often; the last one counts.',
      '1 cell says that nothing is known.',
      '1 line that begins with # or % left out.',
      '1 line could not be read and was left out (line 205: it has 1 column where 3 are expected).',
    ]);
  });
});

test('titles stand for ids, and are found by them', async () => {
  const { session } = await trained(text('1\t1\t5\n1\t2\t3\n2\t1\t4\n2\t3\t2\n3\t2\t1\n3\t3\t5\n3\t1\t2\n'), {
    k: 1,
    heldOut: 0,
  });
  const titles = new File(['1|Toy Story (1995)|x\n2|GoldenEye (1995)|x\n9|Elsewhere|x\n'], 'u.item');
  assert.equal(await session.takeTitles(titles), 2);
  const { listing } = session;
  assert.equal(listing.first().item, 'Toy Story (1995)');
  assert.deepEqual(listing.suggest('item', 'eye'), ['GoldenEye (1995)']);
  for (const name of ['GoldenEye (1995)', 'goldeneye (1995)', '2'])
    assert.equal(listing.neighbours(name).of, 'GoldenEye (1995)');
  assert.throws(
    () => listing.neighbours('Heat'),
    /“Heat” is no item here\. Choose one of the suggestions .* “Toy Story \(1995\)”/,
  );
  assert.throws(() => listing.picks('7'), /“7” is nobody’s id here/);
  assert.equal(listing.newcomer([{ item: '1', rating: 5 }]).length, 2);
  assert.throws(
    () =>
      listing.newcomer([
        { item: '1', rating: 5 },
        { item: 'Toy Story (1995)', rating: 4 },
      ]),
    /rated twice/,
  );
  await assert.rejects(
    session.takeTitles(new File(['x,y\nz,w\n'], 'other.csv')),
    /None of the ids in “other\.csv” is an item/,
  );
});

test('files of results hold what was computed', async () => {
  const { session, run } = await trained();
  const lines = async (kind: Parameters<typeof makeFile>[1]) =>
    (await makeFile(session.results, kind).text()).trim().split('\n');
  assert.equal((await lines('P')).length, 61);
  assert.equal((await lines('Q')).length, 41);
  assert.ok((await lines('picks')).length > 590); // who has rated nearly all gets fewer than ten
  assert.equal((await lines('log'))[1], `${run.rounds[0].step},${run.rounds[0].train},${run.rounds[0].held}`);
  const held = (await lines('held-out')).slice(1).map((line) => line.split(',').slice(-2).map(Number));
  const rmse = Math.sqrt(held.reduce((sum, [d, x]) => sum + (d - x) ** 2, 0) / held.length);
  assert.ok(Math.abs(rmse - run.best!.held) < 1e-9);
  assert.equal((await lines('ratings')).length, 1401);
});

const python = '/usr/bin/python3';
const numpy = spawnSync(python, ['-c', 'import numpy']).status === 0;

describe('the code that the lab gives repeats its runs', () => {
  const cases: [string, Source, Partial<RunSettings>][] = [
    ['least squares', { kind: 'example' }, {}],
    ['least squares, mean alone', { kind: 'example' }, { baseline: 'mean', k: 3, seed: 7, heldOut: 20 }],
    ['least squares, no baseline, nothing held out', { kind: 'example' }, { baseline: 'none', heldOut: 0 }],
    ...LOSSES.map(({ label, value }): [string, Source, Partial<RunSettings>] => [
      label,
      { kind: 'example' },
      { method: 'gradient', loss: value, steps: 60, alpha: 0.01, beta: 2 },
    ]),
    [
      'momentum',
      { kind: 'example' },
      { method: 'gradient', optimizer: 'momentum', steps: 50, alpha: 0.001, baseline: 'none' },
    ],
    [
      'gradient descent',
      { kind: 'example' },
      { method: 'gradient', optimizer: 'gradient-descent', steps: 50, alpha: 0.002 },
    ],
  ];

  test('in numpy', { skip: numpy ? false : 'no numpy' }, async () => {
    for (const [name, source, settings] of cases) {
      const { session, run, opened } = await trained(source, settings);
      const folder = mkdtempSync(join(tmpdir(), 'ratings-'));
      try {
        const code = snippets(run, opened).find(({ language }) => language === 'python')!.code;
        writeFileSync(join(folder, 'ratings.csv'), await makeFile(session.results, 'ratings').text());
        writeFileSync(join(folder, 'run.py'), code);
        const told = execFileSync(python, ['run.py'], { cwd: folder, encoding: 'utf8', timeout: 60_000 });
        const numbers = [...told.matchAll(/\d\.\d+/g)].map(([number]) => Number(number));
        assert.ok(Math.abs(numbers[0] - run.best!.train) < 5e-4, `${name}: ${told} ${run.best!.train}`);
        if (run.heldOut > 0) assert.ok(Math.abs(numbers[1] - run.best!.held) < 5e-4, `${name}: ${told}`);
      } finally {
        rmSync(folder, { recursive: true });
      }
    }
  });

  test('in TypeScript', async () => {
    for (const [name, source, settings] of [cases[0], cases[4]]) {
      const { session, run, opened } = await trained(source, settings);
      const folder = mkdtempSync(join(tmpdir(), 'ratings-'));
      try {
        const code = snippets(run, opened).find(({ language }) => language === 'ts')!.code;
        writeFileSync(join(folder, 'ratings.csv'), await makeFile(session.results, 'ratings').text());
        const here = process.cwd();
        const absolute = code
          .replaceAll("'./src/", `'${here}/src/`)
          .replace("'src/", `'${here}/src/`)
          .replace("'ratings.csv'", `'${join(folder, 'ratings.csv')}'`);
        writeFileSync(join(folder, 'run.ts'), absolute);
        const told = execFileSync(process.execPath, [join(folder, 'run.ts')], { encoding: 'utf8' });
        const [, held] = /held: ([\d.]+)/.exec(told) ?? [];
        assert.ok(Math.abs(Number(held) - run.best!.held) < 1e-9, `${name}: ${told}`);
      } finally {
        rmSync(folder, { recursive: true });
      }
    }
  });
});
