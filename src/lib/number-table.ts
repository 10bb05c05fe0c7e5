import { InvalidInputError } from '../engine/errors.ts';
import { formatCount } from './format.ts';
import type { ColumnChoice, Layout } from './number-layout.ts';
import { type DecimalMark, parseNumber, parsePlainNumber } from './number-text.ts';

/** A cell that holds no finite number. */
export interface BadCell {
  /** From 1, as editors count. */
  line: number;
  /** Name of its column; in a list, which item of its line it is ("item 3"). */
  column: string;
  /** What stands there, clipped to 40 characters. */
  text: string;
}

export interface Numbers {
  /** The finite numbers, in the order of the text. */
  values: Float64Array<ArrayBuffer>;
  /** Rows whose cell is empty, or that end before their column: left out. */
  missing: number;
  /** Cells that hold something else than a finite number: left out too. */
  bad: number;
  /** The first few of them. */
  badCells: BadCell[];
}

// What a character means at the edge of a cell.
const ORDINARY = 0;
const SEPARATOR = 1;
const NEWLINE = 2;
const BLANK = 3;

const CR = 13;
const LF = 10;
const QUOTE = 34;
const HASH = 35;

const BAD_CELLS_KEPT = 5;
const LONGEST_CELL = 1 << 16;

/**
 * Reads one column of a table, or all numbers of a list, from a text that comes in pieces.
 * Numbers come out as `Number` would round them. Quoted cells, CR, LF and CRLF, blank lines and lines that begin
 * with `#` are dealt with; a byte order mark is the decoder's affair.
 * Throws InvalidInputError for more than `limit` numbers and for a quote without end.
 */
export class NumberReader {
  readonly #column: ColumnChoice;
  readonly #columnName: string;
  readonly #decimal: DecimalMark;
  readonly #classes: Uint8Array;
  /** Runs of separators count as one: blanks, and all that may stand between the items of a list. */
  readonly #runs: boolean;
  readonly #limit: number;

  #skip: number;
  #headerPending: boolean;
  /** A cell whose end has not come yet. */
  #rest = '';
  #line = 1;
  /** Index of the next cell in its row. */
  #cell = 0;
  #rowBlank = true;
  #rowRead = false;

  #values = new Float64Array(1 << 14);
  #count = 0;
  #missing = 0;
  #bad = 0;
  #badCells: BadCell[] = [];

  constructor(layout: Layout, column: ColumnChoice, limit: number) {
    this.#column = column;
    this.#columnName = column === 'all' ? '' : layout.columns[column].name;
    this.#decimal = layout.decimal;
    this.#classes = characterClasses(layout, column);
    this.#runs = column === 'all' || layout.separator === ' ';
    this.#limit = limit;
    this.#skip = layout.skip;
    this.#headerPending = layout.header;
  }

  /** Numbers read so far. */
  get count(): number {
    return this.#count;
  }

  /** Takes the next piece of the text. */
  push(text: string): void {
    this.#rest = this.#scan(this.#rest + text, false);
  }

  /** Ends the text and gives what was read. */
  end(): Numbers {
    this.#scan(`${this.#rest}\n`, true);
    this.#rest = '';
    return {
      values: this.#values.slice(0, this.#count),
      missing: this.#missing,
      bad: this.#bad,
      badCells: this.#badCells,
    };
  }

  /** Reads every cell that is complete, and gives back the tail that is not. */
  #scan(text: string, last: boolean): string {
    const classes = this.#classes;
    const length = text.length;
    if (length < this.#skip && !last) return text;
    let at = this.#skip;
    this.#line += countLineEnds(text.slice(0, at));
    this.#skip = 0;

    while (at < length) {
      const start = at;
      while (classAt(classes, text, at) === BLANK) at++;
      const from = at;
      const code = text.charCodeAt(from);
      if (code === QUOTE) {
        at = closingQuote(text, from);
        if (at < 0 && (last || length - from > LONGEST_CELL)) throw this.#openQuote();
        if (at < 0) return text.slice(start);
      } else if (code === HASH && this.#cell === 0 && this.#rowBlank) {
        at = lineEnd(text, from);
      }
      for (let kind = classAt(classes, text, at); kind === ORDINARY || kind === BLANK; )
        kind = classAt(classes, text, ++at);

      // A CR at the very end may be half of a CRLF.
      if (at >= length || (text.charCodeAt(at) === CR && at + 1 === length && !last)) {
        if (length - start > LONGEST_CELL) throw this.#tooLong();
        return text.slice(start);
      }
      this.#take(text, from, at);
      if (classAt(classes, text, at) === NEWLINE) {
        if (text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF) at++;
        this.#endRow();
      }
      at++;
    }
    return '';
  }

