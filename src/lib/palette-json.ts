import { InvalidInputError } from '../engine/errors.ts';
import { parseColor } from './color-text.ts';
import { hexOf, type Palette, PaletteBuilder, type ReadPalette, type Rgba } from './palette.ts';
import { excerpt } from './text-place.ts';

const DEEPEST = 100;
/** Keys whose text is the colour of their object, and keys whose text is never a colour, though "facade" could be. */
const COLOR_KEY = /^(?:hex|colou?r|value)$/i;
const TEXT_KEY = /name|title|label|author|description|^id$/i;

/**
 * The colours in JSON, wherever they stand: texts such as "#1d2b53", lists of three or four numbers from 0 to 255, and
 * objects with r, g, b. A colour's name is its object's `name`, or the key it stands at. Undefined where the text is
 * not JSON; an `InvalidInputError` where it is and has no colours, or an unclear one.
 */
export function readJson(text: string): ReadPalette | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const palette = new PaletteBuilder();
  walk(value, '', palette, 0);
  return palette.end('JSON');
}

/** A JSON object: the title, and for each colour its `hex`, its `rgba`, its `name` where it has one, its `pixels` where counted. */
export function writeJson({ colors, names }: Palette, title: string, counts?: ArrayLike<number>): string {
  const entries = Array.from({ length: colors.length / 4 }, (_, i) => ({
    hex: hexOf(colors, i),
    rgba: Array.from(colors.subarray(i * 4, i * 4 + 4)),
    ...(names?.[i] && { name: names[i] }),
    ...(counts && { pixels: counts[i] }),
  }));
  const lines = entries.map((entry) => `    ${JSON.stringify(entry)}`);
  return `{\n  "name": ${JSON.stringify(title)},\n  "colors": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

function walk(value: unknown, key: string, palette: PaletteBuilder, depth: number): void {
  if (depth > DEEPEST) throw new InvalidInputError('This JSON is nested too deeply to be a palette.');
  if (typeof value === 'string') {
    const color = TEXT_KEY.test(key) ? undefined : colorOf(value);
    if (color) palette.add(color, COLOR_KEY.test(key) ? '' : key);
  } else if (Array.isArray(value)) {
    if (!addParts(value, key, palette)) for (const item of value) walk(item, '', palette, depth + 1);
  } else if (typeof value === 'object' && value !== null) {
    walkObject(value as Record<string, unknown>, key, palette, depth);
  }
}

function walkObject(
  object: Record<string, unknown>,
  key: string,
  palette: PaletteBuilder,
  depth: number,
): void {
  const name = typeof object.name === 'string' ? object.name : key;
  const { r, g, b, a } = object;
  if (addParts(a === undefined ? [r, g, b] : [r, g, b, a], name, palette)) return;
  for (const [at, value] of Object.entries(object)) {
    if (typeof value !== 'string' || !COLOR_KEY.test(at)) continue;
    const color = colorOf(value);
    if (!color) continue;
    palette.add(color, name);
    return; // what else it holds says the same colour again
  }
  for (const [at, value] of Object.entries(object)) walk(value, at, palette, depth + 1);
}

/** Adds a colour of three or four numbers; false where they are none. */
function addParts(parts: readonly unknown[], name: string, palette: PaletteBuilder): boolean {
  if (parts.length < 3 || parts.length > 4 || !parts.every((part) => typeof part === 'number')) return false;
  const [red, green, blue, alpha = 255] = parts as number[];
  const bytes = [red, green, blue, alpha];
  if (!bytes.every((part) => Number.isInteger(part) && part >= 0 && part <= 255)) {
    throw new InvalidInputError(
      `${excerpt(JSON.stringify(parts))} in this JSON is not a colour of whole numbers from 0 to 255.`,
    );
  }
  palette.add([red, green, blue, alpha], name);
  return true;
}

/** The colour that a text of JSON means, if it means one. Words such as "add" do not: without `#`, only 6 or 8 digits do. */
function colorOf(given: string): Rgba | undefined {
  const text = given.trim();
  const color = /^[0-9a-f]{1,5}$/i.test(text) ? undefined : parseColor(text);
  if (!color && /^#[0-9a-f]*$|^(?:rgb|hsl)a?\(/i.test(text)) {
    throw new InvalidInputError(
      `${excerpt(text)} in this JSON is not a colour. Write 3, 4, 6 or 8 hexadecimal digits, such as "#1d2b53".`,
    );
  }
  return color;
}
