import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paste, readBlock, writeBlock } from '../../../src/components/matrix-factorization/block.ts';
import { gridAction, type KeyPress } from '../../../src/components/matrix-factorization/grid-keys.ts';
import { cellText, shade, signedShade } from '../../../src/components/matrix-factorization/shades.ts';
import {
  cellOf,
  columnName,
  HOLE,
  isBad,
  isHole,
  isObserved,
  MOST_LINES,
  masked,
  type Sheet,
  sheetOf,
} from '../../../src/components/matrix-factorization/sheet.ts';
import { hideSome, randomRatings } from '../../../src/components/matrix-factorization/sheet-chance.ts';
import {
  clear,
  grown,
  insert,
  remove,
  rename,
  setText,
  toggle,
} from '../../../src/components/matrix-factorization/sheet-edits.ts';
import { namesText, readSheet, sheetText } from '../../../src/components/matrix-factorization/sheet-text.ts';
import { EXAMPLE } from '../../../src/engine/matrix-factorization/index.ts';

const example = sheetOf(EXAMPLE);
const all = { top: 0, left: 0, bottom: 4, right: 3 };
const one = (row: number, column: number) => ({ top: row, left: column, bottom: row, right: column });
const values = (sheet: Sheet) => sheet.cells.map(({ text }) => text || '.').join(' ');

test('a cell is a number, a hole, or text that is kept', () => {
  for (const [typed, value] of [
    ['5', 5],
    [' 4.5 ', 4.5],
    ['4,5', 4.5],
    ['−2', -2],
    ['1e3', 1000],
    ['1,234.5', 1234.5],
  ] as const) {
    assert.equal(cellOf(typed).value, value, typed);
    assert.ok(isObserved(cellOf(typed)));
  }
  for (const typed of ['', ' ', 'NA', 'n/a', '?', '-', '–', '.', 'NaN', 'null'])
    assert.ok(isHole(cellOf(typed)), typed);
  for (const typed of ['abc', '5 stars', '1/2', 'Infinity', '1e999']) {
    assert.ok(isBad(cellOf(typed)), typed);
    assert.equal(cellOf(typed).text, typed);
    assert.ok(!isObserved(cellOf(typed)));
  }
});

test('the example is what the engine factorizes', () => {
  assert.deepEqual(masked(example), EXAMPLE);
  assert.deepEqual(example.rows, ['Ada', 'Ben', 'Cleo', 'Dan', 'Eva']);
  assert.deepEqual(example.columns, ['A', 'B', 'C', 'D']);
  assert.deepEqual([0, 25, 26, 27, 51, 52].map(columnName), ['A', 'Z', 'AA', 'AB', 'AZ', 'BA']);
});

test('hiding keeps a value out of the run, and twice is undone', () => {
  const hidden = toggle(example, one(0, 0), 'hidden').sheet;
  assert.equal(hidden.cells[0].value, 5);
  assert.equal(masked(hidden).mask[0], 0);
  assert.deepEqual(toggle(hidden, one(0, 0), 'hidden').sheet.cells, example.cells);
  assert.match(toggle(example, one(0, 2), 'hidden').note, /hole has no value/);
  // Of a range with some hidden, the rest is hidden, too.
  const more = toggle(hidden, all, 'hidden').sheet;
  assert.equal(more.cells.filter((cell) => cell.hidden).length, 13);
});

test('a locked cell keeps its value whatever comes, and says so', () => {
  const locked = toggle(example, one(0, 0), 'locked').sheet;
  for (const { sheet, note } of [
    setText(locked, 0, 0, '1'),
    clear(locked, all),
    paste(locked, 0, 0, readBlock('9\t9\n9\t9')),
    randomRatings(locked, 3),
    randomRatings(locked, 4),
  ]) {
    assert.equal(sheet.cells[0].value, 5);
    assert.ok(sheet.cells[0].locked);
    if (note) assert.match(note, /1 locked cell kept its value/);
  }
  assert.equal(setText(locked, 0, 0, '5').note, '');
});

