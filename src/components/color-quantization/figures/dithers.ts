import type { Dither } from '../../../engine/color-quantization/quantization.ts';

/** How one kind of dithering does at one number of colours. */
export interface DitherShown {
  k: number;
  kind: Dither;
  /** Mean squared error over pixels and channels. */
  mse: number;
  /** The same of means over squares of BLOCK by BLOCK pixels: what is left when the eye averages. */
  blockMse: number;
  /** Of the PNG. */
  bytes: number;
}

/** Pixels along the side of the squares that stand for an eye too far away to see dots. */
export const BLOCK = 4;

/** Mean squared difference of two pictures (RGBA) over the means of such squares, in R, G and B; incomplete squares are left out. */
export function blockError(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  width: number,
  height: number,
): number {
  const [columns, rows] = [Math.floor(width / BLOCK), Math.floor(height / BLOCK)];
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      for (let channel = 0; channel < 3; channel++) {
        let difference = 0;
        for (let y = row * BLOCK; y < (row + 1) * BLOCK; y++) {
          for (let x = column * BLOCK; x < (column + 1) * BLOCK; x++) {
            const at = 4 * (y * width + x) + channel;
            difference += a[at] - b[at];
          }
        }
        sum += (difference / BLOCK ** 2) ** 2;
      }
    }
  }
  return sum / (columns * rows * 3);
}
