import { InvalidInputError } from '../../errors.ts';
import { grouped } from '../../grouped.ts';
import { Growing } from '../../reading/growing.ts';
import { readNumber } from '../../reading/numbers.ts';
import { quoted } from '../../reading/reasons.ts';
import { cellReason } from './cells.ts';
import type { Format } from './layout.ts';
import { checkCells } from './limits.ts';
import type { RowsReader } from './rows.ts';
import type { Entries, TableColumn } from './table.ts';
import type { Tally } from './tally.ts';

const COLON = 58;
const HASH = 35;
/** Numbers of features are read up to here; a `Uint32Array` holds them. */
const LARGEST = 0xffff_fffe;

const isBlank = (byte: number) => byte === 32 || byte === 9;

/** Rows of a libSVM, libFM or libFFM file: the target, then what is not 0 by numbers of features; behind a # a comment. */
export class LibsvmRows implements RowsReader {
  lines = 0;
  comments = 0;
  readonly line = new Growing(Uint32Array);
  readonly #tally: Tally;
  readonly #fields: boolean;
  readonly #y = new Growing(Float64Array);
  readonly #start = new Growing(Uint32Array);
  readonly #index = new Growing(Uint32Array);
  readonly #value = new Growing(Float64Array);
  #least = LARGEST;
  #most = 0;
  #unsorted = 0;
  /** The entries of this line. */
  #count = 0;
  #indices = new Uint32Array(64);
  #values = new Float64Array(64);

  constructor(format: Format, tally: Tally) {
    this.#fields = format === 'libffm';
    this.#tally = tally;
    this.#start.push(0);
  }

