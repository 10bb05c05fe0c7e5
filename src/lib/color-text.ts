import type { Rgba } from './palette.ts';

const HEX = /^(?:#|0x)?([0-9a-f]+)$/i;
const RGB = /^rgba?\(\s*(.*?)\s*\)$/is;
const LONGEST = 100;
const PART = /^([+-]?(?:\d+\.?\d*|\.\d+))(%?)$/;

/**
 * The colour that `text` spells, or undefined: #rgb, #rgba, #rrggbb and #rrggbbaa, with `#`, with `0x` (six digits
 * only, as eight are RRGGBBAA to some and AARRGGBB to others) or with neither; rgb() and rgba() of numbers or
 * percentages, parted by commas or blanks. Parts out of range are no colour, though CSS would clamp them.
 */
export function parseColor(text: string): Rgba | undefined {
  if (text.length > LONGEST) return undefined;
  const hex = HEX.exec(text)?.[1];
  if (hex) return text.length === 10 && /^0x/i.test(text) ? undefined : fromHex(hex);
  const inside = RGB.exec(text)?.[1];
  return inside === undefined ? undefined : fromParts(inside);
}

function fromHex(digits: string): Rgba | undefined {
  const long = digits.length < 5 ? digits.replace(/./g, '$&$&') : digits;
  if (digits.length < 3 || (long.length !== 6 && long.length !== 8)) return undefined;
  const byte = (i: number) => Number.parseInt(long.slice(i, i + 2), 16);
  return [byte(0), byte(2), byte(4), long.length === 8 ? byte(6) : 255];
}

function fromParts(inside: string): Rgba | undefined {
  const [solid, slashed, more] = inside.split(/\s*\/\s*/);
  const parts = solid.split(solid.includes(',') ? /\s*,\s*/ : /\s+/);
  if (slashed !== undefined) parts.push(slashed);
  if (more !== undefined || parts.length < 3 || parts.length > 4) return undefined;
  const [red, green, blue, alpha] = parts.map((part, i) => fromPart(part, i < 3 ? 255 : 1));
  if (red === undefined || green === undefined || blue === undefined) return undefined;
  if (parts.length === 3) return [red, green, blue, 255];
  return alpha === undefined ? undefined : [red, green, blue, alpha];
}

/** One part as a byte, where `whole` is what a plain number says for all of it. */
function fromPart(text: string, whole: number): number | undefined {
  const found = PART.exec(text);
  if (!found) return undefined;
  const share = Number(found[1]) / (found[2] ? 100 : whole);
  return share >= 0 && share <= 1 ? Math.round(share * 255) : undefined;
}
