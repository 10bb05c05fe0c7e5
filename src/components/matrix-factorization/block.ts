import { detectDecimalMark, parseNumber } from '../../lib/number-text.ts';
import { at, type Cell, cellOf, HOLE, isBad, isHole, MOST_LINES, type Range, type Sheet } from './sheet.ts';
import { type Edit, grown, lockedNote, MOST_LETTERS } from './sheet-edits.ts';

/** A block of cells as other programs write it to the clipboard. */
export interface Block {
  /** Names of its columns and rows, where it brings any. */
  columns?: string[];
  rows?: string[];
  cells: Cell[][];
}

/** Reads a block: cells apart by tabs (spreadsheets), semicolons, commas or blanks; a first line or column of words is names. */
export function readBlock(text: string): Block {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '').split('\n');
  const parts = lines.map(splitter(lines));
  const width = Math.max(...parts.map((line) => line.length));
  const decimal = detectDecimalMark(parts.flat());
  const grid = parts.map((line) =>
    Array.from({ length: width }, (_, j) => {
      const value = parseNumber(line[j] ?? '', decimal);
      return Number.isFinite(value) ? cellOf(String(value)) : cellOf(line[j] ?? '');
    }),
  );
  const named = (cells: Cell[]) => cells.length > 0 && cells.every(isBad);
  const head = grid.length > 1 && named(grid[0].slice(1)) && (isBad(grid[0][0]) || isHole(grid[0][0]));
  const body = head ? grid.slice(1) : grid;
  const side = width > 1 && named(body.map((line) => line[0])) && body.some((line) => !isBad(line[1]));
  const from = side ? 1 : 0;
  return {
    ...(head && { columns: grid[0].slice(from).map(({ text }) => text) }),
    ...(side && { rows: body.map((line) => line[0].text) }),
    cells: body.map((line) => line.slice(from)),
  };
}

/** How lines fall into cells; quotes are heeded where marks other than blanks part them. */
function splitter(lines: readonly string[]): (line: string) => string[] {
  const mark = ['\t', ';', ','].find((mark) => lines.some((line) => line.includes(mark)));
  if (mark === undefined) return (line) => line.trim().split(/ +/);
  return (line) => {
    const cells: string[] = [];
    let [cell, quoted] = ['', false];
    for (const letter of line) {
      if (letter === '"') quoted = !quoted;
      else if (letter === mark && !quoted) {
        cells.push(cell);
        cell = '';
      } else cell += letter;
    }
    return [...cells, cell].map((cell) => cell.trim());
  };
}

/** Puts a block into a sheet from a cell on; the sheet grows as it must, up to `MOST_LINES`. `all`: the block takes the place of everything. */
export function paste(sheet: Sheet, row: number, column: number, block: Block, all = false): Edit {
  const height = Math.min(block.cells.length, MOST_LINES - row);
  const width = Math.min(block.cells[0].length, MOST_LINES - column);
  const base = all ? cropped(sheet, height, width) : sheet;
  const larger = grown(base, row + height, column + width);
  const n = larger.columns.length;
  const cells = [...larger.cells];
  let kept = 0;
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) {
      const place = (row + i) * n + column + j;
      const [old, next] = [cells[place], block.cells[i][j]];
      if (!old.locked) cells[place] = next;
      else if (old.text !== next.text) kept++;
    }
  }
  const cut = height < block.cells.length || width < block.cells[0].length;
  const notes = [
    cut
      ? `The block has ${block.cells.length} × ${block.cells[0].length} cells, and a sheet at most ${MOST_LINES} × ${MOST_LINES}: the rest was left out.`
      : '',
    lockedNote(kept),
  ];
  return {
    sheet: {
      rows: larger.rows.map((name, i) => nameFrom(block.rows?.[i - row], name)),
      columns: larger.columns.map((name, j) => nameFrom(block.columns?.[j - column], name)),
      cells,
    },
    note: notes.filter(Boolean).join(' '),
  };
}

const nameFrom = (given: string | undefined, name: string) => given?.slice(0, MOST_LETTERS) || name;

function cropped(sheet: Sheet, rows: number, columns: number): Sheet {
  const n = Math.min(columns, sheet.columns.length);
  const m = Math.min(rows, sheet.rows.length);
  return {
    rows: sheet.rows.slice(0, m),
    columns: sheet.columns.slice(0, n),
    cells: Array.from({ length: m * n }, (_, i) => at(sheet, Math.floor(i / n), i % n) ?? HOLE),
  };
}

/** A range for the clipboard, apart by tabs, holes empty; with names where it is the whole sheet. */
export function writeBlock(sheet: Sheet, range: Range): string {
  const whole =
    range.top === 0 &&
    range.left === 0 &&
    range.bottom === sheet.rows.length - 1 &&
    range.right === sheet.columns.length - 1 &&
    sheet.cells.length > 1;
  const lines = sheet.rows.slice(range.top, range.bottom + 1).map((name, i) => {
    const cells = Array.from(
      { length: range.right - range.left + 1 },
      (_, j) => at(sheet, range.top + i, range.left + j).text,
    );
    return (whole ? [name, ...cells] : cells).join('\t');
  });
  return [...(whole ? [['', ...sheet.columns].join('\t')] : []), ...lines].join('\n');
}