test('lines are added and taken away up to the bounds, with the names that are free', () => {
  const more = insert(example, 'rows', 1).sheet;
  assert.deepEqual(more.rows, ['Ada', 'Reader 6', 'Ben', 'Cleo', 'Dan', 'Eva']);
  assert.ok(more.cells.slice(4, 8).every(isHole));
  assert.deepEqual(remove(more, 'rows', 1).sheet, example);
  const wide = insert(example, 'columns', 0).sheet;
  assert.deepEqual(wide.columns, ['E', 'A', 'B', 'C', 'D']);
  assert.deepEqual(remove(wide, 'columns', 0).sheet, example);
  const largest = grown(example, MOST_LINES, MOST_LINES);
  assert.equal(largest.cells.length, MOST_LINES ** 2);
  assert.equal(new Set(largest.rows).size, MOST_LINES);
  assert.equal(insert(largest, 'rows', 0).sheet, largest);
  assert.match(insert(largest, 'columns', 0).note, /at most 20 columns/);
  let small = example;
  for (let i = 0; i < 9; i++) small = remove(small, 'columns', 0).sheet;
  assert.equal(small.columns.length, 1);
  assert.match(remove(small, 'columns', 0).note, /at least one/);
  assert.deepEqual(rename(example, 'columns', 1, ' Alien ').sheet.columns, ['A', 'Alien', 'C', 'D']);
  assert.deepEqual(rename(example, 'columns', 1, '').sheet.columns, ['A', 'B', 'C', 'D']);
});

test('blocks of every make are read', () => {
  const numbers = (text: string) => readBlock(text).cells.map((line) => line.map(({ value }) => value));
  const expected = [
    [1, 2.5],
    [Number.NaN, 4],
  ];
  for (const text of [
    '1\t2.5\n\t4',
    '1\t2,5\r\n\t4\r\n',
    '1;2,5\n?;4',
    '1,2.5\nNA,4',
    '1 2.5\n? 4',
    '"1","2.5"\n"","4"',
  ])
    assert.deepEqual(numbers(text), expected, JSON.stringify(text));
  assert.deepEqual(numbers('7'), [[7]]);
  const named = readBlock('\tAlien\tBrazil\nAda\t1\t2\nBen\t\t4');
  assert.deepEqual(named.columns, ['Alien', 'Brazil']);
  assert.deepEqual(named.rows, ['Ada', 'Ben']);
  assert.deepEqual(
    named.cells.map((line) => line.map(({ text }) => text)),
    [
      ['1', '2'],
      ['', '4'],
    ],
  );
  const bad = readBlock('1\tx\n2\t3');
  assert.ok(isBad(bad.cells[0][1]), 'a word among numbers is no name');
  assert.equal(bad.columns, undefined);
});

test('a pasted block lands at its cell, grows the sheet, and is cut at its bounds', () => {
  const { sheet } = paste(example, 4, 3, readBlock('1\t2\n3\t4'));
  assert.equal(sheet.rows.length, 6);
  assert.equal(sheet.columns.length, 5);
  assert.equal(sheet.cells[4 * 5 + 3].value, 1);
  assert.equal(sheet.cells[5 * 5 + 4].value, 4);
  assert.equal(sheet.cells[0].value, 5);
  const whole = paste(example, 0, 0, readBlock('1\t2\n3\t4'), true).sheet;
  assert.equal(values(whole), '1 2 3 4');
  const row = Array.from({ length: 40 }, () => 1).join('\t');
  const cut = paste(example, 0, 0, readBlock(`${row}\n`.repeat(40)));
  assert.equal(cut.sheet.cells.length, 400);
  assert.match(cut.note, /40 × 40 cells, and a sheet at most 20 × 20/);
});

test('what is copied comes back by paste', () => {
  const text = writeBlock(example, all);
  assert.equal(text.split('\n')[0], '\tA\tB\tC\tD');
  const blank: Sheet = { ...example, cells: example.cells.map(() => HOLE) };
  assert.deepEqual(paste(blank, 0, 0, readBlock(text)).sheet, example);
  assert.equal(writeBlock(example, { top: 0, left: 0, bottom: 1, right: 1 }), '5\t3\n4\t');
});

