/** A thing to do; or milliseconds to wait before there is one, unless something comes up; or nothing. */
export type Next = (() => Promise<void>) | number | undefined;

/** Does one thing after the other, asking before each what is the most urgent by now. */
export class Agenda {
  readonly #next: () => Next;
  readonly #ended: (error: unknown) => void;
  #working: Promise<void> | undefined;
  #wake = () => {};

  /** `ended` is told when there is nothing left to do, or with what a thing to do has thrown. */
  constructor(next: () => Next, ended: (error: unknown) => void) {
    this.#next = next;
    this.#ended = ended;
  }

  get busy(): boolean {
    return this.#working !== undefined;
  }

  /** Something has come up: begins, or ends a wait. */
  go(): void {
    this.#wake();
    this.#working ??= this.#work();
  }

  /** Resolves when there is nothing left to do. */
  async settled(): Promise<void> {
    while (this.#working) await this.#working;
  }

  async #work(): Promise<void> {
    let failure: unknown;
    try {
      for (let next = this.#next(); next !== undefined; next = this.#next()) {
        if (typeof next === 'number') await this.#pause(next);
        else await next();
      }
    } catch (error) {
      failure = error;
    }
    this.#working = undefined;
    this.#ended(failure);
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
      setTimeout(resolve, ms);
    });
  }
}
