import { InvalidInputError } from '../engine/errors.ts';
import { checkSize, textEncoding } from './files.ts';
import type { ReadPalette } from './palette.ts';
import { hasActSize, readAct } from './palette-act.ts';
import { isAse, readAse } from './palette-ase.ts';
import { readPaletteText } from './palette-text.ts';

/** Bytes above which a file is no palette of 256 colours. */
export const LARGEST_PALETTE_FILE = 1_000_000;

/** Names of files that `readPaletteFile` takes, as an `accept` attribute lists them. */
export const PALETTE_FILE_TYPES = '.gpl,.ase,.act,.pal,.hex,.txt,.css,.json';

/**
 * The palette in a file: Adobe's binary formats, or a text as `readPaletteText` reads it; told apart by what is in it,
 * and by its name only where a colour table could be a text. Throws an `InvalidInputError`.
 */
export async function readPaletteFile(file: File): Promise<ReadPalette> {
  checkSize(file, LARGEST_PALETTE_FILE);
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (isAse(bytes)) return readAse(bytes);
  if (/\.act$/i.test(file.name)) return readAct(bytes);
  if (isAseprite(bytes)) {
    throw new InvalidInputError(
      `“${file.name}” is a picture of Aseprite, not a swatch file of the same ending. Save its palette as .gpl and open that.`,
    );
  }
  const hasZero = bytes.includes(0);
  const encoding = textEncoding(bytes);
  const utf16 = encoding === 'utf-16le' || encoding === 'utf-16be';
  if (hasActSize(bytes.length) && (!encoding || (utf16 && !isUtf16(bytes, encoding)))) return readAct(bytes);
  if (!encoding || (hasZero && !utf16)) {
    throw new InvalidInputError(
      `“${file.name}” is not a palette that can be read here: GIMP (.gpl), Adobe (.ase, .act), Paint Shop Pro (.pal), CSS, JSON or a list of colours.`,
    );
  }
  return readPaletteText(new TextDecoder(encoding).decode(bytes));
}

/** Aseprite's own files carry this number at their fifth byte. */
function isAseprite(bytes: Uint8Array): boolean {
  return bytes.length > 128 && bytes[4] === 0xe0 && bytes[5] === 0xa5;
}

/** Whether bytes that begin like UTF-16 are text in it, by its having no control characters. */
function isUtf16(bytes: Uint8Array, encoding: string): boolean {
  const text = new TextDecoder(encoding).decode(bytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return !/[\u0000-\u0008\u000e-\u001a\ufffd]/.test(text) && /\d/.test(text);
}
