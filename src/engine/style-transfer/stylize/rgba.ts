import type { Picture } from '../picture.ts';

/** A picture of the bytes that a canvas gives; what is transparent shows white behind it. */
export function pictureOf(rgba: Uint8ClampedArray, width: number, height: number): Picture {
  const data = new Float32Array(width * height * 3);
  for (let from = 0, to = 0; to < data.length; from += 4, to += 3) {
    const alpha = rgba[from + 3] / 255;
    for (let c = 0; c < 3; c++) data[to + c] = 255 + alpha * (rgba[from + c] - 255);
  }
  return { width, height, data };
}

/** The bytes that a canvas shows, opaque: rounded, and what lies outside 0..255 brought to the nearer end. */
export function rgbaOf({ data }: Picture): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray((data.length / 3) * 4);
  for (let from = 0, to = 0; from < data.length; from += 3, to += 4) {
    rgba[to] = data[from];
    rgba[to + 1] = data[from + 1];
    rgba[to + 2] = data[from + 2];
    rgba[to + 3] = 255;
  }
  return rgba;
}
