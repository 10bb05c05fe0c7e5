import type { Raster } from './views.ts';

/** Pictures with fewer distinct colours keep them when scaled down: mixing two would make colours they do not have. */
const FEW_DISTINCT = 4096;

/**
 * The picture with at most about `pixels` pixels; itself where it has no more. Colours are means over areas, weighted by alpha, or,
 * of pictures with few distinct colours, picked.
 */
export function scaledDown(picture: Raster, pixels: number, distinct: number): Raster {
  const { width, height } = picture;
  const factor = Math.sqrt(pixels / (width * height));
  if (factor >= 1) return picture;
  const size = {
    width: Math.max(1, Math.round(width * factor)),
    height: Math.max(1, Math.round(height * factor)),
  };
  const small = { ...size, rgba: new Uint8ClampedArray(4 * size.width * size.height) };
  if (distinct <= FEW_DISTINCT) pick(picture, small);
  else average(picture, small);
  return small;
}

function pick(from: Raster, to: Raster): void {
  const source = new Uint32Array(from.rgba.buffer, from.rgba.byteOffset, from.width * from.height);
  const target = new Uint32Array(to.rgba.buffer);
  const columns = centres(from.width, to.width);
  const rows = centres(from.height, to.height);
  let at = 0;
  for (const y of rows) for (const x of columns) target[at++] = source[y * from.width + x];
}

/** For each of `count` equal parts of 0 to `length`, the whole number in its middle. */
function centres(length: number, count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * length) / count));
}

function average(from: Raster, to: Raster): void {
  const { rgba } = from;
  let at = 0;
  for (let row = 0; row < to.height; row++) {
    const top = Math.floor((row * from.height) / to.height);
    const bottom = Math.max(top + 1, Math.floor(((row + 1) * from.height) / to.height));
    for (let column = 0; column < to.width; column++) {
      const left = Math.floor((column * from.width) / to.width);
      const right = Math.max(left + 1, Math.floor(((column + 1) * from.width) / to.width));
      let [r, g, b, a] = [0, 0, 0, 0];
      for (let y = top; y < bottom; y++) {
        for (let i = 4 * (y * from.width + left), end = i + 4 * (right - left); i < end; i += 4) {
          const alpha = rgba[i + 3];
          r += rgba[i] * alpha;
          g += rgba[i + 1] * alpha;
          b += rgba[i + 2] * alpha;
          a += alpha;
        }
      }
      if (a > 0) {
        to.rgba[at] = r / a;
        to.rgba[at + 1] = g / a;
        to.rgba[at + 2] = b / a;
      }
      to.rgba[at + 3] = a / ((bottom - top) * (right - left));
      at += 4;
    }
  }
}
