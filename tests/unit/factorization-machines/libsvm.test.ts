import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Features, isSparse, sparse } from '../../../src/engine/factorization-machines/features.ts';
import {
  type Choices,
  decodeRow,
  encode,
  encodeRow,
  encodingSpec,
} from '../../../src/engine/factorization-machines/table/index.ts';
import { type Random, seeded } from '../../../src/engine/random.ts';
import { bytesOf, readBytes, readText } from './tables.ts';

interface Row {
  y: number;
  entries: [index: number, value: number][];
}

function randomRows(random: Random, first: number): Row[] {
  const number = () => Number(((random() - 0.5) * 10 ** Math.floor(5 * random())).toFixed(4)) || 1;
  return Array.from({ length: 2 + Math.floor(20 * random()) }, (_, i) => {
    const indices = new Set(
      Array.from({ length: Math.floor(8 * random()) }, () => first + Math.floor(30 * random())),
    );
    return {
      y: i < 2 ? i : number(),
      entries: [...indices].map((index) => [index, number()] as [number, number]),
    };
  });
}

const sorted = (rows: Row[]) =>
  rows.map(({ y, entries }) => ({ y, entries: entries.toSorted(([a], [b]) => a - b) }));

function rowsOf(X: Features, y: Float64Array, first: number): Row[] {
  const { start, column, value } = sparse(X);
  return Array.from(y, (target, i) => ({
    y: target,
    entries: Array.from({ length: start[i + 1] - start[i] }, (_, e) => [
      first + column[start[i] + e],
      value[start[i] + e],
    ]),
  }));
}

const WRITE: Record<string, { format: Choices['format']; line: (row: Row) => string }> = {
  libSVM: {
    format: 'libsvm',
    line: ({ y, entries }) => `${y} ${entries.map(([i, v]) => `${i}:${v}`).join(' ')}`,
  },
  'libSVM, comments, tabs and CRLF': {
    format: 'libsvm',
    line: ({ y, entries }) => `\t${y}\t${entries.map(([i, v]) => `${i}:${v}`).join('  ')} # 1:2 x\r`,
  },
  libFFM: {
    format: 'libffm',
    line: ({ y, entries }) => `${y} ${entries.map(([i, v]) => `${i % 4}:${i}:${v}`).join(' ')}`,
  },
};

describe('random rows are read back as they were written, cut anywhere', () => {
  for (const [name, { format, line }] of Object.entries(WRITE))
    test(name, () => {
      const random = seeded(3);
      for (let round = 0; round < 60; round++) {
        const first = round % 2;
        const rows = randomRows(random, first);
        rows[0].entries = [[first, 1.5]];
        rows[1].entries = [[first + 99, 2]];
        const text = `# a comment\n${rows.map(line).join('\n')}\n`;
        const most = [1, 5, 100][round % 3];
        const cut = () => 1 + Math.floor(most * random());
        const table = readBytes(bytesOf(text), format ? { format } : {}, cut);
        const { samples, features } = encode(table, { task: 'regression' });
        assert.deepEqual(rowsOf(samples.X, samples.y, first), sorted(rows));
        assert.equal(features.length, 100);
        assert.deepEqual(features[7], { name: `feature ${first + 7}`, column: String(first + 7) });
        assert.equal(table.comments, 1);
        assert.equal(table.line[0], 2);
      }
    });
});

test('features are numbered from 0 only where there is a 0, and zeros that are written count as features', () => {
  const d = (text: string) => encode(readText(text)).features.map(({ column }) => column);
  assert.deepEqual(d('1 1:2 3:1\n0 2:1\n'), ['1', '2', '3']);
  assert.deepEqual(d('1 0:2 3:1\n0 2:1\n'), ['0', '1', '2', '3']);
  assert.deepEqual(d('1 1:2 2:1\n0 4:0\n'), ['1', '2', '3', '4']);
});

test('few features are held whole, many that are mostly 0 by what is not', () => {
  const wide = encode(readText('1 1:2 300:1\n0 2:1\n')).samples.X;
  assert.ok(isSparse(wide));
  assert.deepEqual([...wide.column], [0, 299, 1]);
  const { X } = encode(readText('1 1:2 30:1\n0 2:1\n')).samples;
  assert.ok(!isSparse(X));
  assert.equal(X.values[29], 1);
});

test('numbers of features beyond a million become features by those that occur', () => {
  const encoded = encode(readText('1 5:2 4000000000:1\n0 7:1\n'));
  assert.deepEqual(
    encoded.features.map(({ name }) => name),
    ['feature 5', 'feature 7', 'feature 4000000000'],
  );
  assert.deepEqual(decodeRow(encoded, 0), { 5: 2, 4000000000: 1 });
  assert.deepEqual(rowsOf(encodeRow(encoded, { 4000000000: 3, 6: 1 }), Float64Array.of(0), 0)[0].entries, [
    [2, 3],
  ]);
});

