import type { Raster } from './channels.ts';
import { type Unknowable, unknowable } from './unknowable.ts';

/** Stripes where nothing can be known, light and dark, so that they show on any picture: RGBA as little-endian 32-bit numbers. */
const LIGHT = 0xff_ff_ff_ff;
const DARK = 0xff_20_20_20;

/** A picture as it is painted on: holes are transparent, and hatched in rows and columns of which no pixel is known. */
export function withHoles({ width, height, rgba }: Raster, known: Uint8Array): Raster {
  const out = new Uint32Array(width * height);
  const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, out.length);
  for (let i = 0; i < out.length; i++) if (known[i]) out[i] = pixels[i];
  hatch(out, width, unknowable(known, { width, height }));
  return { width, height, rgba: new Uint8ClampedArray(out.buffer) };
}

/** The hatching alone; undefined where there is none. */
export function hatching({ width, height }: Raster, empty: Unknowable): Raster | undefined {
  if (empty.rows.length + empty.columns.length === 0) return undefined;
  const out = new Uint32Array(width * height);
  hatch(out, width, empty);
  return { width, height, rgba: new Uint8ClampedArray(out.buffer) };
}

function hatch(out: Uint32Array, width: number, { rows, columns }: Unknowable): void {
  const put = (x: number, y: number) => {
    const stripe = (x + y) % 6;
    if (stripe < 4) out[y * width + x] = stripe < 2 ? LIGHT : DARK;
  };
  for (const y of rows) for (let x = 0; x < width; x++) put(x, y);
  for (const x of columns) for (let y = 0; y < out.length / width; y++) put(x, y);
}
