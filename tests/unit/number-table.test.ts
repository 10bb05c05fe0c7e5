import assert from 'node:assert/strict';
import test from 'node:test';
import { detectLayout, type LayoutOptions } from '../../src/lib/number-layout.ts';
import { NumberReader, type Numbers } from '../../src/lib/number-table.ts';
import { parseNumber, parsePlainNumber } from '../../src/lib/number-text.ts';

interface Reading extends Partial<LayoutOptions> {
  column?: number | 'all';
  /** Characters per push; the whole text by default. */
  piece?: number;
  limit?: number;
}

function read(text: string, { column, piece = text.length, limit = 1e6, ...options }: Reading = {}): Numbers {
  const layout = detectLayout(text, { whole: true, ...options });
  const reader = new NumberReader(layout, column ?? layout.column, limit);
  for (let at = 0; at < text.length; at += piece) reader.push(text.slice(at, at + piece));
  return reader.end();
}

const values = (text: string, reading?: Reading) => [...read(text, reading).values];

// mulberry32
function seeded(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

test('numbers are rounded as Number rounds them', () => {
  const random = seeded(1);
  for (let i = 0; i < 20_000; i++) {
    const value = (random() - 0.5) * 10 ** Math.floor(random() * 40 - 20);
    for (const text of [String(value), value.toFixed(6), value.toExponential(9), value.toPrecision(15)]) {
      assert.equal(parseNumber(text, '.'), Number(text), text);
      assert.equal(parseNumber(text.replace('.', ','), ','), Number(text), text);
      const plain = parsePlainNumber(`<${text}>`, 1, text.length + 1, '.');
      assert.ok(Number.isNaN(plain) || Object.is(plain, Number(text)), text);
    }
  }
});

test('any table reads the same whatever its separator, line ends, quotes, decimal mark and pieces', () => {
  const random = seeded(2);
  const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)];
  for (let round = 0; round < 400; round++) {
    const separator = pick([';', '\t', ',', '|'] as const);
    const decimal = separator === ',' ? '.' : pick(['.', ','] as const);
    const newline = pick(['\n', '\r\n', '\r']);
    const rows = 3 + Math.floor(random() * 20);
    const expected = Array.from(
      { length: rows },
      () => Number(((random() - 0.5) * 10 ** pick([0, 3, 6])).toFixed(3)) + 0,
    );
    const quote = (cell: string) => (random() < 0.3 ? `"${cell}"` : pick(['', ' ']) + cell + pick(['', ' ']));
    const lines = expected.map((value) => {
      const cells = [pick(['a', 'b"c', 'd, e; f', '']), value.toFixed(3).replace('.', decimal), '7'];
      return [`"${cells[0].replaceAll('"', '""')}"`, quote(cells[1]), quote(cells[2])].join(separator);
    });
    const text =
      ['place', 'depth', 'count'].join(separator) + newline + lines.join(newline) + pick(['', newline]);
    const got = read(text, { column: 1, piece: 1 + Math.floor(random() * 12), decimal });
    assert.deepEqual([...got.values], expected, text);
    assert.deepEqual([got.bad, got.missing], [0, 0]);
  }
});

test('the README example reads alike however it is written', () => {
  const expected = [4, 4.1, 4.2, -50, 200.2, 200.4, 200.9, 80, 100, 102];
  const commas = '4.0, 4.1, 4.2, -50, 200.2, 200.4, 200.9, 80, 100, 102';
  for (const text of [
    commas,
    `[${commas}]`,
    `x = [${commas}]\n`,
    `const x = [${commas}];`,
    `np.array([${commas}])`,
    `x <- c(${commas})`.replace('<-', '='),
    commas.replaceAll(', ', '\n'),
    commas.replaceAll(', ', '\r\n'),
    commas.replaceAll(', ', ' '),
    commas.replaceAll(', ', '\t'),
    commas.replaceAll(', ', '; '),
    `4.0, 4.1, 4.2,\n-50, 200.2, 200.4,\n200.9, 80, 100,\n102`,
    `value\n${commas.replaceAll(', ', '\n')}`,
    commas.replaceAll('.', ',').replaceAll(', ', ' ').replaceAll(',0', ',0'),
  ])
    for (const piece of [1, 7, text.length]) assert.deepEqual(values(text, { piece }), expected, text);
});

