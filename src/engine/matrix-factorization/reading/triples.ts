import { Fields } from '../../reading/fields.ts';
import { Growing } from '../../reading/growing.ts';
import { isMissing, readNumber } from '../../reading/numbers.ts';
import { numberReason, widthReason } from '../../reading/reasons.ts';
import type { FormReader } from './form.ts';
import { Ids } from './ids.ts';
import type { Layout } from './layout.ts';
import { type Cells, sortedRatings } from './sorted.ts';
import { checkRoom } from './tally.ts';

/** One rating a line: the names of its row and its column, and its value. */
export class Triples implements FormReader {
  missing = 0;
  readonly #fields: Fields;
  readonly #rows = new Ids();
  readonly #columns = new Ids();
  readonly #cells: Cells = {
    row: new Growing(Uint32Array),
    column: new Growing(Uint32Array),
    value: new Growing(Float64Array),
  };
  readonly #row: number;
  readonly #column: number;
  readonly #value: number;
  readonly #width: number;
  readonly #comma: boolean;
  readonly #zeroMissing: boolean;

  constructor({ delimiter, roles, decimalComma, zeroMissing }: Layout) {
    this.#fields = new Fields(delimiter);
    this.#row = roles.indexOf('row');
    this.#column = roles.indexOf('column');
    this.#value = roles.indexOf('value');
    this.#width = roles.length;
    this.#comma = decimalComma;
    this.#zeroMissing = zeroMissing;
  }

  get count(): number {
    return this.#cells.value.length;
  }

  header(): void {}

  line(from: Uint8Array, begin: number, to: number): string | undefined {
    const fields = this.#fields;
    if (!fields.split(from, begin, to)) return 'a quote is opened and not closed';
    if (fields.count !== this.#width) return widthReason(fields.count, this.#width);
    const { bytes, start, end } = fields;
    const [row, column, cell] = [this.#row, this.#column, this.#value];
    const value = readNumber(bytes, start[cell], end[cell], this.#comma);
    if (!Number.isFinite(value)) {
      if (!isMissing(bytes, start[cell], end[cell])) return numberReason(bytes, start[cell], end[cell]);
      this.missing++;
      return undefined;
    }
    if (value === 0 && this.#zeroMissing) {
      this.missing++;
      return undefined;
    }
    if (start[row] === end[row]) return 'the name of the row is blank';
    if (start[column] === end[column]) return 'the name of the column is blank';
    this.#cells.row.push(this.#rows.at(bytes, start[row], end[row]));
    this.#cells.column.push(this.#columns.at(bytes, start[column], end[column]));
    this.#cells.value.push(value);
    if ((this.count & 0xffff) === 1) checkRoom(this.count);
    return undefined;
  }

  end() {
    checkRoom(this.count);
    const rows = this.#rows.ordered();
    const columns = this.#columns.ordered();
    const places = { row: rows.places, column: columns.places };
    const sorted = sortedRatings(this.#cells, rows.names.count, columns.names.count, places);
    return { ...sorted, rows: rows.names, columns: columns.names };
  }
}
