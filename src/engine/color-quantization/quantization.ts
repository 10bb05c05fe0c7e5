/**
 * Where distances between colours are measured. 'srgb': the stored values, 0 to 255, as most programs do; 'oklab': Björn Ottosson's
 * perceptual space (2020), nearest to what the eye sees; 'linear': amounts of light, as optics adds them up.
 */
export type Space = 'srgb' | 'oklab' | 'linear';

/**
 * How long to search. 'instant': seeds alone, from one merge tree for every k, for dragging a slider; 'fast': seeds, a search of the
 * coarse cells, exact passes until they save less than 1 part in 10,000; 'best': more starting points and swaps, and passes to
 * 1 in 100,000.
 */
export type Mode = 'instant' | 'fast' | 'best';

/**
 * What becomes of transparency. 'blend': colours count as much as they are opaque, and palette entries have an alpha of their own;
 * 'binary': below half is transparent, the rest opaque, as in GIF; 'ignore': every pixel counts as opaque.
 */
export type AlphaMode = 'blend' | 'binary' | 'ignore';

export interface QuantizeOptions {
  /** The most colours the palette may have, 1 to 256; a transparent entry is one of them. */
  k: number;
  /** Default 'srgb'. */
  space?: Space;
  /** Default 'fast'. */
  mode?: Mode;
  /**
   * Of the random starting points that 'best' tries beside the others, and of the random swaps that pictures of at most 1,024 colours
   * afford in any mode but 'instant'; a whole number from 0 to 2^32 - 1. Default 0.
   */
  seed?: number;
  /** Colours that stay as they are, RGBA, 4 bytes each, at most k of them; they come first in the palette, in this order. */
  locked?: Uint8Array;
  /** Default 'blend'. Of no account for pictures that are opaque throughout. */
  alpha?: AlphaMode;
  /** RGBA of the k - locked centroids to begin from: Lloyd's passes alone follow, without seeds or swaps. */
  start?: Uint8Array;
  /** Passes end when one saves less than this share of the cost; 0: when nothing moves any more. Default by mode. */
  tolerance?: number;
}

/** Where a quantization stands after a step. */
export interface Step {
  /** 'search': over coarse cells; 'passes': exact ones over all distinct colours. */
  phase: 'search' | 'passes';
  /** Exact passes so far. */
  passes: number;
  /** Sum over pixels of the squared distance to the mean of their cluster; see `Quantization.cost`. */
  cost: number;
  /** The centroids after the step, rounded to 8 bits: RGBA, 4 bytes each; in no order that matters. */
  palette: Uint8Array<ArrayBuffer>;
}

/** A palette, and how well it does without dithering. */
export interface Quantization {
  /**
   * RGBA, 4 bytes for each colour: locked ones first, as given, then a transparent one (0, 0, 0, 0) where the picture has fully
   * transparent pixels, then the others from dark to light. No colour occurs twice, unless it was locked twice.
   */
  palette: Uint8Array<ArrayBuffer>;
  /** Pixels of each colour. */
  counts: Float64Array<ArrayBuffer>;
  /**
   * Before rounding to 8 bits: 4 coordinates each in the space's units, alpha last, the first three times alpha / 255. In OKLab, where
   * the palette is of the medians of the clusters, which make the mean distance least, these are still the means.
   */
  centroids: Float64Array<ArrayBuffer>;
  /**
   * Sum over pixels of the squared distance to the mean of their cluster (or to its locked colour), before rounding, in units of the
   * space: sRGB 0 to 255; linear light and OKLab so scaled that white is at 255. In mode 'instant', to the rounded colour.
   */
  cost: number;
  /** Mean over pixels and R, G, B of the squared error of the rounded palette, sRGB, each times alpha / 255. */
  mse: number;
  /** 10 log10(255^2 / mse) in dB; Infinity without error. */
  psnr: number;
  /** Mean over pixels of the distance in OKLab, times 100. */
  deltaE: number;
  /** Pixels by their distance in OKLab times 100: bin i holds those from i / 4 to (i + 1) / 4, the last all above as well; 64 bins. */
  errors: Float64Array<ArrayBuffer>;
  /** Exact passes over all distinct colours. */
  passes: number;
  /** Each distinct colour is at its nearest centroid, and each centroid that is not locked is the mean of its colours. */
  converged: boolean;
  /** No palette of this size can have a lower cost: as many colours as the picture has, or a gray picture, solved exactly. */
  optimal: boolean;
}

