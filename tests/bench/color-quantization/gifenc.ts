import { createRequire } from 'node:module';
import { versionOf } from '../machine.ts';
import type { Implementation } from './implementation.ts';

type Rgb = [number, number, number];

// The package has no types.
const library: {
  quantize: (rgba: Uint8Array, k: number) => Rgb[];
  applyPalette: (rgba: Uint8Array, palette: Rgb[]) => Uint8Array;
} = createRequire(import.meta.url)('gifenc');

/** Pairwise nearest neighbours over 65,536 cells of colours. */
export const gifenc: Implementation = {
  name: 'gifenc',
  version: versionOf('gifenc'),
  quantize: ({ rgba }, k) => {
    const palette = library.quantize(rgba, k);
    const indices = library.applyPalette(rgba, palette);
    const colors = Uint32Array.from(palette, ([r, g, b]) => ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0);
    const result = new Uint32Array(indices.length);
    for (let i = 0; i < indices.length; i++) result[i] = colors[indices[i]];
    return new Uint8Array(result.buffer);
  },
};
