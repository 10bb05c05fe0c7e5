import { InvalidInputError } from '../engine/errors.ts';
import { type Palette, PaletteBuilder, type ReadPalette } from './palette.ts';

const TABLE_BYTES = 768;
const FULL_BYTES = 772;
const NO_TRANSPARENCY = 0xffff;

/** Whether a file of so many bytes can be an Adobe Color Table; nothing else in one says what it is. */
export function hasActSize(bytes: number): boolean {
  return bytes === TABLE_BYTES || bytes === FULL_BYTES;
}

/**
 * An Adobe Color Table (.act): 256 times red, green, blue; then, in files of 772 bytes, how many of them count and which
 * one is transparent. Throws an `InvalidInputError` for other sizes and counts.
 */
export function readAct(bytes: Uint8Array): ReadPalette {
  if (!hasActSize(bytes.length)) {
    throw new InvalidInputError(
      `A colour table (.act) has ${TABLE_BYTES} or ${FULL_BYTES} bytes; this one has ${bytes.length}. Save or copy it again.`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const full = bytes.length === FULL_BYTES;
  const count = full ? view.getUint16(TABLE_BYTES) : 256;
  const transparent = full ? view.getUint16(TABLE_BYTES + 2) : NO_TRANSPARENCY;
  if (count < 1 || count > 256) {
    throw new InvalidInputError(`This colour table says that it has ${count} colours; it can have 1 to 256.`);
  }
  const palette = new PaletteBuilder();
  for (let i = 0; i < count; i++) {
    const [red, green, blue] = bytes.subarray(i * 3, i * 3 + 3);
    palette.add([red, green, blue, i === transparent ? 0 : 255]);
  }
  return palette.end('an Adobe colour table');
}

/**
 * The same format, 772 bytes, for Photoshop's indexed pictures. It knows one transparent colour, the first of alpha 0;
 * all others are written as if opaque.
 */
export function writeAct({ colors }: Palette): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(FULL_BYTES);
  const view = new DataView(bytes.buffer);
  let transparent = NO_TRANSPARENCY;
  for (let i = 0; i < colors.length / 4; i++) {
    bytes.set(colors.subarray(i * 4, i * 4 + 3), i * 3);
    if (colors[i * 4 + 3] === 0 && transparent === NO_TRANSPARENCY) transparent = i;
  }
  view.setUint16(TABLE_BYTES, colors.length / 4);
  view.setUint16(TABLE_BYTES + 2, transparent);
  return bytes;
}
