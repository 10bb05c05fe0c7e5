import { float64View, uint8View } from '../wasm.ts';
import { checkOptions, noMemory } from './checks.ts';
import {
  ALPHA,
  CONVERGED,
  type Core,
  ERROR_BINS,
  MODE,
  MORE,
  NO_MEMORY,
  OPTIMAL,
  SPACE,
  SUMMARY,
} from './core.ts';
import type { Counted } from './counted.ts';
import type { Quantization, QuantizeOptions, Step } from './quantization.ts';

/** `ColorQuantizer.steps`: sets the core going, and gives out where it stands after each of its steps. */
export function* solve(histogram: Counted, options: QuantizeOptions): Generator<Step, Quantization> {
  begin(histogram, options);
  while (advance(histogram)) yield stepOf(histogram);
  return quantizationOf(histogram);
}

/** The same at one go. */
export function solveAtOnce(histogram: Counted, options: QuantizeOptions): Quantization {
  begin(histogram, options);
  while (advance(histogram)) {} // the core does the work
  return quantizationOf(histogram);
}

function begin(histogram: Counted, options: QuantizeOptions): void {
  checkOptions(options);
  const { k, space = 'srgb', mode = 'fast', seed = 0, locked, alpha = 'blend', start, tolerance } = options;
  const { core } = histogram;
  const pointer = histogram.live();
  const palette = uint8View(core, core.color_quantization_palette(pointer), 4 * 256);
  if (locked) palette.set(locked);
  if (start) palette.set(start, locked?.length ?? 0);
  const status = core.color_quantization_begin(
    pointer,
    k,
    SPACE[space],
    ALPHA[alpha],
    MODE[mode],
    seed,
    (locked?.length ?? 0) / 4,
    (start?.length ?? 0) / 4,
    tolerance ?? -1,
  );
  if (status === NO_MEMORY) throw noMemory();
}

function advance(histogram: Counted): boolean {
  const status = histogram.core.color_quantization_step(histogram.live());
  if (status === NO_MEMORY) throw noMemory();
  return status === MORE;
}

function summaryOf(core: Core, pointer: number): Float64Array {
  return float64View(core, core.color_quantization_result(pointer), SUMMARY.length);
}

function paletteOf(core: Core, pointer: number, size: number): Uint8Array<ArrayBuffer> {
  return uint8View(core, core.color_quantization_palette(pointer), 4 * size).slice();
}

function stepOf(histogram: Counted): Step {
  const { core } = histogram;
  const pointer = histogram.live();
  const summary = summaryOf(core, pointer);
  return {
    phase: summary[SUMMARY.phase] === 0 ? 'search' : 'passes',
    passes: summary[SUMMARY.passes],
    cost: summary[SUMMARY.cost],
    palette: paletteOf(core, pointer, summary[SUMMARY.size]),
  };
}

function quantizationOf(histogram: Counted): Quantization {
  const { core, pixels } = histogram;
  const pointer = histogram.live();
  const summary = summaryOf(core, pointer);
  const size = summary[SUMMARY.size];
  const flags = summary[SUMMARY.flags];
  const mse = summary[SUMMARY.squaredError] / pixels / 3;
  return {
    palette: paletteOf(core, pointer, size),
    counts: float64View(core, core.color_quantization_counts(pointer), size).slice(),
    centroids: float64View(core, core.color_quantization_centroids(pointer), 4 * size).slice(),
    cost: summary[SUMMARY.cost],
    mse,
    psnr: 10 * Math.log10(255 ** 2 / mse),
    deltaE: summary[SUMMARY.deltaE] / pixels,
    errors: float64View(core, core.color_quantization_errors(pointer), ERROR_BINS).slice(),
    passes: summary[SUMMARY.passes],
    converged: (flags & CONVERGED) !== 0,
    optimal: (flags & OPTIMAL) !== 0,
  };
}