  get notices(): string[] {
    const notices: string[] = [];
    if (this.#unsorted > 0)
      notices.push(
        `The features were not in ascending order in ${grouped(this.#unsorted)} ${this.#unsorted === 1 ? 'line' : 'lines'}, and were put in order.`,
      );
    if (this.#fields)
      notices.push(
        'The fields of the features were left aside: a factorization machine has one vector for each feature, not one for each field.',
      );
    return notices;
  }

  push(bytes: Uint8Array, from: number, to: number): void {
    this.lines++;
    let begin = from;
    while (begin < to && isBlank(bytes[begin])) begin++;
    if (begin === to) return;
    if (bytes[begin] === HASH) {
      this.comments++;
      return;
    }
    const reason = this.#read(bytes, begin, to);
    if (reason) this.#tally.takeBad(reason, this.lines);
    else {
      checkCells(++this.#tally.rows + this.#value.length);
    }
  }

  end(): { columns: TableColumn[]; entries: Entries } {
    const entries: Entries = {
      start: this.#start.whole(),
      index: this.#index.whole(),
      value: this.#value.whole(),
      least: Math.min(this.#least, this.#most),
      most: this.#most,
    };
    return { columns: [{ name: 'target', role: 'target', values: this.#y.whole(), missing: 0 }], entries };
  }

  /** Reads a line, and keeps it unless there is a reason not to, which is returned. */
  #read(bytes: Uint8Array, from: number, to: number): string | undefined {
    let at = from;
    while (at < to && !isBlank(bytes[at])) at++;
    const y = readNumber(bytes, from, at);
    if (!Number.isFinite(y)) return targetReason(bytes, from, at);
    this.#count = 0;
    let ascending = true;
    let last = -1;
    for (;;) {
      while (at < to && isBlank(bytes[at])) at++;
      if (at >= to || bytes[at] === HASH) break;
      const begin = at;
      let colon = this.#fields ? -2 : -1; // where the value's colon is; below 0 as long as it has not come
      let index = 0;
      for (; at < to && !isBlank(bytes[at]); at++) {
        const digit = bytes[at] - 48;
        if (colon >= 0) continue;
        if (digit >= 0 && digit <= 9) index = index * 10 + digit;
        else if (bytes[at] === COLON && at > begin && bytes[at - 1] !== COLON) {
          if (colon === -2) index = 0;
          colon = colon === -2 ? -1 : at;
        } else return this.#entryReason(bytes, begin, at, to);
      }
      if (colon < 0) return this.#entryReason(bytes, begin, at, to);
      if (index > LARGEST) return `${quoted(bytes, begin, colon)} is too large a number for a feature`;
      const value = readNumber(bytes, colon + 1, at);
      if (!Number.isFinite(value)) return this.#valueReason(bytes, begin, colon + 1, at);
      if (index <= last) ascending = false;
      last = index;
      this.#add(index, value);
    }
    const problem = ascending ? undefined : this.#sort();
    if (problem) return problem;
    this.#keep(y);
    return undefined;
  }

  #add(index: number, value: number): void {
    const at = this.#count++;
    if (at === this.#indices.length) {
      const [indices, values] = [new Uint32Array(2 * at), new Float64Array(2 * at)];
      indices.set(this.#indices);
      values.set(this.#values);
      [this.#indices, this.#values] = [indices, values];
    }
    this.#indices[at] = index;
    this.#values[at] = value;
  }

  /** Puts the entries of the line in order; returns a reason where a feature occurs twice. */
  #sort(): string | undefined {
    const count = this.#count;
    const [indices, values] = [this.#indices.slice(0, count), this.#values.slice(0, count)];
    const order = Uint32Array.from(indices, (_, i) => i).sort((a, b) => indices[a] - indices[b]);
    for (let i = 0; i < count; i++) {
      this.#indices[i] = indices[order[i]];
      this.#values[i] = values[order[i]];
      if (i > 0 && this.#indices[i] === this.#indices[i - 1])
        return `feature ${this.#indices[i]} occurs twice`;
    }
    this.#unsorted++;
    return undefined;
  }

  #keep(y: number): void {
    this.#y.push(y);
    this.line.push(this.lines);
    for (let i = 0; i < this.#count; i++) {
      const index = this.#indices[i];
      if (index < this.#least) this.#least = index;
      if (index > this.#most) this.#most = index;
      if (this.#values[i] === 0) continue;
      this.#index.push(index);
      this.#value.push(this.#values[i]);
    }
    this.#start.push(this.#value.length);
  }

  /** Why the entry at `begin` has no number as its value, which lies from `from` to `to`. */
  #valueReason(bytes: Uint8Array, begin: number, from: number, to: number): string {
    if (from === to) return `${quoted(bytes, begin, to)} has no value`;
    if (bytes.subarray(from, to).includes(COLON)) return this.#entryReason(bytes, begin, to, to);
    return cellReason(bytes, from, to);
  }

  /** Why the entry at `begin` is none. */
  #entryReason(bytes: Uint8Array, begin: number, at: number, to: number): string {
    let end = at;
    while (end < to && !isBlank(bytes[end])) end++;
    const text = new TextDecoder().decode(bytes.subarray(begin, Math.min(end, begin + 200)));
    if (/^qid:/.test(text))
      throw new InvalidInputError(
        `Line ${grouped(this.lines)} has ${quoted(bytes, begin, end)}: this file ranks answers to queries, and here numbers or classes are predicted. Take the qid out of the lines if the targets mean something without it.`,
      );
    if (/^-\d|:-\d+:/.test(text)) return `${quoted(bytes, begin, end)} has a negative number of a feature`;
    if (!this.#fields && /^\d+:\d+:/.test(text))
      return `${quoted(bytes, begin, end)} has a field, as in libFFM; choose that format`;
    const form = this.#fields ? 'field:feature:value' : 'feature:value';
    return `${quoted(bytes, begin, end)} is not of the form ${form}`;
  }
}

function targetReason(bytes: Uint8Array, from: number, to: number): string {
  if (bytes.subarray(from, to).includes(COLON))
    return `it begins with ${quoted(bytes, from, to)} and not with the target, a number`;
  return `as the target, ${cellReason(bytes, from, to)}`;
}
