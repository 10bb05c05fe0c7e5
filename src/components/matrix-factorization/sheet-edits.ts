import {
  type Cell,
  cellOf,
  columnName,
  HOLE,
  isHole,
  MOST_LINES,
  type Range,
  rowName,
  type Sheet,
} from './sheet.ts';

/** What became of a sheet, and a sentence where that is not all that was asked for. */
export interface Edit {
  sheet: Sheet;
  note: string;
}

/** Which lines a sheet has more or less of. */
export type Lines = 'rows' | 'columns';

const done = (sheet: Sheet, note = ''): Edit => ({ sheet, note });

/** Changes the cells of a range. `change` gives the cell itself where nothing changes. */
function each(sheet: Sheet, range: Range, change: (cell: Cell) => Cell): Sheet {
  const n = sheet.columns.length;
  const cells = sheet.cells.map((cell, i) => {
    const [row, column] = [Math.floor(i / n), i % n];
    const inside = row >= range.top && row <= range.bottom && column >= range.left && column <= range.right;
    return inside ? change(cell) : cell;
  });
  return { ...sheet, cells };
}

/** Gives the cells of a range another content, but for locked ones. */
function fill(sheet: Sheet, range: Range, content: (cell: Cell) => Cell): Edit {
  let kept = 0;
  const filled = each(sheet, range, (cell) => {
    const next = { ...content(cell), locked: cell.locked };
    if (!cell.locked || next.text === cell.text) return cell.locked ? cell : next;
    kept++;
    return cell;
  });
  return done(filled, lockedNote(kept));
}

/** What is said where locked cells kept their values. */
export function lockedNote(kept: number): string {
  if (kept === 0) return '';
  const [cells, their] =
    kept === 1 ? ['1 locked cell', 'its value'] : [`${kept} locked cells`, 'their values'];
  return `${cells} kept ${their}. Press L on a locked cell to unlock it.`;
}

/** Types into one cell. */
export function setText(sheet: Sheet, row: number, column: number, typed: string): Edit {
  const range = { top: row, left: column, bottom: row, right: column };
  return fill(sheet, range, (cell) => {
    const next = cellOf(typed);
    return { ...next, hidden: cell.hidden && !isHole(next) };
  });
}

/** Makes holes of cells. */
export const clear = (sheet: Sheet, range: Range): Edit => fill(sheet, range, () => HOLE);

/** Hides or locks the cells of a range, or undoes it where all of them are. Holes have nothing to hide. */
export function toggle(sheet: Sheet, range: Range, what: 'hidden' | 'locked'): Edit {
  const able = (cell: Cell) => what === 'locked' || !isHole(cell);
  let [found, set] = [0, 0];
  each(sheet, range, (cell) => {
    if (able(cell)) found++;
    if (able(cell) && cell[what]) set++;
    return cell;
  });
  if (found === 0) return done(sheet, 'A hole has no value to hide.');
  return done(each(sheet, range, (cell) => (able(cell) ? { ...cell, [what]: set < found } : cell)));
}

/** Adds a line of holes before line `before`. */
export function insert(sheet: Sheet, lines: Lines, before: number): Edit {
  const names = sheet[lines];
  if (names.length >= MOST_LINES) return done(sheet, `A sheet has at most ${MOST_LINES} ${lines}.`);
  const name = freeName(names, lines);
  const [m, n] = [sheet.rows.length, sheet.columns.length];
  const cells =
    lines === 'rows'
      ? sheet.cells.toSpliced(before * n, 0, ...Array<Cell>(n).fill(HOLE))
      : Array.from({ length: m }, (_, i) =>
          sheet.cells.slice(i * n, (i + 1) * n).toSpliced(before, 0, HOLE),
        ).flat();
  return done({ ...sheet, [lines]: names.toSpliced(before, 0, name), cells });
}

/** Takes line `line` away, unless it is the last of its kind. */
export function remove(sheet: Sheet, lines: Lines, line: number): Edit {
  const names = sheet[lines];
  if (names.length === 1) return done(sheet, `A sheet has at least one of its ${lines}.`);
  const n = sheet.columns.length;
  const cells = sheet.cells.filter((_, i) => (lines === 'rows' ? Math.floor(i / n) : i % n) !== line);
  return done({ ...sheet, [lines]: names.toSpliced(line, 1), cells });
}

/** Names a line; without a name it gets the one it would have had. */
export function rename(sheet: Sheet, lines: Lines, line: number, typed: string): Edit {
  const name = typed.trim().slice(0, MOST_LETTERS);
  return done({ ...sheet, [lines]: sheet[lines].with(line, name || defaultName(lines, line)) });
}

/** The most letters of a name. */
export const MOST_LETTERS = 24;

/** A sheet made larger, where it is smaller than `rows` x `columns`. */
export function grown(sheet: Sheet, rows: number, columns: number): Sheet {
  let larger = sheet;
  while (larger.columns.length < columns) larger = insert(larger, 'columns', larger.columns.length).sheet;
  while (larger.rows.length < rows) larger = insert(larger, 'rows', larger.rows.length).sheet;
  return larger;
}

const defaultName = (lines: Lines, line: number) => (lines === 'rows' ? rowName(line) : columnName(line));

function freeName(names: readonly string[], lines: Lines): string {
  for (let line = names.length; ; line++) {
    const name = defaultName(lines, line);
    if (!names.includes(name)) return name;
  }
}
