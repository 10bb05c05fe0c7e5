import { createRequire } from 'node:module';
import { versionOf } from '../machine.ts';
import type { Implementation } from './implementation.ts';
import { mapToPalette } from './nearest-colors.ts';

type Rgb = [number, number, number];

// The package has no types. It only ever goes over its pixels by forEach.
const medianCut: (
  pixels: { length: number; forEach: (each: (pixel: Rgb) => void) => void },
  k: number,
) => { palette: () => Rgb[] } = createRequire(import.meta.url)('quantize');

/**
 * Modified median cut, the algorithm in Color Thief. Every pixel counts, handed over without an array for each; and each gets the
 * nearest colour of the palette, which is better than the one of its box that the package would give.
 */
export const quantize: Implementation = {
  name: 'quantize',
  version: versionOf('quantize'),
  quantize: (picture, k) => {
    const { rgba } = picture;
    const pixel: Rgb = [0, 0, 0];
    const forEach = (each: (pixel: Rgb) => void) => {
      for (let i = 0; i < rgba.length; i += 4) {
        pixel[0] = rgba[i];
        pixel[1] = rgba[i + 1];
        pixel[2] = rgba[i + 2];
        each(pixel);
      }
    };
    return mapToPalette(picture, medianCut({ length: rgba.length >> 2, forEach }, k).palette());
  },
};
