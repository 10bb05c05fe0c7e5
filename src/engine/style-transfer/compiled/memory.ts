import { InvalidInputError } from '../../errors.ts';
import { float32View } from '../../wasm.ts';
import type { Core } from '../core.ts';

const PAGE = 65536;

/** The memory of a module behind what it has from the start: ours, since the module allocates nothing. */
export class Memory {
  readonly #core: Core;
  /** Where it begins, in bytes. */
  readonly start: number;

  constructor(core: Core) {
    this.#core = core;
    this.start = core.memory.buffer.byteLength;
  }

  /** Makes sure that there is memory up to `end`; it is never given back but with the module. */
  reserve(end: number): void {
    const missing = pages(end) - this.#core.memory.buffer.byteLength / PAGE;
    if (missing <= 0) return;
    try {
      this.#core.memory.grow(missing);
    } catch {
      throw new InvalidInputError(
        `There is not enough memory: this takes ${Math.ceil(end / 1e6).toLocaleString('en')} MB. Choose a smaller size, or close other tabs.`,
      );
    }
  }

  /** Floats at a pointer; to be taken anew after memory may have grown. */
  floats(pointer: number, count: number): Float32Array {
    return float32View(this.#core, pointer, count);
  }
}

/** Memory comes in pages. */
export const pages = (bytes: number) => Math.ceil(bytes / PAGE);

export const inPages = (bytes: number) => pages(bytes) * PAGE;
