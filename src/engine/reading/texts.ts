import { InvalidInputError } from '../errors.ts';

/** In bytes; no table of names is so large, and a buffer of twice the size can still be had. */
const MOST_BYTES = 1 << 29;

/**
 * Different texts, numbered as they come. They stay the UTF-8 bytes that they are in the file, in one piece of memory, and are found
 * by hashing these; a string is made only of a text that is asked for.
 */
export class Texts {
  count = 0;
  #pool = new Uint8Array(1 << 12);
  /** Text i lies at [#ends[i], #ends[i + 1]) of the pool. */
  #ends = new Uint32Array(1 << 8);
  #hashes = new Int32Array(1 << 8);
  /** Open addressing: 1 + the number of a text, or 0. At least twice as many as there are texts. */
  #slots = new Int32Array(1 << 9);

  /** The number of the text at [from, to), which is a new one where it has not come before. */
  add(bytes: Uint8Array, from: number, to: number): number {
    const hash = hashOf(bytes, from, to);
    const slot = this.#slotOf(hash, bytes, from, to);
    const known = this.#slots[slot] - 1;
    if (known >= 0) return known;
    this.#store(bytes, from, to, hash);
    this.#slots[slot] = ++this.count;
    if (2 * this.count > this.#slots.length) this.#rehash();
    return this.count - 1;
  }

  at(i: number): string {
    return new TextDecoder().decode(this.#pool.subarray(this.#ends[i], this.#ends[i + 1]));
  }

  find(name: string): number {
    const bytes = new TextEncoder().encode(name);
    return this.#slots[this.#slotOf(hashOf(bytes, 0, bytes.length), bytes, 0, bytes.length)] - 1;
  }

  #slotOf(hash: number, bytes: Uint8Array, from: number, to: number): number {
    const last = this.#slots.length - 1;
    let slot = hash & last;
    for (let text = this.#slots[slot]; text !== 0; text = this.#slots[slot]) {
      if (this.#hashes[text - 1] === hash && this.#is(text - 1, bytes, from, to)) break;
      slot = (slot + 1) & last;
    }
    return slot;
  }

  #is(text: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#ends[text];
    if (this.#ends[text + 1] - start !== to - from) return false;
    for (let i = from; i < to; i++) if (this.#pool[start + i - from] !== bytes[i]) return false;
    return true;
  }

  #store(bytes: Uint8Array, from: number, to: number, hash: number): void {
    const { count } = this;
    const start = this.#ends[count];
    const end = start + to - from;
    if (end > MOST_BYTES)
      throw new InvalidInputError('The names in this file take more than 500 MB. Number them instead.');
    if (end > this.#pool.length) this.#pool = grown(this.#pool, Math.max(end, 2 * this.#pool.length));
    if (count + 2 > this.#ends.length) {
      this.#ends = grown(this.#ends, 2 * this.#ends.length);
      this.#hashes = grown(this.#hashes, 2 * this.#hashes.length);
    }
    this.#pool.set(bytes.subarray(from, to), start);
    this.#ends[count + 1] = end;
    this.#hashes[count] = hash;
  }

  #rehash(): void {
    const last = 2 * this.#slots.length - 1;
    this.#slots = new Int32Array(last + 1);
    for (let text = 0; text < this.count; text++) {
      let slot = this.#hashes[text] & last;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & last;
      this.#slots[slot] = text + 1;
    }
  }
}

/** FNV-1a, with its high bits mixed into the low ones that are used. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return hash ^ (hash >>> 15);
}

function grown<T extends Uint8Array | Uint32Array | Int32Array>(array: T, length: number): T {
  const more = new (array.constructor as new (length: number) => T)(length);
  more.set(array);
  return more;
}
