import { InvalidInputError } from '../errors.ts';

/** Told a line by where it lies; the bytes are the caller's again afterwards. */
export type OnLine = (bytes: Uint8Array, from: number, to: number) => void;

/** In bytes. Nobody's row is longer; a file of another kind may be one endless line. */
const LONGEST = 1 << 25;

/** Cuts bytes that come in pieces of any size into lines, without their ends and without a byte order mark. */
export class Lines {
  readonly #online: OnLine;
  readonly #end: number;
  /** The beginning of a line that the next piece goes on with. */
  #rest = new Uint8Array(256);
  #held = 0;
  #first = true;

  /** `end` is the byte that ends a line: 10, before which a 13 is dropped, or 13 alone. */
  constructor(online: OnLine, end = 10) {
    this.#online = online;
    this.#end = end;
  }

  push(bytes: Uint8Array): void {
    let from = 0;
    let to = bytes.indexOf(this.#end);
    if (this.#held > 0 && to >= 0) {
      this.#keep(bytes, 0, to);
      const held = this.#held;
      this.#held = 0;
      this.#tell(this.#rest, 0, held);
      from = to + 1;
      to = bytes.indexOf(this.#end, from);
    }
    for (; to >= 0; to = bytes.indexOf(this.#end, from)) {
      this.#tell(bytes, from, to);
      from = to + 1;
    }
    if (from < bytes.length) this.#keep(bytes, from, bytes.length);
  }

  /** Tells the last line, where no line end follows it. */
  end(): void {
    const held = this.#held;
    this.#held = 0;
    if (held > 0) this.#tell(this.#rest, 0, held);
  }

  #tell(bytes: Uint8Array, from: number, to: number): void {
    let [begin, end] = [from, to];
    if (this.#first) {
      this.#first = false;
      if (bytes[begin] === 0xef && bytes[begin + 1] === 0xbb && bytes[begin + 2] === 0xbf) begin += 3;
    }
    if (end > begin && bytes[end - 1] === 13) end--;
    this.#online(bytes, begin, end);
  }

  #keep(bytes: Uint8Array, from: number, to: number): void {
    const size = this.#held + to - from;
    if (size > LONGEST) {
      throw new InvalidInputError(
        'A line of this file is longer than 33 million characters, so it is no table. Give one row of the table a line.',
      );
    }
    if (size > this.#rest.length) {
      const larger = new Uint8Array(Math.max(size, 2 * this.#rest.length));
      larger.set(this.#rest.subarray(0, this.#held));
      this.#rest = larger;
    }
    this.#rest.set(bytes.subarray(from, to), this.#held);
    this.#held = size;
  }
}
