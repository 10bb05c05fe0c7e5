import { InvalidInputError } from '../engine/errors.ts';
import { parseColor } from './color-text.ts';
import { hexOf, type Palette, PaletteBuilder, type ReadPalette } from './palette.ts';
import { excerpt, placeOf } from './text-place.ts';

const ITEM = /rgba?\s*\([^()]*\)|[^\s,;|"'`()[\]<>]+/gi;
const TRIPLET = /^\s*(\d{1,3})[\s,;]+(\d{1,3})[\s,;]+(\d{1,3})[\s,;]*$/;

// What marks text as more than a list, colour functions aside.
const CODE = /[{}:=@$]|\/\*|\/\//;
const COMMENT_OR_ADDRESS = /\/\*[\s\S]*?(?:\*\/|$)|\burl\([^)]*(?:\)|$)/g;
const STATEMENT = /[^;{}]+[;{}]?/g;
const MARKED =
  /rgba?\s*\([^()]*\)|#[\w-]+|\b0x[0-9a-f]+\b|\b(?:hsla?|hwb|lab|lch|oklab|oklch|color)\([^()]*\)/gi;

/**
 * A plain list: colours in any form `parseColor` knows, parted by blanks, commas, semicolons, quotes, brackets or line
 * ends. Lines of three decimal numbers each are R, G, B. Anything else throws an `InvalidInputError` with its place.
 */
export function readList(text: string): ReadPalette {
  const palette = new PaletteBuilder();
  const triplets = decimalTriplets(text);
  for (const [red, green, blue] of triplets ?? []) palette.add([red, green, blue, 255]);
  for (const { 0: item, index } of triplets ? [] : text.matchAll(ITEM)) {
    const color = parseColor(item);
    if (!color) throw noColor(text, item, index);
    palette.add(color);
  }
  return palette.end('a list of colours');
}

/** Whether a text is code, such as CSS, rather than a list. */
export function hasCode(text: string): boolean {
  return CODE.test(text);
}

/**
 * The colours that code names by `#`, `0x` or rgb(); selectors, comments and all other words are passed over. Colours
 * that are meant but not understood throw an `InvalidInputError` with their place.
 */
export function readCode(text: string): ReadPalette {
  const palette = new PaletteBuilder();
  const values = text
    .replace(COMMENT_OR_ADDRESS, blanked)
    .replace(STATEMENT, (statement) => (statement.endsWith('{') ? blanked(statement) : statement)); // selectors
  let found = false;
  for (const { 0: item, index } of values.matchAll(MARKED)) {
    const color = parseColor(item);
    const meant = !item.startsWith('#') || /^#[0-9a-f]+$/i.test(item);
    if (!color && meant) throw noColor(text, item, index);
    if (!color) continue;
    palette.add(color);
    found = true;
  }
  if (!found) {
    throw new InvalidInputError(
      'No colour was found in this text. Colours are read as #rgb, #rrggbb, #rrggbbaa or rgb(…); a plain list needs no # but must hold nothing else.',
    );
  }
  return palette.end('code with colours in it');
}

/** One colour a line: `#rrggbb`, or `#rrggbbaa` where it is not opaque. */
export function writeList({ colors }: Palette): string {
  return `${hexes(colors).join('\n')}\n`;
}

/** CSS custom properties `--color-1`, `--color-2`, ... of the root; names stand in comments. */
export function writeCss({ colors, names }: Palette): string {
  const lines = hexes(colors).map((hex, i) => {
    const name = names?.[i]?.replaceAll('*/', '* /');
    return `  --color-${i + 1}: ${hex};${name ? ` /* ${name} */` : ''}\n`;
  });
  return `:root {\n${lines.join('')}}\n`;
}

/** As many blanks, so that all places stay what they were. */
const blanked = (text: string) => text.replace(/[^\r\n]/g, ' ');

const hexes = (colors: Uint8Array) => Array.from({ length: colors.length / 4 }, (_, i) => hexOf(colors, i));

/**
 * R, G, B of each line where every line that is not blank is such three numbers up to 255, without zeros in front (as
 * hexadecimal colours may have).
 */
function decimalTriplets(text: string): [number, number, number][] | undefined {
  const triplets: [number, number, number][] = [];
  for (const line of text.split(/[\r\n]+/)) {
    if (line.trim() === '') continue;
    const parts = TRIPLET.exec(line)?.slice(1);
    if (!parts?.every((part) => Number(part) <= 255 && String(Number(part)) === part)) return undefined;
    triplets.push([Number(parts[0]), Number(parts[1]), Number(parts[2])]);
  }
  return triplets.length > 0 ? triplets : undefined;
}

function noColor(text: string, item: string, index: number): InvalidInputError {
  const place = placeOf(text, index);
  if (/^rgba?\s*\(/i.test(item)) {
    return new InvalidInputError(
      `${excerpt(item)} on ${place}, is not a colour: it needs three numbers from 0 to 255, or percentages, and may have an alpha from 0 to 1.`,
    );
  }
  if (item.endsWith(')')) {
    return new InvalidInputError(
      `${excerpt(item)} on ${place}, is a kind of colour that is not read here. Write it as #rrggbb or rgb(…).`,
    );
  }
  return new InvalidInputError(
    `${excerpt(item)} on ${place}, is not a colour. Write 3, 4, 6 or 8 hexadecimal digits, such as #1d2b53, or rgb(29, 43, 83).`,
  );
}