test('layouts are guessed', () => {
  const layout = (text: string) => detectLayout(text, { whole: true });
  const csv = layout('id,name,price\n1,a,3.5\n2,b,4\n3,c,5.25\n');
  assert.deepEqual(
    [
      csv.separator,
      csv.header,
      csv.columns.map(({ name }) => name),
      csv.columns.map(({ numeric }) => numeric),
      csv.column,
    ],
    [',', true, ['id', 'name', 'price'], [true, false, true], 2],
  );
  assert.deepEqual(csv.preview, [
    ['1', 'a', '3.5'],
    ['2', 'b', '4'],
    ['3', 'c', '5.25'],
  ]);
  const german = layout('Ort;Preis\nA;1.234,50\nB;99,95\n');
  assert.deepEqual([german.separator, german.decimal, german.column], [';', ',', 1]);
  const pairs = layout('3,14\n2,72\n');
  assert.deepEqual([pairs.separator, pairs.columns.length], [',', 2]);
  assert.equal(layout('3,14 2,72 1,41').decimal, ',');
  assert.equal(layout('1.5 2.5 3.5\n2.5 3.5 4.5\n').columns.length, 3);
  assert.equal(layout('1 2 3\n4 5').column, 'all');
  assert.equal(layout('').column, 'all');
  assert.equal(layout('# made by hand\nx\ty\n1\t2\n').columns[1].name, 'y');
});

test('a cut sample is judged by its whole lines', () => {
  const layout = detectLayout('a;b\n1;2\n3;4\n5', { whole: false });
  assert.deepEqual([layout.separator, layout.columns.length, layout.preview.length], [';', 2, 2]);
});

test('a row of years is a header where the reader says so', () => {
  const text = '2019,2020\n1,2\n3,4\n';
  const layout = detectLayout(text, { whole: true, header: true });
  assert.deepEqual([layout.columns[0].name, layout.preview.length], ['2019', 2]);
  assert.deepEqual(values(text, { header: true, column: 1 }), [2, 4]);
  assert.deepEqual(values(text, { column: 1 }), [2020, 2, 4]);
});

test('decimal commas can be settled by hand', () => {
  assert.deepEqual(values('3,14\n2,72\n', { decimal: ',' }), [3.14, 2.72]);
  assert.deepEqual(values('x\n3,14\n2,72\n', { decimal: ',' }), [3.14, 2.72]);
});

test('thousands separators', () => {
  assert.deepEqual(values('n;m\n1,234,567;1\n12,345;2\n', { column: 0 }), [1234567, 12345]);
  assert.deepEqual(values('n,m\n"1,234.5",1\n"12,345",2\n', { column: 0 }), [1234.5, 12345]);
  assert.equal(parseNumber("1'234'567.5", '.'), 1234567.5);
  assert.equal(parseNumber('1\u202f234,5', ','), 1234.5);
  assert.equal(parseNumber('\u22125', '.'), -5);
  assert.ok(Number.isNaN(parseNumber('12,34', '.')));
  assert.ok(Number.isNaN(parseNumber('1,234 567', '.')));
});

test('text among numbers is named by line and column, counted and left out', () => {
  const csv = read('name,price\r\na,1\r\nb,n/a\r\n"c\r\nd",3\r\ne,oops\r\nf,4', { column: 1, piece: 3 });
  assert.deepEqual([...csv.values], [1, 3, 4]);
  assert.equal(csv.bad, 2);
  assert.deepEqual(csv.badCells, [
    { line: 3, column: 'price', text: 'n/a' },
    { line: 6, column: 'price', text: 'oops' },
  ]);
  const list = read('1 2 x\n3 y 4 z');
  assert.deepEqual([...list.values], [1, 2, 3, 4]);
  assert.deepEqual(list.badCells[1], { line: 2, column: 'item 2', text: 'y' });
});

test('NaN and infinite numbers are bad cells', () => {
  const { values, bad, badCells } = read('x\n1\nNaN\ninf\n-Infinity\n1e999\n2');
  assert.deepEqual([...values], [1, 2]);
  assert.equal(bad, 4);
  assert.deepEqual(badCells[3], { line: 6, column: 'x', text: '1e999' });
});

test('empty cells and short rows are missing, blank lines are nothing', () => {
  const { values, missing, bad } = read('a;b\n1;2\n3;\n\n4\n5;6\n;7', { column: 1 });
  assert.deepEqual([[...values], missing, bad], [[2, 6, 7], 2, 0]);
});

test('nothing, blanks and separators hold no number', () => {
  for (const text of ['', ' \n\n', ',,,', '[]', '# only a comment\n']) {
    const { values, bad } = read(text);
    assert.deepEqual([values.length, bad], [0, 0], JSON.stringify(text));
  }
});

test('limits', () => {
  assert.equal(values('1 2 3', { limit: 3 }).length, 3);
  assert.throws(() => read('1 2 3 4', { limit: 3 }), /more than 3 numbers/);
  assert.throws(() => read('a,b\n1,"2\n3,4\n5,6', { column: 1 }), /line 2 is never closed/);
  assert.throws(() => read('x'.repeat(100_000)), /not a table of numbers/);
});

test('a million numbers', () => {
  const random = seeded(3);
  const expected = Float64Array.from({ length: 1e6 }, () => random() * 1000);
  const text = `x\n${expected.join('\n')}\n`;
  const begun = performance.now();
  const got = read(text, { piece: 1 << 20, limit: 1e7 });
  const ms = performance.now() - begun;
  assert.deepEqual(got.values, expected);
  assert.ok(ms < 5000, `took ${ms} ms`);
});
