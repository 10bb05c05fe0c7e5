import { createRequire } from 'node:module';
import { versionOf } from '../machine.ts';
import type { Implementation } from './implementation.ts';

// The package has no types.
const RgbQuant: new (options: {
  colors: number;
}) => {
  sample: (rgba: Uint8Array, width: number) => void;
  reduce: (rgba: Uint8Array) => Uint8Array;
} = createRequire(import.meta.url)('rgbquant');

/** RgbQuant.js with its defaults: frequent colours of each region, thinned out by distance. */
export const rgbquant: Implementation = {
  name: 'RgbQuant.js',
  version: versionOf('rgbquant'),
  quantize: ({ rgba, width }, k) => {
    const quantizer = new RgbQuant({ colors: k });
    quantizer.sample(rgba, width);
    return quantizer.reduce(rgba);
  },
};