  /** Takes the cell at text[from, to), which may have blanks after it and quotes around it. */
  #take(text: string, from: number, to: number): void {
    const code = text.charCodeAt(from);
    const comment = code === HASH && this.#cell === 0 && this.#rowBlank;
    if (comment || (this.#runs && from === to)) return;
    const wanted = !this.#headerPending && (this.#column === 'all' || this.#cell === this.#column);
    this.#cell++;
    if (from === to) return;
    this.#rowBlank = false;

    if (wanted) {
      const value = parsePlainNumber(text, from, to, this.#decimal);
      if (Number.isNaN(value)) this.#takeText(text.slice(from, to).trim());
      else this.#keep(value);
    }
    if (code === QUOTE) this.#line += countLineEnds(text.slice(from, to));
  }

  #takeText(written: string): void {
    const text = written.startsWith('"') ? written.slice(1).replace(/"$/, '').replaceAll('""', '"') : written;
    if (text.trim() === '') return;
    const value = parseNumber(text, this.#decimal);
    if (Number.isFinite(value)) {
      this.#keep(value);
      return;
    }
    this.#rowRead = true;
    if (this.#badCells.length < BAD_CELLS_KEPT) {
      const column = this.#column === 'all' ? `item ${formatCount(this.#cell)}` : this.#columnName;
      this.#badCells.push({
        line: this.#line,
        column,
        text: text.length > 40 ? `${text.slice(0, 39)}…` : text,
      });
    }
    this.#bad++;
  }

  #keep(value: number): void {
    if (this.#count === this.#limit)
      throw new InvalidInputError(
        `There are more than ${formatCount(this.#limit)} numbers, the most this lab takes.`,
      );
    if (this.#count === this.#values.length) {
      const grown = new Float64Array(this.#values.length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.#count++] = value;
    this.#rowRead = true;
  }

  #endRow(): void {
    if (!this.#rowBlank) {
      if (this.#headerPending) this.#headerPending = false;
      else if (!this.#rowRead && this.#column !== 'all') this.#missing++;
    }
    this.#line++;
    this.#cell = 0;
    this.#rowBlank = true;
    this.#rowRead = false;
  }

  #openQuote(): InvalidInputError {
    return new InvalidInputError(`The quote that opens on line ${formatCount(this.#line)} is never closed.`);
  }

  #tooLong(): InvalidInputError {
    return new InvalidInputError(
      `Line ${formatCount(this.#line)} holds ${formatCount(LONGEST_CELL)} characters in a row that part no numbers: this is not a table of numbers.`,
    );
  }
}

function characterClasses(layout: Layout, column: ColumnChoice): Uint8Array {
  const classes = new Uint8Array(128);
  const mark = (characters: string, kind: number) => {
    for (const character of characters) classes[character.charCodeAt(0)] = kind;
  };
  mark(' \t', BLANK);
  if (column === 'all') mark(layout.decimal === ',' ? ' \t;|()[]{}' : ' \t,;|()[]{}', SEPARATOR);
  else mark(layout.separator === ' ' ? ' \t' : layout.separator, SEPARATOR);
  mark('\r\n', NEWLINE);
  return classes;
}

/** Past the end of the text: not blank and not ordinary, so that every walk stops there. */
function classAt(classes: Uint8Array, text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < 128) return classes[code];
  return at < text.length ? ORDINARY : NEWLINE;
}

/** Index after the quote that closes the one at `from`, where "" stands for a quote; -1 where it is not in sight. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text.charCodeAt(at + 1) !== QUOTE) return at + 1;
  }
  return -1;
}

function lineEnd(text: string, from: number): number {
  const end = text.slice(from).search(/[\r\n]/);
  return end < 0 ? text.length : from + end;
}

const countLineEnds = (text: string) => text.match(/\r\n?|\n/g)?.length ?? 0;
