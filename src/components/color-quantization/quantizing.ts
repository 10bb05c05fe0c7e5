import type {
  ColorQuantizer,
  Histogram,
  Quantization,
  QuantizeOptions,
  Remapped,
} from '../../engine/color-quantization/index.ts';
import { hexOf } from '../../lib/palette.ts';
import { bytesOf } from './colors.ts';
import { inSlices } from './slices.ts';
import { type Choices, MOST_COLORS, type Raster, type Result } from './views.ts';

const CLEAR = '#00000000';

/** A picture in fewer colours. */
export interface Made {
  result: Result;
  width: number;
  height: number;
  /** RGBA of the palette, and the number of each pixel's colour in it. */
  palette: Uint8Array<ArrayBuffer>;
  indices: Uint8Array<ArrayBuffer>;
}

/** The same with its pixels, which are not kept. */
export interface Painted {
  made: Made;
  raster: Raster;
}

/** A picture and its colours, counted. */
export interface Counted {
  raster: Raster;
  histogram: Histogram;
}

/** At once, from the seeds alone: for the preview while a slider moves. */
export function sketch(engine: ColorQuantizer, counted: Counted, choices: Choices): Painted {
  const begun = performance.now();
  const found = engine.quantize(counted.histogram, {
    ...options(counted.histogram, choices),
    mode: 'instant',
  });
  const paletteMs = performance.now() - begun;
  const { raster } = counted;
  const remapped = engine.remap(raster.rgba, found.palette, mapping(counted, choices));
  const mapMs = performance.now() - begun - paletteMs;
  return painted(raster, choices, found, remapped, { paletteMs, mapMs, preview: true });
}

/** As good as chosen; `signal` stops it between steps. */
export async function quantize(
  engine: ColorQuantizer,
  counted: Counted,
  choices: Choices,
  signal: AbortSignal,
): Promise<Painted> {
  const begun = performance.now();
  const { raster, histogram } = counted;
  const found = await inSlices(engine.steps(histogram, options(histogram, choices)), signal);
  const paletteMs = performance.now() - begun;
  const mapped = engine.remapSteps(raster.rgba, found.palette, mapping(counted, choices));
  const remapped = await inSlices(mapped, signal);
  const mapMs = performance.now() - begun - paletteMs;
  return painted(raster, choices, found, remapped, { paletteMs, mapMs, preview: false });
}

const mapping = ({ raster, histogram }: Counted, { space, dither, strength }: Choices) => ({
  width: raster.width,
  ...{ space, dither, strength, histogram },
});

/** What the engine is asked for. A palette of the reader's own is one in which every colour stays, and what is transparent stays so. */
function options({ transparent }: Histogram, choices: Choices): QuantizeOptions {
  const { k, space, mode, seed, locked, own } = choices;
  const clear = transparent > 0 && own.length < MOST_COLORS && !own.includes(CLEAR);
  const given = own.length === 0 ? locked : clear ? [...own, CLEAR] : own;
  return {
    k: own.length === 0 ? Math.max(k, given.length) : given.length,
    ...{ space, mode, seed, locked: bytesOf(given) },
  };
}

function painted(
  { width, height }: Raster,
  choices: Choices,
  found: Quantization,
  { indices, rgba, mse }: Remapped,
  made: Pick<Result, 'paletteMs' | 'mapMs' | 'preview'>,
): Painted {
  const { palette } = found;
  const colors = Array.from({ length: palette.length / 4 }, (_, i) => hexOf(palette, i));
  const result: Result = {
    choices,
    colors,
    counts: [...found.counts],
    fixed: choices.own.length > 0 ? colors.length : choices.locked.length,
    mse,
    psnr: 10 * Math.log10(255 ** 2 / mse),
    deltaE: found.deltaE,
    errors: [...found.errors],
    passes: found.passes,
    optimal: found.optimal,
    used: usedColors(colors, choices.dither === 'none' ? [...found.counts] : occurrences(indices)),
    ...made,
  };
  return {
    made: { result, width, height, palette, indices },
    raster: { width, height, rgba },
  };
}

/** The pixels of a result. */
export function pixelsOf({ width, height, palette, indices }: Made): Raster {
  const colors = new Uint32Array(palette.buffer, palette.byteOffset, palette.length / 4);
  const pixels = new Uint32Array(indices.length);
  for (let i = 0; i < pixels.length; i++) pixels[i] = colors[indices[i]];
  return { width, height, rgba: new Uint8ClampedArray(pixels.buffer) };
}

function occurrences(indices: Uint8Array): number[] {
  const counts = new Array<number>(MOST_COLORS).fill(0);
  for (let i = 0; i < indices.length; i++) counts[indices[i]]++;
  return counts;
}

const usedColors = (colors: readonly string[], counts: readonly number[]) =>
  new Set(colors.filter((_, i) => counts[i] > 0)).size;
