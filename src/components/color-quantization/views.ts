import type { Dither, Mode, Space } from '../../engine/color-quantization/index.ts';

// What the worker tells the page: small plain objects; pixels travel beside them, as bitmaps or bytes.

/** Where a picture comes from. The page keeps a file, so that nothing is lost when a worker is. */
export type Source = { kind: 'sample'; id: string } | { kind: 'file'; file: File };

/** How to make fewer colours of a picture. */
export interface Choices {
  /** The most colours; of no account where the palette is the reader's own. */
  k: number;
  space: Space;
  mode: Exclude<Mode, 'instant'>;
  /** Of the random starting points of 'best'. */
  seed: number;
  dither: Dither;
  /** Of dithering, 0 to 1. */
  strength: number;
  /** Colours that stay, as hex. */
  locked: readonly string[];
  /** The reader's own palette, as hex; where it is empty, k-means finds one. */
  own: readonly string[];
}

/** A picture, opened and its colours counted. */
export interface Picture {
  name: string;
  width: number;
  height: number;
  /** Of the file, in bytes. */
  bytes: number;
  /** Distinct colours. */
  distinct: number;
  /** Whether every pixel is opaque; and pixels that are transparent throughout. */
  opaque: boolean;
  transparent: number;
  /** What was done to it on the way in, and what was noticed, in sentences. */
  notes: readonly string[];
  /** Milliseconds to decode it, and to count its colours. */
  openMs: number;
  countMs: number;
}

/** A palette for the picture, and how well it does. */
export interface Result {
  choices: Choices;
  /** Hex: those that were locked, then the others. */
  colors: readonly string[];
  /** Pixels nearest to each. */
  counts: readonly number[];
  /** How many of `colors` came locked or given. */
  fixed: number;
  /** Of the picture as shown, dithering included. */
  mse: number;
  psnr: number;
  /** Of the palette, without dithering. */
  deltaE: number;
  /** Pixels by distance in OKLab; bin i from i / 4 to (i + 1) / 4. */
  errors: readonly number[];
  passes: number;
  optimal: boolean;
  /** Colours that the picture as shown has in fact. */
  used: number;
  /** Milliseconds to find the palette, and to give each pixel its colour. */
  paletteMs: number;
  mapMs: number;
  /** Whether it is that of the small preview. */
  preview: boolean;
}

/** Everything that is shown. The page is served with one of these, made by the engine when the site was built. */
export interface Shown {
  source: Source;
  picture: Picture;
  result: Result;
  /** Bytes of the result as an indexed PNG, once known. */
  pngBytes: number | undefined;
}

/** One line of the comparison of palettes of different sizes. */
export interface Compared {
  k: number;
  colors: number;
  mse: number;
  psnr: number;
  deltaE: number;
  pngBytes: number;
  ms: number;
}

/** Pixels: RGBA, 4 bytes each. */
export interface Raster {
  width: number;
  height: number;
  rgba: Uint8ClampedArray<ArrayBuffer>;
}

/** The largest k, and the largest palette. */
export const MOST_COLORS = 256;
/** The largest file the lab opens, in bytes. */
export const MOST_BYTES = 200_000_000;
/** The largest seed the lab takes. */
export const MOST_SEED = 999_999;
/** The most colours of a palette that a link carries. */
export const FEW_COLORS = 64;
/** Pixels of the preview that is quantized while the slider moves. */
export const PREVIEW_PIXELS = 300_000;
/** The palettes that the comparison makes. */
export const COMPARED_SIZES = [2, 4, 8, 16, 32, 64, 128, 256] as const;