test('a row goes to values and back, also by the description alone', () => {
  for (const text of ['1 1:2 300:1\n0 2:1\n0\n', '1 0:2 30:1\n0 2:-1.5\n1\n']) {
    const encoded = encode(readText(text));
    const spec = JSON.parse(JSON.stringify(encodingSpec(encoded)));
    const rows = rowsOf(encoded.samples.X, encoded.samples.y, 0);
    for (const i of rows.keys()) {
      const row = encodeRow(spec, decodeRow(encoded, i));
      assert.equal(isSparse(row), isSparse(encoded.samples.X));
      assert.deepEqual(rowsOf(row, Float64Array.of(rows[i].y), 0), [rows[i]]);
    }
  }
  assert.throws(
    () => encodeRow(encode(readText('1 1:2\n0 2:1\n')), { 1: 'x' }),
    /“x” is not a finite number/,
  );
});

test('classes of libSVM: -1 and 1, 1 and 2', () => {
  assert.deepEqual(encode(readText('+1 1:2\n-1 2:1\n')).classes, ['-1', '1']);
  const encoded = encode(readText('1 1:2\n2 2:1\n1 1:1\n'));
  assert.deepEqual(encoded.classes, ['1', '2']);
  assert.deepEqual([...encoded.samples.y], [0, 1, 0]);
});

test('features out of order are put in order, which is told', () => {
  const encoded = encode(readText('1 3:3 1:1\n0 2:1\n'));
  assert.deepEqual(decodeRow(encoded, 0), { 1: 1, 3: 3 });
  assert.match(encoded.table.notices[0], /not in ascending order in 1 line, and were put in order/);
});

test('the fields of libFFM are left aside, which is told', () => {
  assert.match(
    readText('1 0:1:1 1:2:1\n0 0:3:1\n').notices[0],
    /^The fields of the features were left aside/,
  );
});

describe('what cannot be read is refused with its line named', () => {
  const cases: [string, string, RegExp][] = [
    [
      'a negative number of a feature',
      '1 1:1\n0 -3:2\n',
      /Line 2: “-3:2” has a negative number of a feature/,
    ],
    ['a feature twice', '1 1:1 1:2\n0 1:1\n', /Line 1: feature 1 occurs twice/],
    ['a feature twice, apart', '1 3:1 1:2 3:1\n0 1:1\n', /Line 1: feature 3 occurs twice/],
    ['NaN', '1 1:1\n0 1:nan\n', /Line 2: “nan” is not a number/],
    ['infinity', '1 1:1\n0 1:inf\n', /Line 2: “inf” is not finite/],
    ['too large', '1 1:1\n0 1:1e999\n', /Line 2: “1e999” is too large a number/],
    ['a text', '1 1:1\n0 1:x 2:1\n', /Line 2: “x” is not a number/],
    ['no value', '1 1:1\n0 1: 2:1\n', /Line 2: “1:” has no value/],
    ['no colon', '1 1:1\n0 1 2:1\n', /Line 2: “1” is not of the form feature:value/],
    ['no number of a feature', '1 1:1 2:1\n0 a:1 2:1\n', /Line 2: “a:1” is not of the form feature:value/],
    ['a target that is a text', '1 1:1\nspam 1:1\n', /Line 2: as the target, “spam” is not a number/],
    ['several targets', '1 1:1\n1,2 1:1\n', /Line 2: as the target, “1,2” is not a number/],
    ['no target', '1 1:1\n1:1 2:1\n', /Line 2: it begins with “1:1” and not with the target/],
    ['NaN as the target', '1 1:1\nnan 1:1\n', /Line 2: as the target, “nan” is not a number/],
    ['a field in libSVM', '1 1:1 2:1 3:1\n1 1:2:1\n', /Line 2: “1:2:1” has a field, as in libFFM/],
    ['too large a number of a feature', '1 1:1\n0 99999999999:1\n', /too large a number for a feature/],
    ['a query', '1 qid:3 1:1\n0 qid:3 2:1\n', /^Line 1 has “qid:3”: this file ranks answers/],
  ];
  for (const [name, text, pattern] of cases)
    test(name, () => assert.throws(() => readText(text), { name: 'InvalidInputError', message: pattern }));

  test('in libFFM', () => {
    const refused = (text: string, pattern: RegExp) =>
      assert.throws(() => readText(text, { format: 'libffm' }), { message: pattern });
    refused('1 0:1:1\n0 0:-1:1\n', /Line 2: “0:-1:1” has a negative number of a feature/);
    refused('1 0:1:1\n0 1:1\n', /Line 2: “1:1” is not of the form field:feature:value/);
    refused('1 0:1:1\n0 1::1\n', /Line 2: “1::1” is not of the form field:feature:value/);
  });

  test('but is left out where that is chosen', () => {
    const table = readText('1 1:1\n0 -3:2\n0 1:nan\n0 2:1\n', { skipBad: true });
    assert.deepEqual([table.rows, table.bad], [2, 2]);
    assert.deepEqual([...table.line], [1, 4]);
    assert.deepEqual(table.badLines[1], { line: 3, reason: '“nan” is not a number' });
  });
});

test('a million entries are read in a moment', () => {
  const random = seeded(1);
  const lines = Array.from({ length: 50_000 }, (_, i) => {
    let index = 0;
    const entry = () => {
      index += 1 + Math.floor(90 * random());
      return `${index}:${(0.1 + random()).toFixed(4)}`;
    };
    return `${i % 2} ${Array.from({ length: 20 }, entry).join(' ')}\n`;
  });
  const bytes = bytesOf(lines.join(''));
  const start = performance.now();
  const table = readBytes(bytes);
  assert.ok(performance.now() - start < 10_000);
  assert.equal(table.entries?.value.length, 1_000_000);
});
