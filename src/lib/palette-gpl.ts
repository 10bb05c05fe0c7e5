import { InvalidInputError } from '../engine/errors.ts';
import { oneLine, type Palette, PaletteBuilder, type ReadPalette } from './palette.ts';
import { excerpt } from './text-place.ts';

const HEADER = /^\s*GIMP Palette\b/;
const KEY = /^(?:Name|Columns|Channels):/i;
const COLOR = /^(\d+)\s+(\d+)\s+(\d+)(?:\s+(.*))?$/;

/** Whether a text is a GIMP palette, by its first line. */
export function isGpl(text: string): boolean {
  return HEADER.test(text);
}

/**
 * A GIMP palette (.gpl): a header, then lines of red, green, blue and perhaps a name. Aseprite's fourth number, alpha,
 * is read where `Channels: RGBA` announces it. Throws an `InvalidInputError` naming the line.
 */
export function readGpl(text: string): ReadPalette {
  const palette = new PaletteBuilder();
  let withAlpha = false;
  let headed = false;
  text.split(/\r\n?|\n/).forEach((whole, i) => {
    const line = whole.trim();
    if (!headed) {
      headed = HEADER.test(line);
      return;
    }
    if (KEY.test(line)) withAlpha ||= /^channels:\s*rgba$/i.test(line);
    if (line === '' || line.startsWith('#') || KEY.test(line)) return;
    const [, red, green, blue, rest = ''] = COLOR.exec(line) ?? [];
    const [, alpha, name] = (withAlpha && /^(\d+)\s*(.*)$/.exec(rest)) || ['', '255', rest];
    const color = [red, green, blue, alpha].map(Number);
    if (!color.every((part) => part <= 255)) {
      throw new InvalidInputError(
        `Line ${i + 1} of this GIMP palette, ${excerpt(line)}, does not begin with three whole numbers from 0 to 255.`,
      );
    }
    palette.add([color[0], color[1], color[2], color[3]], name);
  });
  return palette.end('a GIMP palette');
}

/** The same format, for GIMP, Inkscape and Krita. It holds no alpha: colours are written as if opaque. */
export function writeGpl({ colors, names }: Palette, title: string): string {
  const lines = ['GIMP Palette', `Name: ${oneLine(title)}`, 'Columns: 0', '#'];
  for (let i = 0; i < colors.length / 4; i++) {
    const parts = Array.from(colors.subarray(i * 4, i * 4 + 3), (part) => String(part).padStart(3));
    lines.push(`${parts.join(' ')}\t${oneLine(names?.[i] ?? '') || `Colour ${i + 1}`}`);
  }
  return `${lines.join('\n')}\n`;
}
