import { Fields } from '../../reading/fields.ts';
import type { Layout } from './layout.ts';

const NEWLINE = 10;
const QUOTE = 34;
const BLANK = 32;
/** What a record with line ends in it may have, in bytes and in lines. */
const LONGEST = 65_536;
const MOST_LINES = 1000;
const UNCLOSED = 'a quote is opened and not closed';

/** Told the fields of a record, or why there are none; and the line in which it begins, from 1. */
export interface OnRecord {
  fields(fields: Fields, line: number): void;
  bad(reason: string, line: number): void;
}

/**
 * Makes records of lines: mostly one each, but a quoted text may go on in the next line. Where it never ends, or ends where the record
 * cannot be one, only the line that opened it is bad, and those behind it are looked at again.
 */
export class Records {
  /** Lines so far. */
  lines = 0;
  readonly #fields: Fields;
  readonly #width: number;
  readonly #on: OnRecord;
  readonly #spans: boolean;
  readonly #delimiter: number;
  #held = new Uint8Array(0);
  #length = 0;
  /** Where the lines of the record that is open begin in what is held. */
  #starts: number[] = [];

  /** `width`: the fields that a record of several lines must have; 0 where it is not known. */
  constructor(delimiter: Layout['delimiter'], width: number, on: OnRecord) {
    this.#fields = new Fields(delimiter);
    this.#width = width;
    this.#on = on;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#spans = delimiter !== ' ' && delimiter !== '::';
  }

  /** Takes the next line, which may be blank. */
  line(bytes: Uint8Array, from: number, to: number): void {
    this.lines++;
    if (this.#starts.length > 0) this.#goOn(bytes, from, to);
    else if (isBlank(bytes, from, to)) return;
    else if (this.#fields.split(bytes, from, to)) this.#on.fields(this.#fields, this.lines);
    else if (this.#spans) this.#hold(bytes, from, to);
    else this.#on.bad(UNCLOSED, this.lines);
  }

  end(): void {
    while (this.#starts.length > 0) this.#giveUp();
  }

  #goOn(bytes: Uint8Array, from: number, to: number): void {
    this.#hold(bytes, from, to);
    const quote = this.#quoteIn(bytes, from, to);
    const first = this.lines - this.#starts.length + 1;
    if (quote === 'closes' && this.#fields.split(this.#held, 0, this.#length)) {
      if (this.#width > 0 && this.#fields.count !== this.#width) this.#giveUp();
      else {
        this.#clear();
        this.#on.fields(this.#fields, first);
      }
    } else if (quote === 'strays' || this.#length > LONGEST || this.#starts.length > MOST_LINES)
      this.#giveUp();
  }

  /** What a line does to the quote that is open before it: 'none' also where it closes that one and leaves another open. */
  #quoteIn(bytes: Uint8Array, from: number, to: number): 'closes' | 'strays' | 'none' {
    for (let at = from; at < to; at++) {
      if (bytes[at] !== QUOTE) continue;
      if (at + 1 < to && bytes[at + 1] === QUOTE) {
        at++;
        continue;
      }
      let next = at + 1;
      while (next < to && bytes[next] === BLANK) next++;
      if (next === to) return 'closes';
      if (bytes[next] !== this.#delimiter) return 'strays';
      return this.#fields.split(bytes, next + 1, to) ? 'closes' : 'none';
    }
    return 'none';
  }

  /** Calls the line bad that opened the quote, and takes those behind it for what they are by themselves. */
  #giveUp(): void {
    const held = this.#held.slice(0, this.#length);
    const starts = this.#starts;
    this.#clear();
    this.lines -= starts.length - 1;
    this.#on.bad(UNCLOSED, this.lines);
    for (let i = 1; i < starts.length; i++)
      this.line(held, starts[i], i + 1 < starts.length ? starts[i + 1] - 1 : held.length);
  }

  #clear(): void {
    this.#starts = [];
    this.#length = 0;
  }

  #hold(bytes: Uint8Array, from: number, to: number): void {
    const begin = this.#starts.length > 0 ? this.#length + 1 : 0;
    const length = begin + to - from;
    if (length > this.#held.length) {
      const larger = new Uint8Array(Math.max(1024, 2 * length));
      larger.set(this.#held.subarray(0, this.#length));
      this.#held = larger;
    }
    if (begin > 0) this.#held[begin - 1] = NEWLINE;
    this.#held.set(bytes.subarray(from, to), begin);
    this.#starts.push(begin);
    this.#length = length;
  }
}

/** Whether a line at the top is a comment: it begins with # or % and has not as many fields as the rows. */
export const isComment = (first: string, fields: number, width: number): boolean =>
  fields !== width && /^[#%]/.test(first);

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  while (at < to && (bytes[at] === 32 || bytes[at] === 9)) at++;
  return at === to;
}
