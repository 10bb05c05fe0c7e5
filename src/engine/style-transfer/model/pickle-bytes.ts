import { damaged } from './damaged.ts';

/** Thrown where the bytes end before the pickle does. */
export class EndOfBytes extends Error {}

const UTF8 = new TextDecoder();

/** Numbers and texts as pickles have them, one behind the other from `at` on. All throw `EndOfBytes`. */
export class PickleBytes {
  at: number;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array, from: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = from;
  }

  take(count: number): Uint8Array {
    if (this.at + count > this.#bytes.length) throw new EndOfBytes();
    this.at += count;
    return this.#bytes.subarray(this.at - count, this.at);
  }

  /** Of so many bytes, little-endian. */
  uint(count: 1 | 2 | 4): number {
    this.take(count);
    const at = this.at - count;
    if (count === 1) return this.#bytes[at];
    return count === 2 ? this.#view.getUint16(at, true) : this.#view.getUint32(at, true);
  }

  /** Big-endian, as nothing else in a pickle. */
  double(): number {
    this.take(8);
    return this.#view.getFloat64(this.at - 8);
  }

  /** Little-endian two's complement of so many bytes, as a number where it is small enough to be one. */
  integer(count: number): number | bigint {
    const bytes = this.take(count);
    let value = 0n;
    for (let i = count - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]);
    if (count > 0 && bytes[count - 1] & 128) value -= 1n << BigInt(8 * count);
    return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  }

  text(length: number): string {
    return UTF8.decode(this.take(length));
  }

  /** Up to the end of the line. */
  line(): string {
    const end = this.#bytes.indexOf(10, this.at);
    if (end < 0) throw new EndOfBytes();
    if (end > this.at + 1000) throw damaged('a name in it does not end');
    const text = this.text(end - this.at);
    this.at++;
    return text;
  }
}
