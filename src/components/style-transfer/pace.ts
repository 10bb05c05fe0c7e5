import type { LevelView } from './views.ts';

/** How long steps take, learned while they are taken: a step's time grows with its pixels. */
export class Pace {
  /** Of the level at hand: milliseconds, and steps. */
  #level = -1;
  #ms = 0;
  #steps = 0;
  /** Milliseconds for a step of a megapixel, of the last level of which enough is known. */
  #rate: number | undefined;

  /** Milliseconds for a step of a megapixel, as far as is known. */
  get rate(): number | undefined {
    return this.#rate;
  }

  /** So many steps more of this level have taken so long. The first of a level are not counted: they bring its preparations. */
  took(ms: number, steps: number, level: number, { width, height }: LevelView): void {
    if (level !== this.#level) {
      this.#level = level;
      this.#ms = this.#steps = 0;
      return;
    }
    this.#ms += ms;
    this.#steps += steps;
    if (this.#steps > 0) this.#rate = (this.#ms / this.#steps / (width * height)) * 1e6;
  }

  /** Milliseconds that the steps after `done` of these levels will take; undefined while nothing is known. */
  left(levels: readonly LevelView[], done: number): number | undefined {
    if (this.#rate === undefined) return undefined;
    let before = 0;
    let work = 0;
    for (const { width, height, steps } of levels) {
      work += (Math.max(0, Math.min(steps, before + steps - done)) * width * height) / 1e6;
      before += steps;
    }
    return work * this.#rate;
  }
}
