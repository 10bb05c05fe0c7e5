import { problemOf } from '../../lib/problem.ts';
import type { Lab } from './lab.svelte.ts';
import { type Choices, COMPARED_SIZES, type Compared } from './views.ts';

/** A line of the comparison with its picture in miniature. */
export interface Row extends Compared {
  miniature: ImageBitmap;
}

/** Palettes of several sizes for the picture shown, worked out one by one while the lab has nothing more urgent to do. */
export class Comparison {
  rows = $state.raw<readonly Row[]>([]);
  running = $state(false);
  problem = $state('');
  /** What the rows were made of, beside k. */
  #of = $state('');
  #abort: AbortController | undefined;
  readonly #lab: Lab;

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  get total(): number {
    return COMPARED_SIZES.length;
  }

  /** Whether the rows belong to another picture, or other settings, than are shown now. */
  get stale(): boolean {
    return this.rows.length > 0 && this.#of !== this.#key;
  }

  async start(): Promise<void> {
    const key = this.#key;
    if (this.#of !== key) this.#clear();
    this.#of = key;
    this.problem = '';
    this.running = true;
    const abort = new AbortController();
    this.#abort = abort;
    try {
      for (const k of COMPARED_SIZES) {
        if (this.rows.some((row) => row.k === k)) continue;
        const choices: Choices = { ...this.#lab.choices, k, own: [] };
        const { compared, miniature } = await this.#lab.make((api) => api.compare(choices), abort.signal);
        if (this.#key !== key) return miniature.close();
        this.rows = [...this.rows, { ...compared, miniature }];
      }
    } catch (error) {
      this.problem = problemOf(error)?.message ?? '';
    } finally {
      if (this.#abort === abort) this.running = false;
    }
  }

  stop(): void {
    this.#abort?.abort();
    this.running = false;
  }

  close(): void {
    this.stop();
    this.#clear();
  }

  #clear(): void {
    for (const { miniature } of this.rows) miniature.close();
    this.rows = [];
  }

  get #key(): string {
    const { choices, shown } = this.#lab;
    const { name, bytes, width, height } = shown.picture;
    return JSON.stringify([name, bytes, width, height, { ...choices, k: 0, own: 0 }]);
  }
}
