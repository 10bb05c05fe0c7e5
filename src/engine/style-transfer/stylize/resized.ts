import type { Picture } from '../picture.ts';

/**
 * A picture at another size: bilinear where it grows; where it shrinks, the same triangle as wide as what one new pixel stands for, so
 * that nothing between is left out. The border goes on outside. The picture itself where the size stays.
 */
export function resized(picture: Picture, width: number, height: number): Picture {
  if (picture.width === width && picture.height === height) return picture;
  const columns = windows(picture.width, width);
  const rows = windows(picture.height, height);
  // Rows of the old picture at the new width are made when first needed, and kept only as long as a window may reach back to them.
  const narrowed = new Map<number, Float32Array>();
  const data = new Float32Array(width * height * 3);
  for (const [y, row] of rows.entries()) {
    for (const kept of narrowed.keys()) if (kept < row.first) narrowed.delete(kept);
    const to = data.subarray(y * width * 3, (y + 1) * width * 3);
    for (const [i, share] of row.shares.entries()) {
      const at = row.first + i;
      const line = narrowed.get(at) ?? rowAt(picture, at, columns);
      narrowed.set(at, line);
      for (let j = 0; j < to.length; j++) to[j] += share * line[j];
    }
  }
  return { width, height, data };
}

/** Which of the old pixels, from `first` on, make up a new one, and their shares, together 1. */
interface Window {
  first: number;
  shares: number[];
}

function windows(from: number, to: number): Window[] {
  const scale = from / to;
  const reach = Math.max(1, scale);
  return Array.from({ length: to }, (_, i) => {
    const centre = (i + 0.5) * scale - 0.5;
    const [low, high] = [Math.floor(centre - reach) + 1, Math.ceil(centre + reach) - 1];
    const first = clamped(low, from);
    const shares = new Array<number>(clamped(high, from) - first + 1).fill(0);
    let total = 0;
    for (let k = low; k <= high; k++) {
      const share = 1 - Math.abs(k - centre) / reach;
      shares[clamped(k, from) - first] += share;
      total += share;
    }
    return { first, shares: shares.map((share) => share / total) };
  });
}

const clamped = (k: number, length: number) => Math.min(length - 1, Math.max(0, k));

function rowAt({ width, data }: Picture, y: number, columns: Window[]): Float32Array {
  const row = new Float32Array(columns.length * 3);
  for (const [x, { first, shares }] of columns.entries()) {
    let [red, green, blue] = [0, 0, 0];
    let at = (y * width + first) * 3;
    for (const share of shares) {
      red += share * data[at];
      green += share * data[at + 1];
      blue += share * data[at + 2];
      at += 3;
    }
    row[3 * x] = red;
    row[3 * x + 1] = green;
    row[3 * x + 2] = blue;
  }
  return row;
}
