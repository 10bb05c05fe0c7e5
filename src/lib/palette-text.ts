import { InvalidInputError } from '../engine/errors.ts';
import type { ReadPalette } from './palette.ts';
import { isGpl, readGpl } from './palette-gpl.ts';
import { isJasc, readJasc } from './palette-jasc.ts';
import { readJson } from './palette-json.ts';
import { hasCode, readCode, readList } from './palette-list.ts';
import { isPaintNet, readPaintNet } from './palette-paint-net.ts';

/** Characters above which a text is no palette. */
const LONGEST = 1_000_000;

/**
 * The palette in a text, whatever it is: a GIMP palette, a JASC or Paint.NET palette, JSON, CSS or other code with
 * colours in it, or a plain list of colours. Colours that come again are left out and counted. Throws an
 * `InvalidInputError` that says what is wrong, and where.
 */
export function readPaletteText(given: string): ReadPalette {
  if (given.length > LONGEST) {
    throw new InvalidInputError(
      `This text has more than a million characters, too many for a palette of 256 colours. Nothing was read.`,
    );
  }
  const text = given.replace(/^\ufeff/, '');
  if (text.trim() === '') {
    throw new InvalidInputError('There is nothing to read. Give at least one colour, such as #1d2b53.');
  }
  if (isGpl(text)) return readGpl(text);
  if (isJasc(text)) return readJasc(text);
  if (isPaintNet(text)) return readPaintNet(text);
  return readJson(text) ?? (hasCode(text) ? readCode(text) : readList(text));
}
