import { readFile } from 'node:fs/promises';
import { type ColorQuantizer, createColorQuantizer } from '../../../src/engine/color-quantization/index.ts';
import type { Implementation } from './implementation.ts';
import { WAYS, type Way } from './ways.ts';

export const WASM = 'src/engine/color-quantization/color-quantization.wasm';

/** A fresh instance of the engine, with memory of its own. */
export async function openOurs(): Promise<ColorQuantizer> {
  return createColorQuantizer(await WebAssembly.compile(await readFile(WASM)));
}

/** One of our engine's ways as a contender: counting, searching and mapping all pixels in one. */
export function ours(quantizer: ColorQuantizer, name: Way): Implementation {
  const { space, mode } = WAYS[name];
  return {
    name,
    quantize: ({ rgba, width, height }, k) => {
      const histogram = quantizer.histogram(rgba, width, height);
      const { palette } = quantizer.quantize(histogram, { k, space, mode });
      const remapped = quantizer.remap(rgba, palette, { space, histogram });
      histogram.free();
      return remapped.rgba;
    },
  };
}
