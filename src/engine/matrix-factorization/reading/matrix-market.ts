import { InvalidInputError } from '../../errors.ts';
import { grouped } from '../../grouped.ts';
import { Fields } from '../../reading/fields.ts';
import { Growing } from '../../reading/growing.ts';
import { readNumber } from '../../reading/numbers.ts';
import { numberReason, widthReason } from '../../reading/reasons.ts';
import type { FormReader } from './form.ts';
import { MOST_IDS } from './ids.ts';
import { numbered } from './names.ts';
import { type Cells, sortedRatings } from './sorted.ts';
import { checkRoom } from './tally.ts';

type Symmetry = 'general' | 'symmetric' | 'skew-symmetric';

/**
 * The exchange format of the Matrix Market: `coordinate` or `array`, of real or integer numbers, general, symmetric or skew-symmetric
 * (math.nist.gov/MatrixMarket/formats.html). Rows and columns are numbered from 1.
 */
export class MatrixMarket implements FormReader {
  missing = 0;
  readonly #fields = new Fields(' ');
  readonly #zeroMissing: boolean;
  #array = false;
  #symmetry: Symmetry = 'general';
  #rows = 0;
  #columns = 0;
  /** Entries that the line of sizes promises, and those that came. */
  #promised = -1;
  #entries = 0;
  /** Of an array, where the next number stands. */
  #row = 0;
  #column = 0;
  readonly #cells: Cells = {
    row: new Growing(Uint32Array),
    column: new Growing(Uint32Array),
    value: new Growing(Float64Array),
  };

  constructor({ zeroMissing }: { zeroMissing: boolean }) {
    this.#zeroMissing = zeroMissing;
  }

  get count(): number {
    return this.#cells.value.length;
  }

  header(bytes: Uint8Array, from: number, to: number): void {
    const words = new TextDecoder().decode(bytes.subarray(from, to)).trim().toLowerCase().split(/\s+/);
    const [, object, form, field, symmetry = 'general'] = words;
    if (object !== 'matrix' || (form !== 'coordinate' && form !== 'array')) {
      throw new InvalidInputError(
        'This Matrix Market file holds neither a coordinate nor an array matrix. Its first line should read “%%MatrixMarket matrix coordinate real general”.',
      );
    }
    if (field === 'pattern') {
      throw new InvalidInputError(
        'This Matrix Market file is a pattern: it tells which cells there are, but no ratings, and so there is nothing to predict. Give one of real or integer numbers.',
      );
    }
    if (field !== 'real' && field !== 'integer' && field !== 'double') {
      throw new InvalidInputError(
        `This Matrix Market file holds ${field} numbers. Ratings are real or integer numbers.`,
      );
    }
    if (symmetry !== 'general' && symmetry !== 'symmetric' && symmetry !== 'skew-symmetric') {
      throw new InvalidInputError(
        `The symmetry “${symmetry}” of this Matrix Market file is not known; general, symmetric and skew-symmetric are.`,
      );
    }
    this.#array = form === 'array';
    this.#symmetry = symmetry;
    this.#column = 0;
    this.#row = symmetry === 'skew-symmetric' ? 1 : 0;
  }

  line(bytes: Uint8Array, from: number, to: number): string | undefined {
    this.#fields.split(bytes, from, to);
    if (this.#promised < 0) this.#takeSizes();
    else if (this.#entries === this.#promised)
      return `there are more entries than the ${this.#promised} that the line of sizes promises`;
    else return this.#array ? this.#takeNumber() : this.#takeEntry();
    return undefined;
  }

  end() {
    if (this.#entries < this.#promised) {
      throw new InvalidInputError(
        `This Matrix Market file promises ${grouped(this.#promised)} entries and ends after ${grouped(this.#entries)}. It seems to be cut off; get it again.`,
      );
    }
    const sorted = sortedRatings(this.#cells, this.#rows, this.#columns);
    return { ...sorted, rows: numbered(this.#rows), columns: numbered(this.#columns) };
  }

  #takeSizes(): void {
    const { bytes, start, end, count } = this.#fields;
    const sizes = Array.from({ length: count }, (_, i) => readNumber(bytes, start[i], end[i]));
    const [rows, columns, entries = 0] = sizes;
    const whole = sizes.every((size) => Number.isSafeInteger(size) && size >= 0);
    if (count !== (this.#array ? 2 : 3) || !whole || rows < 1 || columns < 1) {
      throw new InvalidInputError(
        `The line of sizes of this Matrix Market file should hold ${this.#array ? 'two whole numbers: rows and columns' : 'three whole numbers: rows, columns and entries'}.`,
      );
    }
    const square = this.#symmetry === 'general' || rows === columns;
    if (!square)
      throw new InvalidInputError('A symmetric Matrix Market file must have as many rows as columns.');
    if (rows > MOST_IDS || columns > MOST_IDS)
      throw new InvalidInputError(
        'This matrix has more than 4 million rows or columns, more than can be factorized here.',
      );
    this.#rows = rows;
    this.#columns = columns;
    const lower = (rows * (rows + (this.#symmetry === 'symmetric' ? 1 : -1))) / 2;
    this.#promised = this.#array ? (this.#symmetry === 'general' ? rows * columns : lower) : entries;
    checkRoom(this.#promised);
  }

  #takeEntry(): string | undefined {
    const { bytes, start, end, count } = this.#fields;
    if (count !== 3) return widthReason(count, 3);
    this.#entries++;
    const row = readNumber(bytes, start[0], end[0]) - 1;
    const column = readNumber(bytes, start[1], end[1]) - 1;
    const inside = row >= 0 && row < this.#rows && column >= 0 && column < this.#columns;
    if (!Number.isInteger(row) || !Number.isInteger(column) || !inside)
      return `there is no such cell in a matrix of ${this.#rows} x ${this.#columns}`;
    return this.#takeValue(row, column, 2);
  }

  #takeNumber(): string | undefined {
    const { count } = this.#fields;
    if (count !== 1) return widthReason(count, 1);
    this.#entries++;
    const [row, column] = [this.#row++, this.#column];
    if (this.#row === this.#rows) {
      this.#column++;
      const below = { general: 0, symmetric: this.#column, 'skew-symmetric': this.#column + 1 };
      this.#row = below[this.#symmetry];
    }
    return this.#takeValue(row, column, 0);
  }

  #takeValue(row: number, column: number, field: number): string | undefined {
    const { bytes, start, end } = this.#fields;
    const value = readNumber(bytes, start[field], end[field]);
    if (!Number.isFinite(value)) return numberReason(bytes, start[field], end[field]);
    if (value === 0 && this.#zeroMissing) {
      this.missing++;
      return undefined;
    }
    this.#add(row, column, value);
    if (row !== column && this.#symmetry !== 'general')
      this.#add(column, row, this.#symmetry === 'symmetric' ? value : -value);
    return undefined;
  }

  #add(row: number, column: number, value: number): void {
    this.#cells.row.push(row);
    this.#cells.column.push(column);
    this.#cells.value.push(value);
    checkRoom(this.count);
  }
}
