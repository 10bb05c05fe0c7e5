import { createRequire } from 'node:module';
import { versionOf } from '../machine.ts';
import type { Implementation } from './implementation.ts';

// The package has no types.
const upng: { quantize: (pictures: ArrayBuffer[], k: number) => { bufs: ArrayBuffer[] } } = createRequire(
  import.meta.url,
)('upng-js');

/** The quantizer of UPNG.js and Photopea: binary splits along the axis of largest variance. */
export const upngJs: Implementation = {
  name: 'UPNG.js',
  version: versionOf('upng-js'),
  quantize: ({ rgba }, k) => new Uint8Array(upng.quantize([rgba.buffer], k).bufs[0]),
};