test('a link holds the matrix to the bit, with what is hidden and locked, and names', () => {
  let sheet = toggle(toggle(example, one(0, 0), 'hidden').sheet, all, 'locked').sheet;
  sheet = setText(toggle(sheet, all, 'locked').sheet, 1, 1, String(1 / 3)).sheet;
  assert.equal(sheetText(example), '5_3_._1*4_._._1*1_1_._5*1_._._4*._1_5_4');
  assert.deepEqual(readSheet(sheetText(sheet), namesText(sheet)), sheet);
  assert.equal(namesText(example), '');
  const named = rename(rename(example, 'rows', 0, 'Zoë').sheet, 'columns', 3, 'Dune').sheet;
  assert.deepEqual(readSheet(sheetText(named), namesText(named)), named);
  for (const text of ['', '1_2*3', '1_x', '1__2', 'h', '1_2*', Array(21).fill('1').join('_'), '1e999'])
    assert.equal(readSheet(text, ''), undefined, text);
});

test('chance is seeded, and hides a fifth but never everything', () => {
  assert.deepEqual(randomRatings(example, 1), randomRatings(example, 1));
  assert.notDeepEqual(randomRatings(example, 1), randomRatings(example, 2));
  for (const { value } of randomRatings(example, 5).sheet.cells)
    assert.ok(Number.isNaN(value) || (value >= 1 && value <= 5 && Number.isInteger(value)));
  let sheet = example;
  assert.equal(hideSome(sheet, 1).sheet.cells.filter(({ hidden }) => hidden).length, 3);
  for (let seed = 1; seed < 40; seed++) sheet = hideSome(sheet, seed).sheet;
  assert.equal(sheet.cells.filter(isObserved).length, 1);
  assert.match(hideSome(sheet, 1).note, /nothing left/);
});

test('keys do what a grid does', () => {
  const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
    key,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    altKey: false,
    ...held,
  });
  const act = (key: string, held: Partial<KeyPress> = {}, at = { row: 1, column: 1 }) =>
    gridAction(press(key, held), at, 5, 4);
  const goes = (key: string, row: number, column: number, held: Partial<KeyPress> = {}) =>
    assert.deepEqual(act(key, held), { do: 'go', to: { row, column }, extend: held.shiftKey ?? false }, key);
  goes('ArrowUp', 0, 1);
  goes('ArrowDown', 2, 1);
  goes('ArrowLeft', 1, 0);
  goes('ArrowRight', 1, 2);
  goes('Home', 1, 0);
  goes('End', 1, 3);
  goes('Home', 0, 0, { ctrlKey: true });
  goes('End', 4, 3, { ctrlKey: true });
  goes('PageDown', 4, 1);
  goes('ArrowRight', 1, 2, { shiftKey: true });
  assert.deepEqual(act('ArrowUp', {}, { row: 0, column: 1 }), {
    do: 'go',
    to: { row: -1, column: 1 },
    extend: false,
  });
  assert.deepEqual(act('Enter'), { do: 'edit' });
  assert.deepEqual(act('F2'), { do: 'edit' });
  assert.deepEqual(act('7'), { do: 'edit', text: '7' });
  assert.deepEqual(act('Delete'), { do: 'clear' });
  assert.deepEqual(act('h'), { do: 'hide' });
  assert.deepEqual(act('L'), { do: 'lock' });
  assert.deepEqual(act('h', {}, { row: -1, column: 1 }), { do: 'edit', text: 'h' });
  assert.deepEqual(act('ArrowUp', { altKey: true }), { do: 'nudge', by: 1 });
  assert.deepEqual(act('z', { ctrlKey: true }), { do: 'undo' });
  assert.deepEqual(act('Z', { metaKey: true, shiftKey: true }), { do: 'redo' });
  for (const key of ['Tab', 'Escape', 'Shift', ' ']) assert.equal(act(key), undefined, key);
  for (const key of ['c', 'v', 'x', 'r']) assert.equal(act(key, { ctrlKey: true }), undefined, key);
});

test('numbers are shaded by their place, and printed in few letters', () => {
  assert.deepEqual(
    [1, 3, 5, 9, -9].map((value) => shade(value, 1, 5)),
    ['l0', 'l4', 'l8', 'l8', 'l0'],
  );
  assert.deepEqual(
    [-2, -0.01, 0, 1, Number.NaN].map((value) => signedShade(value, 2)),
    ['n8', 'l0', 'l0', 'l4', ''],
  );
  assert.deepEqual([1.704, -0.001, -2.5, 999.999, 12_345.6, 123_456, Number.NaN, -Infinity].map(cellText), [
    '1.70',
    '0.00',
    '−2.50',
    '1000',
    '12346',
    '1.2e5',
    'NaN',
    '−∞',
  ]);
});
