import { encodeIndexedPng } from '../../../lib/png.ts';
import type { Raster } from './channels.ts';
import { filled } from './filled.build.ts';

type Png = Uint8Array<ArrayBuffer>;

/** What each picture is made by; its name is that of its file. */
const makers: Record<string, () => Promise<Png>> = {
  cloth: async () => indexed((await filled).picture),
  holes: async () => {
    const { picture, known } = await filled;
    return indexed({ ...picture, rgba: picture.rgba.map((value, at) => (known[at >> 2] ? value : 0)) });
  },
  filled: async () => indexed((await filled).pictures.filled),
  'factors-p': async () => indexed((await filled).painted.P),
  'factors-q': async () => indexed((await filled).painted.Q),
};

/** The names of all pictures that are computed for the article. */
export const STILLS: readonly string[] = Object.keys(makers);

/** One of them, as a PNG. */
export const still = (name: string): Promise<Png> => makers[name]();

/** A picture with a palette of its own colours, rounded to fewer bits until it has at most 64 of them: nobody sees it, and it is small. */
function indexed({ width, height, rgba }: Raster): Promise<Png> {
  for (let bits = 8; ; bits--) {
    const palette = new Map<number, number>();
    const step = 256 >> bits;
    const indices = new Uint8Array(width * height);
    const pixels = new DataView(rgba.buffer);
    for (let i = 0; i < indices.length; i++) {
      const color = pixels.getUint32(4 * i);
      const rounded = roundTo(color, step);
      if (!palette.has(rounded)) palette.set(rounded, palette.size);
      if (palette.size > 64) break;
      indices[i] = palette.get(rounded) as number;
    }
    if (palette.size > 64) continue;
    const colors = new Uint8Array(4 * palette.size);
    for (const [color, index] of palette) new DataView(colors.buffer).setUint32(4 * index, color);
    return encodeIndexedPng({ width, height, indices, palette: colors });
  }
}

/** RGBA as one number, with each of red, green and blue a multiple of `step`, or 255. */
function roundTo(color: number, step: number): number {
  let out = color & 255;
  for (const shift of [24, 16, 8]) {
    const value = Math.min(255, Math.round(((color >>> shift) & 255) / step) * step);
    out += value * 2 ** shift;
  }
  return out;
}
