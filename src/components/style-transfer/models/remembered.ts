/** Things by name, of which the oldest are forgotten when all together take more than `limit` bytes. */
export class Remembered<T> {
  readonly #limit: number;
  readonly #things = new Map<string, { thing: T; bytes: number }>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(name: string): T | undefined {
    return this.#things.get(name)?.thing;
  }

  /** Keeps it, unless it alone takes more than there is room for. */
  set(name: string, thing: T, bytes: number): void {
    this.#things.delete(name);
    if (bytes > this.#limit) return;
    this.#things.set(name, { thing, bytes });
    for (const [oldest] of this.#things) {
      if (this.#bytes <= this.#limit) return;
      this.#things.delete(oldest);
    }
  }

  clear(): void {
    this.#things.clear();
  }

  get #bytes(): number {
    return [...this.#things.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }
}
