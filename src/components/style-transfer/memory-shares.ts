/**
 * Gives out tasks to workers, the largest first, so that all together never hold more memory than `limit`. A worker holds what its
 * largest task so far needed, since memory of WebAssembly grows and does not shrink; one that ends holds nothing. A task beyond the
 * limit has it to itself.
 */
export class MemoryShares {
  readonly #bytes: readonly number[];
  readonly #limit: number;
  /** Tasks that nobody has, the largest first. */
  readonly #left: number[];
  readonly #held: number[];

  /** `bytes` that each task needs. */
  constructor(bytes: readonly number[], workers: number, limit: number) {
    this.#bytes = bytes;
    this.#limit = limit;
    this.#left = [...bytes.keys()].sort((a, b) => bytes[b] - bytes[a]);
    this.#held = new Array<number>(workers).fill(0);
  }

  /** Bytes held by all. */
  get held(): number {
    return this.#held.reduce((sum, bytes) => sum + bytes, 0);
  }

  /** The next task for this worker; where none fits, undefined, and the worker must end. */
  next(worker: number): number | undefined {
    const mine = this.#held[worker];
    const others = this.held - mine;
    const at = this.#left.findIndex((task) => {
      const bytes = this.#bytes[task];
      return bytes <= mine || others === 0 || others + bytes <= this.#limit;
    });
    if (at < 0) {
      this.#held[worker] = 0;
      return undefined;
    }
    const [task] = this.#left.splice(at, 1);
    this.#held[worker] = Math.max(mine, this.#bytes[task]);
    return task;
  }
}
