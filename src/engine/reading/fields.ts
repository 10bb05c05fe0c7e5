import type { Delimiter } from './delimiters.ts';

const QUOTE = 34;
const BLANK = 32;
const TAB = 9;

/**
 * The fields of one line after another, by where they lie: blanks around them and quotes are left out. Quotes may hold the
 * delimiter, and doubled quotes; not where `::` or blanks part the fields.
 */
export class Fields {
  /** Where the fields lie: the bytes given, or a copy of them. */
  bytes = new Uint8Array(0);
  start = new Int32Array(64);
  end = new Int32Array(64);
  count = 0;
  readonly #delimiter: number;
  readonly #double: boolean;
  readonly #blanks: boolean;
  /** Fields of this line with doubled quotes in them. */
  #doubled: number[] = [];

  constructor(delimiter: Delimiter) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#double = delimiter === '::';
    this.#blanks = delimiter === ' ';
  }

  /** Splits the line [from, to). False when a quote that was opened is not closed. */
  split(bytes: Uint8Array, from: number, to: number): boolean {
    this.bytes = bytes as Uint8Array<ArrayBuffer>;
    this.count = 0;
    if (this.#doubled.length > 0) this.#doubled = []; // of a line whose last quote was not closed
    if (this.#blanks) this.#splitAtBlanks(bytes, from, to);
    else if (this.#double) this.#splitAtPairs(bytes, from, to);
    else return this.#splitQuoted(bytes, from, to);
    return true;
  }

  #splitQuoted(bytes: Uint8Array, from: number, to: number): boolean {
    const delimiter = this.#delimiter;
    for (let at = from; ; at++) {
      while (at < to && bytes[at] === BLANK) at++;
      const start = at;
      if (bytes[at] === QUOTE && at < to) {
        const closed = this.#quoted(bytes, at, to);
        if (closed < 0) return false;
        if (closed > 0) {
          at = closed;
          if (at >= to) break;
          continue;
        }
      }
      while (at < to && bytes[at] !== delimiter) at++;
      this.#add(bytes, start, at);
      if (at >= to) break;
    }
    if (this.#doubled.length > 0) this.#undouble(from, to);
    return true;
  }

  /** Adds the quoted field that begins at `at`, and returns where its delimiter or the line's end is; 0 when it only looked quoted, -1 when its quote is not closed. */
  #quoted(bytes: Uint8Array, at: number, to: number): number {
    let end = at + 1;
    let doubled = false;
    for (; end < to; end++) {
      if (bytes[end] !== QUOTE) continue;
      if (bytes[end + 1] !== QUOTE || end + 1 >= to) break;
      doubled = true;
      end++;
    }
    if (end >= to) return -1;
    let next = end + 1;
    while (next < to && bytes[next] === BLANK) next++;
    if (next < to && bytes[next] !== this.#delimiter) return 0;
    if (doubled) this.#doubled.push(this.count);
    this.#add(bytes, at + 1, end);
    return next;
  }

  /** Takes the second of two quotes out of the fields that have such, in a copy. */
  #undouble(from: number, to: number): void {
    const copy = new Uint8Array(this.bytes.subarray(from, to)); // a slice of a Buffer would be no copy
    for (let i = 0; i < this.count; i++) {
      this.start[i] -= from;
      this.end[i] -= from;
    }
    for (const i of this.#doubled) {
      let kept = this.start[i];
      for (let at = kept; at < this.end[i]; at++) {
        copy[kept++] = copy[at];
        if (copy[at] === QUOTE) at++;
      }
      this.end[i] = kept;
    }
    this.bytes = copy;
    this.#doubled = [];
  }

  #splitAtPairs(bytes: Uint8Array, from: number, to: number): void {
    let start = from;
    for (let at = from; at < to; at++) {
      if (bytes[at] !== this.#delimiter || bytes[at + 1] !== this.#delimiter || at + 1 >= to) continue;
      this.#add(bytes, start, at);
      start = at + 2;
      at++;
    }
    this.#add(bytes, start, to);
  }

  #splitAtBlanks(bytes: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to; ) {
      while (at < to && (bytes[at] === BLANK || bytes[at] === TAB)) at++;
      const start = at;
      while (at < to && bytes[at] !== BLANK && bytes[at] !== TAB) at++;
      if (at > start) this.#add(bytes, start, at);
    }
  }

  #add(bytes: Uint8Array, from: number, to: number): void {
    let [start, end] = [from, to];
    while (start < end && bytes[start] === BLANK) start++;
    while (end > start && bytes[end - 1] === BLANK) end--;
    if (this.count === this.start.length) {
      this.start = larger(this.start);
      this.end = larger(this.end);
    }
    this.start[this.count] = start;
    this.end[this.count++] = end;
  }
}

function larger(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const more = new Int32Array(2 * numbers.length);
  more.set(numbers);
  return more;
}
