import type { Fields } from '../../reading/fields.ts';
import { Growing } from '../../reading/growing.ts';
import { widthReason } from '../../reading/reasons.ts';
import { type Cells, NumberCells, TargetCells, TextCells } from './cells.ts';
import type { Layout } from './layout.ts';
import { checkCells } from './limits.ts';
import { isComment, Records } from './records.ts';
import type { RowsReader } from './rows.ts';
import type { TableColumn } from './table.ts';
import type { Tally } from './tally.ts';

/** Rows of a CSV file. */
export class CsvRows implements RowsReader {
  comments = 0;
  readonly notices: string[] = [];
  readonly line = new Growing(Uint32Array);
  readonly #records: Records;
  readonly #tally: Tally;
  readonly #width: number;
  /** The columns that are read, and where they stand. */
  readonly #cells: Cells[] = [];
  readonly #places: number[] = [];
  readonly #names: string[];
  #header: boolean;
  #top = true;

  constructor({ delimiter, columns, header, decimalComma }: Layout, tally: Tally) {
    this.#width = columns.length;
    this.#names = columns.map(({ name }) => name);
    this.#header = header;
    this.#tally = tally;
    for (const [at, { name, role }] of columns.entries()) {
      if (role === 'ignore') continue;
      this.#places.push(at);
      this.#cells.push(
        role === 'categorical'
          ? new TextCells(name)
          : role === 'target'
            ? new TargetCells(name, decimalComma)
            : new NumberCells(name, role === 'weight', decimalComma),
      );
    }
    this.#records = new Records(delimiter, this.#width, {
      fields: (fields, line) => this.#take(fields, line),
      bad: (reason, line) => tally.takeBad(reason, line),
    });
  }

  get lines(): number {
    return this.#records.lines;
  }

  push(bytes: Uint8Array, from: number, to: number): void {
    this.#records.line(bytes, from, to);
  }

  end(): { columns: TableColumn[] } {
    this.#records.end();
    return { columns: this.#cells.map((cells) => cells.end()) };
  }

  #take(fields: Fields, line: number): void {
    const { bytes, start, end, count } = fields;
    if (this.#top) {
      const first = new TextDecoder().decode(bytes.subarray(start[0], end[0]));
      if (isComment(first, count, this.#width)) {
        this.comments++;
        return;
      }
      this.#top = false;
      if (this.#header) return;
    }
    const reason = count === this.#width ? this.#problem(fields) : widthReason(count, this.#width);
    if (reason) {
      this.#tally.takeBad(reason, line);
      return;
    }
    for (let i = 0; i < this.#cells.length; i++) {
      const at = this.#places[i];
      this.#cells[i].take(bytes, start[at], end[at]);
    }
    this.line.push(line);
    checkCells(++this.#tally.rows * this.#cells.length);
  }

  /** A line is taken whole or not at all, so all its cells are looked at before any is kept. */
  #problem({ bytes, start, end }: Fields): string | undefined {
    for (let i = 0; i < this.#cells.length; i++) {
      const at = this.#places[i];
      const problem = this.#cells[i].problem(bytes, start[at], end[at]);
      if (problem) return `in column “${this.#names[at]}”, ${problem}`;
    }
    return undefined;
  }
}
