import { InvalidInputError } from '../../errors.ts';
import { Lines } from '../../reading/lines.ts';
import type { BadLine } from '../../reading/reasons.ts';
import type { Ratings } from '../ratings.ts';
import { Dense } from './dense.ts';
import type { FormReader } from './form.ts';
import { type Layout, layoutProblem } from './layout.ts';
import { MatrixMarket } from './matrix-market.ts';
import type { Names } from './names.ts';
import { Tally } from './tally.ts';
import { Triples } from './triples.ts';

/** A file of ratings, read. */
export interface RatingsFile {
  /** The observed cells of D, by row, then by column. */
  ratings: Ratings;
  /** Where all ids are whole numbers, rows and columns stand in their order; else in that of their first appearance. */
  rows: Names;
  columns: Names;
  /** The least and the largest rating. */
  min: number;
  max: number;
  /** Lines in all, and those that begin with # or % and are no data. */
  lines: number;
  comments: number;
  /** Ratings that another one for the same row and column took the place of; the last one counts. */
  duplicates: number;
  /** Cells that say that nothing is known. */
  missing: number;
  /** Lines that could not be read and were left out, at most 1 in 100; and the first few of them. */
  bad: number;
  badLines: BadLine[];
}

const HASH = 35;
const PERCENT = 37;
const BLANK = 32;
const TAB = 9;

/**
 * Reads ratings from the bytes of a file, UTF-8, in pieces of any size: `push` each, then `end`. What cannot be read at all is an
 * `InvalidInputError`, from the constructor too where the layout lacks a column.
 */
export class RatingsReader {
  readonly #form: FormReader;
  readonly #lines: Lines;
  readonly #tally = new Tally();
  readonly #tabsAreBlank: boolean;
  readonly #market: boolean;
  #header: boolean;

  constructor(layout: Layout) {
    const problem = layoutProblem(layout);
    if (problem) throw new InvalidInputError(problem);
    this.#market = layout.form === 'matrix-market';
    this.#form = this.#market
      ? new MatrixMarket(layout)
      : layout.form === 'dense'
        ? new Dense(layout)
        : new Triples(layout);
    this.#header = this.#market || layout.header;
    this.#tabsAreBlank = layout.delimiter !== '\t';
    this.#lines = new Lines((bytes, from, to) => this.#take(bytes, from, to), layout.lineEnd);
  }

  /** Ratings so far. */
  get count(): number {
    return this.#form.count;
  }

  push(bytes: Uint8Array): void {
    this.#lines.push(bytes);
  }

  end(): RatingsFile {
    this.#lines.end();
    const { lines, comments, bad, badLines } = this.#tally;
    this.#tally.judge(this.#form.count);
    const { missing } = this.#form;
    const read = this.#form.end();
    let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const { value } = read.ratings;
    for (let i = 0; i < value.length; i++) {
      if (value[i] < min) min = value[i];
      if (value[i] > max) max = value[i];
    }
    return { ...read, min, max, lines, comments, missing, bad, badLines };
  }

  #take(bytes: Uint8Array, from: number, to: number): void {
    const tally = this.#tally;
    tally.lines++;
    if (this.#isBlank(bytes, from, to)) return;
    const comment = bytes[from] === HASH || bytes[from] === PERCENT;
    if (this.#header && (this.#market || !comment)) {
      this.#header = false;
      this.#form.header(bytes, from, to);
      return;
    }
    if (comment) {
      tally.comments++;
      return;
    }
    tally.data++;
    const reason = this.#form.line(bytes, from, to);
    if (reason) tally.takeBad(reason);
  }

  #isBlank(bytes: Uint8Array, from: number, to: number): boolean {
    let at = from;
    while (at < to && (bytes[at] === BLANK || (bytes[at] === TAB && this.#tabsAreBlank))) at++;
    return at === to;
  }
}