/** How pixels get their colours from a palette. Blue noise by void and cluster (Ulichney 1993), 64 x 64; 'ordered' is Bayer's 8 x 8. */
export type Dither = 'none' | 'floyd-steinberg' | 'atkinson' | 'blue-noise' | 'ordered';

export interface RemapOptions {
  /** Pixels in a row; without dithering it does not matter, and may be left out. */
  width?: number;
  /** Default 'none': each pixel gets the nearest colour. Pixels that are not opaque never dither. */
  dither?: Dither;
  /** How much of the error is passed on, or how far the pattern reaches: 0 to 1. Default 1. */
  strength?: number;
  /** In which space colours are nearest, without dithering; with it, sRGB. Default 'srgb'. */
  space?: Space;
  /** Default 'blend'; see `QuantizeOptions.alpha`. */
  alpha?: AlphaMode;
}

export interface Remapped {
  /** For each pixel, the number of its colour in the palette. */
  indices: Uint8Array<ArrayBuffer>;
  /** The picture made of them. */
  rgba: Uint8ClampedArray<ArrayBuffer>;
  /** As `Quantization.mse`, of this picture, dithering included. */
  mse: number;
}

/** Means of small cells of a picture's colours: what a cloud of points can show. */
export interface Cells {
  /** RGBA, 4 bytes each. */
  colors: Uint8Array<ArrayBuffer>;
  /** Pixels of each. */
  counts: Float64Array<ArrayBuffer>;
}

/** A picture's distinct colours, counted, in the memory of the engine's module; `free` it when done. */
export interface Histogram {
  /** Pixels counted. */
  readonly pixels: number;
  /** Distinct colours (R, G, B, A); all fully transparent pixels are one. */
  readonly distinct: number;
  /** Fully transparent pixels. */
  readonly transparent: number;
  /** Whether every pixel is opaque. */
  readonly opaque: boolean;
  /** The colours in at most `most` cells, finest where the picture varies most; without the transparent ones. */
  cells(most: number): Cells;
  /** Gives back the memory. Everything but `free` itself throws from then on. */
  free(): void;
}

/** Palettes by k-means, and pictures made of them. */
export interface ColorQuantizer {
  /** Counts the colours of `width * height` pixels (RGBA, not premultiplied), tile by tile. O(pixels). Throws an `InvalidInputError`. */
  histogram(rgba: Uint8Array | Uint8ClampedArray, width: number, height: number): Histogram;
  /** The best palette found. Throws an `InvalidInputError` when it cannot be, and stays usable. */
  quantize(histogram: Histogram, options: QuantizeOptions): Quantization;
  /** The same in steps, each of a few milliseconds at most; stop by not asking for the next. One at a time for each histogram. */
  steps(histogram: Histogram, options: QuantizeOptions): Generator<Step, Quantization>;
  /** The picture in the colours of `palette` (RGBA, 4 bytes each, 1 to 256 of them). `histogram`, of this picture, saves counting it again. */
  remap(
    rgba: Uint8Array | Uint8ClampedArray,
    palette: Uint8Array,
    options?: RemapOptions & { histogram?: Histogram },
  ): Remapped;
  /** The same in steps of a few milliseconds; stop by not asking for the next. Nothing else may use the histogram meanwhile. */
  remapSteps(
    rgba: Uint8Array | Uint8ClampedArray,
    palette: Uint8Array,
    options?: RemapOptions & { histogram?: Histogram },
  ): Generator<undefined, Remapped>;
  /** Bytes of memory that the module has taken so far; it reuses them, but never gives them back. */
  memoryBytes(): number;
}
