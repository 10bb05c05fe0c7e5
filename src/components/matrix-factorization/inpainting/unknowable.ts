import type { Size } from './strokes.ts';

/** Rows and columns of which no pixel is known: nothing is known of their factors either, so PQ cannot fill them. */
export interface Unknowable {
  rows: number[];
  columns: number[];
}

/** The rows and columns of a mask that hold no 1. */
export function unknowable(known: Uint8Array, { width, height }: Size): Unknowable {
  const [inRow, inColumn] = [new Uint8Array(height), new Uint8Array(width)];
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) if (known[at]) inRow[y] = inColumn[x] = 1;
  }
  const empty = (has: Uint8Array) => [...has.keys()].filter((index) => !has[index]);
  return { rows: empty(inRow), columns: empty(inColumn) };
}
