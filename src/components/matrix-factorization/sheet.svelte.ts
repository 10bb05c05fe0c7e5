import type { Place } from './grid-keys.ts';
import { at, isBad, type Range, type Sheet } from './sheet.ts';
import type { Edit } from './sheet-edits.ts';

/** How many changes can be undone. */
const MOST_UNDO = 200;

/** The sheet as the reader works on it: where they are, what can be undone, and what is to be said. */
export class SheetState {
  /** Always whole: what is being typed or dragged is in it, too. */
  sheet = $state.raw() as Sheet;
  active = $state.raw<Place>({ row: 0, column: 0 });
  /** The other corner of what is selected. */
  anchor = $state.raw<Place>({ row: 0, column: 0 });
  /** A sentence on what was not done as asked. */
  note = $state('');
  past = $state.raw<readonly Sheet[]>([]);
  future = $state.raw<readonly Sheet[]>([]);

  /** The sheet before what is being typed or dragged. */
  #before: Sheet | undefined;
  readonly #changed: () => void;

  /** `changed` is told after every change of the cells, drafts included. */
  constructor(sheet: Sheet, changed: () => void) {
    this.sheet = sheet;
    this.#changed = changed;
  }

  get range(): Range {
    const { active, anchor } = this;
    return {
      top: Math.max(0, Math.min(active.row, anchor.row)),
      left: Math.max(0, Math.min(active.column, anchor.column)),
      bottom: Math.max(0, active.row, anchor.row),
      right: Math.max(0, active.column, anchor.column),
    };
  }

  /** A sentence for the first cells that hold neither a number nor nothing. */
  get problem(): string {
    const { rows, columns, cells } = this.sheet;
    const bad = cells.flatMap((cell, i) => (isBad(cell) ? [i] : []));
    if (bad.length === 0) return '';
    const [first] = bad;
    const where = `${rows[Math.floor(first / columns.length)]}, ${columns[first % columns.length]}`;
    const more = bad.length > 1 ? `, and ${bad.length - 1} more like it,` : '';
    const text = cells[first].text.slice(0, 20);
    return `“${text}” in the cell ${where}${more} is not a number, so it counts as a hole. Type a number, or press Delete.`;
  }

  goTo(place: Place, extend = false): void {
    this.active = place;
    if (!extend) this.anchor = place;
  }

  selectAll(): void {
    this.anchor = { row: 0, column: 0 };
    this.active = { row: this.sheet.rows.length - 1, column: this.sheet.columns.length - 1 };
  }

  get allSelected(): boolean {
    const { range, sheet } = this;
    const whole = range.bottom === sheet.rows.length - 1 && range.right === sheet.columns.length - 1;
    return whole && range.top === 0 && range.left === 0 && sheet.cells.length > 1;
  }

  /** Makes a change that can be undone. */
  apply({ sheet, note }: Edit): void {
    this.note = note;
    const before = this.#before ?? this.sheet;
    this.#before = undefined;
    if (!same(before, sheet)) {
      this.past = [...this.past.slice(-MOST_UNDO), before];
      this.future = [];
    }
    this.#set(sheet);
  }

  /** Shows a change that is not finished; `apply` or `revert` ends it. */
  draft({ sheet, note }: Edit): void {
    this.#before ??= this.sheet;
    this.note = note;
    this.#set(sheet);
  }

  /** Takes back what was drafted. */
  revert(): void {
    const before = this.#before;
    this.#before = undefined;
    this.note = '';
    if (before) this.#set(before);
  }

  /** The sheet without what is being typed. */
  get settled(): Sheet {
    return this.#before ?? this.sheet;
  }

  undo(): void {
    const last = this.past.at(-1);
    if (!last) return;
    this.past = this.past.slice(0, -1);
    this.future = [...this.future, this.sheet];
    this.note = '';
    this.#set(last);
  }

  redo(): void {
    const next = this.future.at(-1);
    if (!next) return;
    this.future = this.future.slice(0, -1);
    this.past = [...this.past, this.sheet];
    this.note = '';
    this.#set(next);
  }

  #set(sheet: Sheet): void {
    if (sheet === this.sheet) return;
    this.sheet = sheet;
    const inside = ({ row, column }: Place) => ({
      row: Math.min(row, sheet.rows.length - 1),
      column: Math.min(column, sheet.columns.length - 1),
    });
    this.active = inside(this.active);
    this.anchor = inside(this.anchor);
    this.#changed();
  }
}

function same(a: Sheet, b: Sheet): boolean {
  return (
    a === b ||
    (a.rows.join('\n') === b.rows.join('\n') &&
      a.columns.join('\n') === b.columns.join('\n') &&
      a.cells.every((cell, i) => {
        const other = b.cells[i];
        return cell.text === other.text && cell.hidden === other.hidden && cell.locked === other.locked;
      }))
  );
}

/** The cell at a place; undefined where a name stands. */
export const cellAt = (sheet: Sheet, { row, column }: Place) =>
  row >= 0 && column >= 0 ? at(sheet, row, column) : undefined;
