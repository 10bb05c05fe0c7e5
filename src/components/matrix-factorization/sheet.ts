import type { MaskedMatrix } from '../../engine/matrix-factorization/index.ts';
import { parseNumber } from '../../lib/number-text.ts';

/** One cell of D as the reader has it. */
export interface Cell {
  /** As it was typed; empty is a hole. */
  readonly text: string;
  /** The number; NaN for a hole, and where `text` is none. */
  readonly value: number;
  /** Keeps its value, but takes no part: its prediction is compared with it. */
  readonly hidden: boolean;
  /** Keeps its value whatever is typed, pasted or filled in. */
  readonly locked: boolean;
}

/** The matrix D with its holes, and the names of its rows and columns. Never changed in place. */
export interface Sheet {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Row after row. */
  readonly cells: readonly Cell[];
}

/** Rows and columns from 0, the last ones included. */
export interface Range {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** The most rows, and the most columns, of a sheet: what a browser can draw anew in every frame. */
export const MOST_LINES = 20;

export const HOLE: Cell = { text: '', value: Number.NaN, hidden: false, locked: false };

const HOLES = new Set(['', 'na', 'n/a', '#n/a', 'nan', 'null', '?', '-', '–', '—', '\u2212', '.']);

/** A cell as typed: a number, a hole (nothing, NA, ?, -), or text that is neither, which is kept as it is. */
export function cellOf(typed: string): Cell {
  const text = typed.trim();
  if (HOLES.has(text.toLowerCase())) return HOLE;
  const english = parseNumber(text, '.');
  const value = Number.isNaN(english) ? parseNumber(text, ',') : english;
  return Number.isFinite(value) ? { ...HOLE, text: String(value), value } : { ...HOLE, text };
}

export const isHole = ({ text }: Cell): boolean => text === '';
/** Neither a number nor a hole. */
export const isBad = ({ text, value }: Cell): boolean => text !== '' && !Number.isFinite(value);
export const isObserved = ({ value, hidden }: Cell): boolean => Number.isFinite(value) && !hidden;

export const at = (sheet: Sheet, row: number, column: number): Cell =>
  sheet.cells[row * sheet.columns.length + column];

/** D and W for the engine. */
export function masked(sheet: Sheet): MaskedMatrix {
  return {
    rows: sheet.rows.length,
    columns: sheet.columns.length,
    values: Float64Array.from(sheet.cells, (cell) => (isObserved(cell) ? cell.value : 0)),
    mask: Uint8Array.from(sheet.cells, (cell) => (isObserved(cell) ? 1 : 0)),
  };
}

/** The sheet of a matrix, with the names that rows and columns have here when nobody names them. */
export function sheetOf(matrix: MaskedMatrix): Sheet {
  return {
    rows: Array.from({ length: matrix.rows }, (_, i) => rowName(i)),
    columns: Array.from({ length: matrix.columns }, (_, j) => columnName(j)),
    cells: Array.from(matrix.mask, (observed, i) => (observed ? cellOf(String(matrix.values[i])) : HOLE)),
  };
}

const PEOPLE = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eva'];

/** Ada, Ben, Cleo, Dan, Eva, Reader 6, Reader 7 … */
export const rowName = (row: number): string => PEOPLE[row] ?? `Reader ${row + 1}`;

/** A, B … Z, AA, AB … */
export function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

/** The smallest and the largest of the numbers that take part; 0 and 1 where there is none. */
export function extent(sheet: Sheet): [least: number, most: number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const cell of sheet.cells) {
    if (!isObserved(cell)) continue;
    least = Math.min(least, cell.value);
    most = Math.max(most, cell.value);
  }
  return least <= most ? [least, most] : [0, 1];
}
