import type { Picture } from './implementation.ts';

/**
 * The picture with each pixel at the color that `nearest` gives for it, asked once for each distinct color: how a careful user of a
 * library that answers with a palette alone would go on. `nearest` takes and gives 0xbbggrr.
 */
export function mapDistinct({ rgba }: Picture, nearest: (color: number) => number): Uint8Array {
  const cache = new Int32Array(1 << 24).fill(-1);
  const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.length >> 2);
  const result = new Uint32Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) {
    const color = pixels[i] & 0xffffff;
    let found = cache[color];
    if (found < 0) {
      found = nearest(color);
      cache[color] = found;
    }
    result[i] = found | 0xff000000;
  }
  return new Uint8Array(result.buffer);
}

/** The picture in the colors of a palette: for each pixel the nearest in sRGB, by trying all. */
export function mapToPalette(picture: Picture, palette: ArrayLike<number>[]): Uint8Array {
  const flat = Float64Array.from(palette.flatMap((color) => [color[0], color[1], color[2]]));
  const codes = palette.map((color) => {
    const [r, g, b] = [0, 1, 2].map((i) => Math.min(255, Math.max(0, Math.round(color[i]))));
    return (b << 16) | (g << 8) | r;
  });
  return mapDistinct(picture, (color) => {
    const r = color & 255;
    const g = (color >> 8) & 255;
    const b = color >> 16;
    let least = Number.POSITIVE_INFINITY;
    let best = 0;
    for (let i = 0, j = 0; i < codes.length; i++, j += 3) {
      const dr = flat[j] - r;
      const dg = flat[j + 1] - g;
      const db = flat[j + 2] - b;
      const distance = dr * dr + dg * dg + db * db;
      if (distance < least) {
        least = distance;
        best = i;
      }
    }
    return codes[best];
  });
}
