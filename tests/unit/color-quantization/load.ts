import { readFile } from 'node:fs/promises';
import { type ColorQuantizer, createColorQuantizer } from '../../../src/engine/color-quantization/index.ts';

const bytes = await readFile(
  new URL('../../../src/engine/color-quantization/color-quantization.wasm', import.meta.url),
);

/** A new instance of the committed build. */
export async function loadColorQuantizer(): Promise<ColorQuantizer> {
  return createColorQuantizer(await WebAssembly.compile(bytes));
}
