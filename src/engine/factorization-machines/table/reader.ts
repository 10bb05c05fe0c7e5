import { InvalidInputError } from '../../errors.ts';
import { Lines } from '../../reading/lines.ts';
import { CsvRows } from './csv.ts';
import type { Layout } from './layout.ts';
import { layoutProblem } from './layout-problem.ts';
import { LibsvmRows } from './libsvm.ts';
import type { RowsReader } from './rows.ts';
import type { Table } from './table.ts';
import { Tally } from './tally.ts';

/**
 * Reads a table from the bytes of a file, UTF-8, in pieces of any size: `push` each, then `end`. `InvalidInputError` from the
 * constructor where the layout lacks a column, and from the others for what cannot be read, with the lines named.
 */
export class TableReader {
  readonly #layout: Layout;
  readonly #rows: RowsReader;
  readonly #lines: Lines;
  readonly #tally: Tally;

  constructor(layout: Layout) {
    const problem = layoutProblem(layout);
    if (problem) throw new InvalidInputError(problem);
    this.#layout = layout;
    const tally = new Tally(layout.skipBad);
    const rows = layout.format === 'csv' ? new CsvRows(layout, tally) : new LibsvmRows(layout.format, tally);
    this.#tally = tally;
    this.#rows = rows;
    this.#lines = new Lines((bytes, from, to) => rows.push(bytes, from, to), layout.lineEnd);
  }

  /** Rows so far. */
  get rows(): number {
    return this.#tally.rows;
  }

  /** Takes the next bytes, which are the caller's again afterwards. */
  push(bytes: Uint8Array): void {
    this.#lines.push(bytes);
  }

  end(): Table {
    this.#lines.end();
    const read = this.#rows.end();
    this.#tally.judge();
    const { format, decimalComma } = this.#layout;
    const { rows, bad, badLines } = this.#tally;
    const { lines, comments } = this.#rows;
    const notices = [...this.#rows.notices];
    const line = this.#rows.line.whole();
    return {
      format,
      rows,
      ...read,
      line,
      decimalComma,
      lines,
      comments,
      bad,
      badLines,
      notices,
    };
  }
}
