import { Fields } from '../../reading/fields.ts';
import { Growing } from '../../reading/growing.ts';
import { isMissing, readNumber } from '../../reading/numbers.ts';
import { numberReason, widthReason } from '../../reading/reasons.ts';
import { Texts } from '../../reading/texts.ts';
import type { FormReader } from './form.ts';
import { checkIds } from './ids.ts';
import type { Layout } from './layout.ts';
import { listed, type Names, numbered } from './names.ts';
import { type Cells, sortedRatings } from './sorted.ts';
import { checkRoom } from './tally.ts';

/** One row of D a line, in the order of the file. Rows of the same name are one row, of which the last values count. */
export class Dense implements FormReader {
  missing = 0;
  readonly #fields: Fields;
  readonly #width: number;
  /** The columns of the file that are columns of D, and the one that names the rows, or -1. */
  readonly #places: number[];
  readonly #name: number;
  readonly #comma: boolean;
  readonly #zeroMissing: boolean;
  readonly #names = new Texts();
  #heads: string[] | undefined;
  #rows = 0;
  readonly #cells: Cells = {
    row: new Growing(Uint32Array),
    column: new Growing(Uint32Array),
    value: new Growing(Float64Array),
  };

  constructor({ delimiter, roles, decimalComma, zeroMissing }: Layout) {
    this.#fields = new Fields(delimiter);
    this.#width = roles.length;
    this.#places = roles.flatMap((role, at) => (role === 'value' ? [at] : []));
    this.#name = roles.indexOf('row');
    this.#comma = decimalComma;
    this.#zeroMissing = zeroMissing;
  }

  get count(): number {
    return this.#cells.value.length;
  }

  header(from: Uint8Array, begin: number, to: number): void {
    const fields = this.#fields;
    fields.split(from, begin, to);
    const { bytes, start, end } = fields;
    const texts = Array.from({ length: fields.count }, (_, at) =>
      new TextDecoder().decode(bytes.subarray(start[at], end[at])),
    );
    // Where only the columns of D are named, and not that of the names, the line is one short.
    const shift = fields.count === this.#width - 1 && this.#name === 0 ? 1 : 0;
    this.#heads = this.#places.map((at, j) => texts[at - shift] || String(j + 1));
  }

  line(from: Uint8Array, begin: number, to: number): string | undefined {
    const fields = this.#fields;
    if (!fields.split(from, begin, to)) return 'a quote is opened and not closed';
    if (fields.count !== this.#width) return widthReason(fields.count, this.#width);
    const { bytes, start, end } = fields;
    // A line is taken whole or not at all, so its numbers are looked at before any is kept.
    for (const at of this.#places) {
      const value = readNumber(bytes, start[at], end[at], this.#comma);
      if (Number.isFinite(value) || isMissing(bytes, start[at], end[at])) continue;
      return `in column ${at + 1}, ${numberReason(bytes, start[at], end[at])}`;
    }
    const { row, column, value } = this.#cells;
    const name = this.#name;
    if (name >= 0 && start[name] === end[name]) return 'the name of the row is blank';
    checkIds(this.#rows);
    const r = name < 0 ? this.#rows : this.#names.add(bytes, start[name], end[name]);
    this.#rows = Math.max(this.#rows, r + 1);
    for (let j = 0; j < this.#places.length; j++) {
      const at = this.#places[j];
      const cell = readNumber(bytes, start[at], end[at], this.#comma);
      if (Number.isFinite(cell) && (cell !== 0 || !this.#zeroMissing)) {
        row.push(r);
        column.push(j);
        value.push(cell);
      } else this.missing++;
    }
    checkRoom(this.count);
    return undefined;
  }

  end() {
    const width = this.#places.length;
    const rows: Names = this.#name < 0 ? numbered(this.#rows) : this.#names;
    const columns = this.#heads ? listed(unique(this.#heads)) : numbered(width);
    return { ...sortedRatings(this.#cells, this.#rows, width), rows, columns };
  }
}

/** Names of columns that occur twice are told apart. */
function unique(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}
