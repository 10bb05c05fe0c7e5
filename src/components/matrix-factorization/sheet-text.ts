import { type Cell, cellOf, HOLE, isBad, MOST_LINES, type Sheet, sheetOf } from './sheet.ts';
import { MOST_LETTERS } from './sheet-edits.ts';

/** The longest text of a matrix that a link takes. */
export const MOST_TEXT = 4000;

/** D as a link holds it: `5_3_._1*4_._h2_l1`: rows apart by `*`, cells by `_`; a hole is `.`, `h` marks what is hidden, `l` what is locked. */
export function sheetText(sheet: Sheet): string {
  const n = sheet.columns.length;
  return sheet.rows
    .map((_, i) =>
      sheet.cells
        .slice(i * n, (i + 1) * n)
        .map(cellText)
        .join('_'),
    )
    .join('*');
}

const cellText = (cell: Cell) =>
  (cell.hidden ? 'h' : '') + (cell.locked ? 'l' : '') + (Number.isFinite(cell.value) ? cell.value : '.');

/** The names of rows and columns; empty where they are those that everyone gets. */
export function namesText({ rows, columns, cells }: Sheet): string {
  const plain = sheetOf(blank(rows.length, columns.length));
  const same = rows.join() === plain.rows.join() && columns.join() === plain.columns.join();
  if (same || cells.length === 0) return '';
  const list = (names: readonly string[]) => names.map((name) => name.replace(/[_*]/g, ' ')).join('_');
  return `${list(rows)}*${list(columns)}`;
}

const blank = (rows: number, columns: number) => ({
  rows,
  columns,
  values: new Float64Array(rows * columns),
  mask: new Uint8Array(rows * columns),
});

/** The sheet that a link holds; undefined where the text is none. */
export function readSheet(text: string, names: string): Sheet | undefined {
  const lines = text.split('*').map((line) => line.split('_'));
  const n = lines[0].length;
  if (lines.length > MOST_LINES || n > MOST_LINES || lines.some((line) => line.length !== n))
    return undefined;
  const cells = lines.flat().map(readCell);
  if (cells.some((cell) => cell === undefined)) return undefined;
  const [rows, columns] = names.split('*').map((list) => list.split('_'));
  const plain = sheetOf(blank(lines.length, n));
  return {
    rows: plain.rows.map((name, i) => rows?.[i]?.slice(0, MOST_LETTERS) || name),
    columns: plain.columns.map((name, j) => columns?.[j]?.slice(0, MOST_LETTERS) || name),
    cells: cells as Cell[],
  };
}

function readCell(text: string): Cell | undefined {
  const [, hidden, locked, content] = /^(h?)(l?)(.+)$/.exec(text) ?? [];
  if (content === undefined) return undefined;
  const cell = content === '.' ? HOLE : cellOf(content);
  return isBad(cell) ? undefined : { ...cell, hidden: hidden !== '' && cell !== HOLE, locked: locked !== '' };
}
