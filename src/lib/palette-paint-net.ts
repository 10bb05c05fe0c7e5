import { InvalidInputError } from '../engine/errors.ts';
import { parseColor } from './color-text.ts';
import { PaletteBuilder, type ReadPalette } from './palette.ts';
import { excerpt } from './text-place.ts';

/** Whether a text is a palette of Paint.NET, by its first line. */
export function isPaintNet(text: string): boolean {
  return /^\s*;\s*paint\.net palette/i.test(text);
}

/**
 * A Paint.NET palette (.txt): lines of eight hexadecimal digits, alpha first, and comments that begin with a semicolon.
 * Throws an `InvalidInputError` naming the line.
 */
export function readPaintNet(text: string): ReadPalette {
  const palette = new PaletteBuilder();
  text.split(/\r\n?|\n/).forEach((whole, i) => {
    const line = whole.replace(/;.*/, '').trim();
    if (line === '') return;
    const [, alpha, rest] = /^(..)(.{6})$/.exec(line) ?? [];
    const color = /^[0-9a-f]{8}$/i.test(line) ? parseColor(rest + alpha) : undefined;
    if (!color) {
      throw new InvalidInputError(
        `Line ${i + 1} of this Paint.NET palette, ${excerpt(line)}, is not eight hexadecimal digits.`,
      );
    }
    palette.add(color);
  });
  return palette.end('a Paint.NET palette');
}
