import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { versionOf } from '../machine.ts';
import type { Implementation } from './implementation.ts';

const glue = 'libimagequant-wasm/wasm/libimagequant_wasm.js';
const wasm = import.meta.resolve('libimagequant-wasm/wasm/libimagequant_wasm_bg.wasm');
const { ImageQuantizer, initSync } = await import(glue);
initSync({ module: readFileSync(fileURLToPath(wasm)) });

/** libimagequant 4, the Rust one, with its own defaults: speed 4, any quality. */
export const libimagequant: Implementation = {
  name: 'libimagequant-wasm',
  version: versionOf('libimagequant-wasm'),
  quantize: ({ rgba, width, height }, k) => {
    const pixels = new Uint8ClampedArray(rgba.buffer);
    const quantizer = new ImageQuantizer();
    quantizer.setMaxColors(k);
    const result = quantizer.quantizeImage(pixels, width, height);
    result.setDithering(0);
    const remapped = result.remapImage(pixels, width, height);
    result.free();
    quantizer.free();
    return remapped;
  },
};
