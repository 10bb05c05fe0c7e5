import { InvalidInputError } from '../errors.ts';
import { instantiate } from '../wasm.ts';
import type { Core } from './core.ts';
import { Counted } from './counted.ts';
import type { ColorQuantizer, Histogram } from './quantization.ts';
import { remap } from './remap.ts';
import { solve, solveAtOnce } from './solve.ts';

export type {
  AlphaMode,
  Cells,
  ColorQuantizer,
  Dither,
  Histogram,
  Mode,
  Quantization,
  QuantizeOptions,
  RemapOptions,
  Remapped,
  Space,
  Step,
} from './quantization.ts';

/** One instance of the module built from wasm/color-quantization, for any number of pictures, at once or in turn. */
export async function createColorQuantizer(module: WebAssembly.Module): Promise<ColorQuantizer> {
  const core = await instantiate<Core>(module);
  const own = (histogram: Histogram): Counted => {
    if (histogram instanceof Counted && histogram.core === core) return histogram;
    throw new Error('The histogram was not made by this instance.');
  };
  const remapSteps: ColorQuantizer['remapSteps'] = function* (rgba, palette, { histogram, ...options } = {}) {
    if (histogram && histogram.pixels !== rgba.length / 4)
      throw new InvalidInputError('The histogram is that of another picture. Count this one.');
    const counted = histogram ? own(histogram) : new Counted(core, rgba, rgba.length / 4, 1);
    try {
      return yield* remap(counted, rgba, palette, options);
    } finally {
      if (!histogram) counted.free();
    }
  };
  return {
    histogram: (rgba, width, height) => new Counted(core, rgba, width, height),
    quantize: (histogram, options) => solveAtOnce(own(histogram), options),
    steps: (histogram, options) => solve(own(histogram), options),
    remapSteps,
    remap(rgba, palette, options) {
      const steps = remapSteps(rgba, palette, options);
      for (;;) {
        const { done, value } = steps.next();
        if (done) return value;
      }
    },
    memoryBytes: () => core.memory.buffer.byteLength,
  };
}
