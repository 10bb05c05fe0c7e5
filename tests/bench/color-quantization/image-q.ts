import { applyPaletteSync, buildPaletteSync, type PaletteQuantization, utils } from 'image-q';
import { versionOf } from '../machine.ts';
import type { Implementation } from './implementation.ts';

/** image-q with one of its ways to a palette; distances as in sRGB, since that is what the mean squared error measures. */
function imageQ(paletteQuantization: PaletteQuantization, name: string): Implementation {
  return {
    name,
    version: versionOf('image-q'),
    quantize: ({ rgba, width, height }, colors) => {
      const points = utils.PointContainer.fromUint8Array(rgba, width, height);
      const shared = { colorDistanceFormula: 'euclidean' } as const;
      const palette = buildPaletteSync([points], { ...shared, paletteQuantization, colors });
      const applied = applyPaletteSync(points, palette, { ...shared, imageQuantization: 'nearest' });
      return opaque(applied.toUint8Array());
    },
  };
}

/** Xiaolin Wu's cuts of least variance, on 32 steps of each channel. */
export const wu = imageQ('wuquant', 'image-q, Wu');
/** RgbQuant.js inside image-q. */
export const imageQRgbquant = imageQ('rgbquant', 'image-q, RgbQuant');
/** A Kohonen network of colours. */
export const neuquant = imageQ('neuquant', 'image-q, NeuQuant');

/** NeuQuant moves alpha as well, and ends a little below 255 where all was opaque. */
function opaque(rgba: Uint8Array): Uint8Array {
  for (let i = 3; i < rgba.length; i += 4) rgba[i] = 255;
  return rgba;
}
