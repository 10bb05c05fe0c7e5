import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { versionOf } from '../machine.ts';
import type { Implementation } from './implementation.ts';

interface Emscripten {
  quantize: (rgba: Uint8Array, width: number, height: number, k: number, dither: number) => Uint8ClampedArray;
}

/**
 * libimagequant 2.12.1 as Squoosh ships it. @squoosh/lib as a whole does not start on the Node of today, since it sets up all its
 * codecs at once; so the glue code of this one is cut out of its bundle.
 */
async function open(): Promise<Emscripten> {
  const require = createRequire(import.meta.url);
  const bundle = require.resolve('@squoosh/lib');
  const code = readFileSync(bundle, 'utf8');
  const end = code.indexOf('var imageQuantWasm=');
  const start = code.lastIndexOf('var Module$1=', end);
  const [wasm] = code.slice(end).match(/imagequant_node-\w+\.wasm/) ?? [];
  if (start < 0 || !wasm) throw new Error('@squoosh/lib is not built as it was in 0.5.3.');
  const scope = ['require', '__filename', '__dirname'];
  const factory = new Function(...scope, `${code.slice(start, end)};return Module$1`);
  const directory = dirname(bundle);
  return factory(
    require,
    bundle,
    directory,
  )({
    wasmBinary: readFileSync(`${directory}/${wasm}`),
    locateFile: (file: string) => `${directory}/${file}`,
  });
}

const imagequant = await open();

export const squoosh: Implementation = {
  name: 'Squoosh (libimagequant 2)',
  version: versionOf('@squoosh/lib'),
  quantize: ({ rgba, width, height }, k) => imagequant.quantize(rgba, width, height, k, 0),
};
