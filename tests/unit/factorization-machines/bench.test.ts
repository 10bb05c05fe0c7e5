import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { benchTables, leastLead } from '../../../src/components/factorization-machines/bench-tables.ts';
import { isSparse } from '../../../src/engine/factorization-machines/index.ts';
import { encode, look, TableReader } from '../../../src/engine/factorization-machines/table/index.ts';
import { disagreements } from '../../bench/factorization-machines/disagreements.ts';
import { libsvmFile } from '../../bench/factorization-machines/libsvm-file.ts';
import { WASM } from '../../bench/factorization-machines/ours.ts';
import { print } from '../../bench/factorization-machines/print.ts';
import { problemOf, SIZES, type Size } from '../../bench/factorization-machines/problems.ts';
import { openPython } from '../../bench/factorization-machines/python.ts';
import type { Results } from '../../bench/factorization-machines/results.ts';
import { buildOf, versionOf } from '../../bench/machine.ts';

const kept: Results = JSON.parse(readFileSync('src/content/bench/factorization-machines.json', 'utf8'));
const compiled = 'This site’s engine, compiled';

describe('problems', () => {
  test('are of their names, and the same each time', () => {
    for (const size of Object.keys(SIZES).filter((each) => each !== 'file') as Size[]) {
      const { rows, d, entries, k } = SIZES[size];
      const { samples, start } = problemOf(size);
      assert.deepEqual([samples.X.rows, samples.X.columns, start.d, start.k], [rows, d, d, k]);
      assert.equal((isSparse(samples.X) ? samples.X.value : samples.X.values).length, rows * entries);
      const first = samples.y.slice(0, 3);
      problemOf(size === '10 features, k = 2' ? '30 features, k = 8' : '10 features, k = 2');
      assert.deepEqual(problemOf(size).samples.y.slice(0, 3), first);
    }
  });

  test('are what is read of their file', () => {
    const { samples } = problemOf('1,000 features, 20 a row, k = 8');
    const bytes = libsvmFile(samples);
    const reader = new TableReader(look(bytes.subarray(0, 65_536)));
    reader.push(bytes);
    const read = encode(reader.end()).samples;
    assert.deepEqual(read.y, samples.y);
    assert.deepEqual(read.X, samples.X);
  });

  test('without python there is nobody to run in it', async () => {
    assert.equal(await openPython('there-is-no-such-python'), undefined);
  });
});

describe('the figures in the article', () => {
  test('were measured with the committed build and the packages that are installed', () => {
    assert.deepEqual(kept.wasm, buildOf(WASM), 'run: npm run bench -- factorization-machines --write');
    for (const { rows } of kept.steps)
      for (const { version } of rows.filter(({ name }) => name.startsWith('tfjs')))
        assert.equal(version, versionOf('@tensorflow/tfjs-core'));
  });

  test('are complete, agree, and reach what was set out', () => {
    assert.deepEqual(
      kept.steps.map(({ size }) => size),
      Object.keys(SIZES).filter((size) => size !== 'file'),
    );
    for (const { rows } of kept.steps)
      for (const { name, rate, off } of rows) {
        assert.ok(0 < rate.low && rate.low <= rate.median && rate.median <= rate.high, name);
        assert.ok(off < 1e-4, name);
      }
    const { epoch, reading, titanic, quickest } = kept;
    assert.deepEqual([epoch.rows, epoch.d, epoch.entries], [100_000, 1000, 20]);
    assert.ok(epoch.contenders[0].ms.high + reading.contenders[0].ms.high < 5000);
    assert.ok(epoch.contenders.every(({ loss }) => Math.abs(loss / epoch.contenders[0].loss - 1) < 1e-3));
    assert.ok(titanic.contenders.every(({ loss }) => loss < titanic.target && loss > titanic.floor));
    assert.equal(quickest, compiled);
    assert.ok(leastLead(kept) > 2);
  });

  test('print as tables, for a terminal and for the article', () => {
    assert.match(print(kept), /^The lab for own data begins with the quickest .* compiled\.$/m);
    const tables = benchTables(kept);
    for (const { headings, rows } of tables)
      for (const { cells } of rows) assert.equal(cells.length, headings.length);
    assert.deepEqual(
      tables[0].rows.filter(({ own }) => own).map(({ cells: [title] }) => title),
      [compiled, 'This site’s engine, typed arrays'],
    );
    assert.ok(tables[1].rows.some(({ cells: [title] }) => /^tfjs 4[\d.]+, WebAssembly$/.test(title)));
  });
});

describe('kept figures', () => {
  const changed = (change: (today: Results) => void) => {
    const today = structuredClone(kept);
    change(today);
    return disagreements(kept, today);
  };

  test('hold when a run says about the same, or has fewer rivals, or others', () => {
    assert.deepEqual(disagreements(kept, kept), []);
    assert.deepEqual(
      changed((today) => {
        today.steps[0].rows[1].ratio *= 2;
        today.steps[1].rows.splice(3);
        today.steps.pop();
        today.epoch.contenders.splice(2);
        today.titanic.contenders[1].version = 'another';
        today.titanic.contenders[1].ratio *= 10;
        today.reading.contenders.pop();
      }),
      [],
    );
  });

  test('no longer hold when the build, a ratio of times, a loss, a number of epochs or the default has changed', () => {
    const cases: [(today: Results) => void, RegExp][] = [
      [({ wasm }) => (wasm.sha256 = '0'), /another build/],
      [({ steps }) => (steps[2].rows[1].ratio /= 4), /steps a second over those of .* arrays, 64 features/],
      [({ steps }) => (steps[0].rows[2].ratio = Number.NaN), /today it is NaN/],
      [({ steps }) => (steps[0].rows[2].name = 'a new one'), /says nothing on .* a new one/],
      [({ epoch }) => (epoch.contenders[1].ratio *= 4), /the time of an epoch of .* arrays over ours/],
      [({ epoch }) => (epoch.contenders[1].loss *= 1.01), /the loss of .* arrays after an epoch/],
      [({ reading }) => (reading.contenders[1].ratio *= 4), /JavaScript, split over ours for the file/],
      [({ titanic }) => (titanic.contenders[0].epochs += 10), /the epochs of .* compiled on the Titanic/],
      [({ titanic }) => (titanic.floor += 1e-5), /the floor of the Titanic/],
      [(today) => (today.quickest = 'another'), /today it is another/],
    ];
    for (const [change, sentence] of cases) {
      const problems = changed(change);
      assert.equal(problems.length, 1, problems.join('\n'));
      assert.match(problems[0], sentence);
    }
  });
});
