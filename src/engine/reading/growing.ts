const BITS = 12;
const BLOCK = 1 << BITS;

const FIRST = 64;

/** A list of numbers that grows block by block: nothing but the first block is copied when it does, and at most one block is not in use. */
export class Growing<T extends Float64Array | Uint32Array> {
  length = 0;
  readonly #make: new (
    length: number,
  ) => T;
  #blocks: T[] = [];

  constructor(make: new (length: number) => T) {
    this.#make = make;
  }

  push(value: number): void {
    const at = this.length++;
    const slot = at & (BLOCK - 1);
    let block = this.#blocks[at >>> BITS];
    if (block === undefined || slot === block.length) block = this.#room(at >>> BITS);
    block[slot] = value;
  }

  /** The first block begins small, as there may be many short lists. */
  #room(at: number): T {
    const last = this.#blocks[at];
    const block = new this.#make(at > 0 ? BLOCK : last ? 2 * last.length : FIRST);
    if (last) block.set(last);
    this.#blocks[at] = block;
    return block;
  }

  at(i: number): number {
    return this.#blocks[i >>> BITS][i & (BLOCK - 1)];
  }

  /** The numbers in pieces, in their order. */
  *pieces(): Generator<T> {
    for (const [i, block] of this.#blocks.entries()) {
      const used = Math.min(BLOCK, this.length - i * BLOCK);
      if (used <= 0) return;
      yield block.subarray(0, used) as T;
    }
  }

  /** All of them in one array. */
  whole(): T {
    const whole = new this.#make(this.length);
    let at = 0;
    for (const piece of this.pieces()) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }
}
