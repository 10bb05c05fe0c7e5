import { InvalidInputError } from '../../errors.ts';
import { Growing } from '../../reading/growing.ts';
import { Texts } from '../../reading/texts.ts';
import { integers, type Names, placeOf } from './names.ts';

/** Rows, and columns, a file may have at most. */
export const MOST_IDS = 4_000_000;
/** Ids below it are looked up in an array, larger ones in a map. */
const DIRECT = 1 << 18;

/**
 * The ids of rows, or of columns, numbered as they come. As long as all are whole numbers of up to 15 digits, written without sign and
 * leading zeros, they are read as numbers; with the first other one, all become texts.
 */
export class Ids {
  count = 0;
  #direct = new Int32Array(1 << 12);
  readonly #map = new Map<number, number>();
  readonly #numbers = new Growing(Float64Array);
  #texts: Texts | undefined;

  /** The number of the id at [from, to), from 0. */
  at(bytes: Uint8Array, from: number, to: number): number {
    if (this.#texts) return this.#text(this.#texts, bytes, from, to);
    const length = to - from;
    let id = 0;
    for (let i = from; i < to; i++) {
      const digit = bytes[i] - 48;
      if (digit < 0 || digit > 9) return this.#text(this.#turnIntoTexts(), bytes, from, to);
      id = id * 10 + digit;
    }
    if (length === 0 || length > 15 || (bytes[from] === 48 && length > 1))
      return this.#text(this.#turnIntoTexts(), bytes, from, to);
    return id < DIRECT ? this.#small(id) : this.#large(id);
  }

  /**
   * The names in their order in D: whole numbers ascending, texts as they came first; and, where that differs from the order in which
   * they came, the place of each by its number.
   */
  ordered(): { names: Names; places?: Uint32Array } {
    if (this.#texts) return { names: this.#texts };
    const numbers = this.#numbers.whole();
    const ascending = numbers.toSorted();
    return { names: integers(ascending), places: Uint32Array.from(numbers, (id) => placeOf(ascending, id)) };
  }

  #small(id: number): number {
    if (id >= this.#direct.length) {
      const larger = new Int32Array(Math.min(DIRECT, Math.max(2 * this.#direct.length, id + 1)));
      larger.set(this.#direct);
      this.#direct = larger;
    }
    const known = this.#direct[id] - 1;
    if (known >= 0) return known;
    this.#direct[id] = this.count + 1;
    return this.#add(id);
  }

  #large(id: number): number {
    const known = this.#map.get(id);
    if (known !== undefined) return known;
    this.#map.set(id, this.count);
    return this.#add(id);
  }

  #add(id: number): number {
    checkIds(this.count);
    this.#numbers.push(id);
    return this.count++;
  }

  #text(texts: Texts, bytes: Uint8Array, from: number, to: number): number {
    const number = texts.add(bytes, from, to);
    if (texts.count > this.count) {
      checkIds(this.count);
      this.count = texts.count;
    }
    return number;
  }

  #turnIntoTexts(): Texts {
    const texts = new Texts();
    const encoder = new TextEncoder();
    for (const piece of this.#numbers.pieces()) {
      for (const id of piece) {
        const bytes = encoder.encode(String(id));
        texts.add(bytes, 0, bytes.length);
      }
    }
    this.#texts = texts;
    this.#direct = new Int32Array(0);
    this.#map.clear();
    return texts;
  }
}

/** Refuses one more row or column than there may be. */
export function checkIds(count: number): void {
  if (count < MOST_IDS) return;
  throw new InvalidInputError(
    'There are more than 4 million different rows or columns, more than can be factorized here. Give a part of the file, or see whether the right columns are chosen.',
  );
}
