import { float64View, uint8View } from '../wasm.ts';
import { checkPicture, noMemory } from './checks.ts';
import { type Core, NO_MEMORY, TILE } from './core.ts';
import type { Cells, Histogram } from './quantization.ts';

/** The one implementation of `Histogram`: an object of the core. */
export class Counted implements Histogram {
  readonly pixels: number;
  readonly distinct: number;
  readonly transparent: number;
  readonly opaque: boolean;
  readonly core: Core;
  #pointer: number;

  constructor(core: Core, rgba: Uint8Array | Uint8ClampedArray, width: number, height: number) {
    checkPicture(rgba, width, height);
    this.core = core;
    this.pixels = width * height;
    this.#pointer = core.color_quantization_new();
    if (this.#pointer === 0) throw noMemory();
    try {
      for (let done = 0; done < this.pixels; done += TILE) {
        const some = Math.min(TILE, this.pixels - done);
        const tile = core.color_quantization_pixels(this.#pointer);
        uint8View(core, tile, 4 * some).set(rgba.subarray(4 * done, 4 * (done + some)));
        this.#check(core.color_quantization_count(this.#pointer, some));
      }
      this.#check(core.color_quantization_gather(this.#pointer));
      this.distinct = core.color_quantization_distinct(this.#pointer) >>> 0;
      this.transparent = core.color_quantization_transparent(this.#pointer);
      this.opaque = core.color_quantization_opaque(this.#pointer) !== 0;
    } catch (error) {
      this.free();
      throw error;
    }
  }

  cells(most: number): Cells {
    const { core } = this;
    const pointer = this.live();
    const size =
      core.color_quantization_cells(pointer, Math.max(1, Math.min(65_535, Math.floor(most)))) >>> 0;
    return {
      colors: uint8View(core, core.color_quantization_cell_colors(pointer), 4 * size).slice(),
      counts: float64View(core, core.color_quantization_cell_counts(pointer), size).slice(),
    };
  }

  free(): void {
    if (this.#pointer !== 0) this.core.color_quantization_free(this.#pointer);
    this.#pointer = 0;
  }

  /** Where it is in the core. Throws once it is freed. */
  live(): number {
    if (this.#pointer === 0) throw new Error('This histogram was freed and cannot be used any more.');
    return this.#pointer;
  }

  #check(status: number): void {
    if (status === NO_MEMORY) throw noMemory();
  }
}
