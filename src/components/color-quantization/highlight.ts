import type { Raster } from './views.ts';

/** A larger picture's veil is coarser, so that it comes at once. */
const MOST_PIXELS = 4_000_000;
/** What lies over the pixels of the other colours: nearly black, RGBA. */
const VEIL = [18, 17, 16, 205] as const;

/**
 * A veil over all pixels but those of one colour, to be laid over the picture, stretched to its size. A coarse pixel of it is clear
 * when any of those under it has the colour, so that single pixels show.
 */
export function veil(indices: Uint8Array, width: number, height: number, index: number): Raster {
  const block = Math.ceil(Math.sqrt((width * height) / MOST_PIXELS));
  const size = { width: Math.ceil(width / block), height: Math.ceil(height / block) };
  const rgba = new Uint8ClampedArray(4 * size.width * size.height);
  const pixels = new Uint32Array(rgba.buffer);
  rgba.set(VEIL);
  pixels.fill(pixels[0]);
  let at = 0;
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / block) * size.width;
    for (let x = 0; x < width; x++) if (indices[at++] === index) pixels[row + Math.floor(x / block)] = 0;
  }
  return { ...size, rgba };
}
