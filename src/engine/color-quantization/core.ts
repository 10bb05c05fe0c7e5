import type { CoreExports } from '../wasm.ts';

/** What the module exports: the functions of wasm/color-quantization/color-quantization.h, where they are described. */
export interface Core extends CoreExports {
  color_quantization_new(): number;
  color_quantization_free(q: number): void;
  color_quantization_pixels(q: number): number;
  color_quantization_indices(q: number): number;
  color_quantization_count(q: number, count: number): number;
  color_quantization_gather(q: number): number;
  color_quantization_distinct(q: number): number;
  color_quantization_transparent(q: number): number;
  color_quantization_opaque(q: number): number;
  color_quantization_cells(q: number, most: number): number;
  color_quantization_cell_colors(q: number): number;
  color_quantization_cell_counts(q: number): number;
  color_quantization_palette(q: number): number;
  color_quantization_begin(
    q: number,
    k: number,
    space: number,
    alpha: number,
    mode: number,
    seed: number,
    locked: number,
    started: number,
    tolerance: number,
  ): number;
  color_quantization_step(q: number): number;
  color_quantization_result(q: number): number;
  color_quantization_centroids(q: number): number;
  color_quantization_counts(q: number): number;
  color_quantization_errors(q: number): number;
  color_quantization_remap(
    q: number,
    size: number,
    space: number,
    alpha: number,
    dither: number,
    strength: number,
    width: number,
  ): number;
  color_quantization_remap_tile(q: number, count: number): void;
  color_quantization_remap_error(q: number): number;
}

/** enum color_quantization_status */
export const MORE = 1;
export const NO_MEMORY = 2;

/** COLOR_QUANTIZATION_TILE and COLOR_QUANTIZATION_ERROR_BINS */
export const TILE = 65_536;
export const ERROR_BINS = 64;

/** The enums of the header, by the names that callers use. */
export const SPACE = { srgb: 0, oklab: 1, linear: 2 } as const;
export const ALPHA = { blend: 0, binary: 1, ignore: 2 } as const;
export const MODE = { instant: 0, fast: 1, best: 2 } as const;
export const DITHER = { none: 0, 'floyd-steinberg': 1, atkinson: 2, 'blue-noise': 3, ordered: 4 } as const;

/** Bits of enum color_quantization_flag */
export const CONVERGED = 1;
export const OPTIMAL = 2;

/** Positions, in doubles, of the members of color_quantization_summary */
export const SUMMARY = {
  cost: 0,
  squaredError: 1,
  deltaE: 2,
  passes: 3,
  phase: 4,
  flags: 5,
  size: 6,
  length: 7,
};
