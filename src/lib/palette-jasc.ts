import { InvalidInputError } from '../engine/errors.ts';
import { PaletteBuilder, type ReadPalette } from './palette.ts';
import { excerpt } from './text-place.ts';

/** Whether a text is a palette of Paint Shop Pro, by its first line. */
export function isJasc(text: string): boolean {
  return /^\s*JASC-PAL\s/.test(text);
}

/**
 * A JASC palette (.pal) of Paint Shop Pro: `JASC-PAL`, a version, the number of colours, then lines of red, green,
 * blue and perhaps alpha. Throws an `InvalidInputError` naming the line.
 */
export function readJasc(text: string): ReadPalette {
  const palette = new PaletteBuilder();
  const lines = text.split(/\r\n?|\n/).map((line, i) => ({ line: line.trim(), number: i + 1 }));
  const [, , count, ...colors] = lines.filter(({ line }) => line !== '');
  if (!count || !/^\d+$/.test(count.line)) {
    throw new InvalidInputError('This JASC palette does not say on its third line how many colours it has.');
  }
  if (colors.length < Number(count.line)) {
    throw new InvalidInputError(
      `This JASC palette promises ${count.line} colours and ends after ${colors.length}.`,
    );
  }
  for (const { line, number } of colors.slice(0, Number(count.line))) {
    const [red, green, blue, alpha = 255, ...more] = line.split(/\s+/).map(Number);
    if (more.length > 0 || ![red, green, blue, alpha].every(isByte)) {
      throw new InvalidInputError(
        `Line ${number} of this JASC palette, ${excerpt(line)}, is not three whole numbers from 0 to 255.`,
      );
    }
    palette.add([red, green, blue, alpha]);
  }
  return palette.end('a JASC palette');
}

const isByte = (value: number) => Number.isInteger(value) && value >= 0 && value <= 255;
