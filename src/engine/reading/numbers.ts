// Up to here a product or quotient of a whole number below 2^53 and a power of ten is rounded once, so exactly as Number does it.
const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, e) => Number(`1e${e}`));
const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const MISSING = /^(?:na|n\/a|nan|null|none|[?.-])?$/i;

const POINT = 46;
const COMMA = 44;

/**
 * The number that the bytes [from, to) spell, as `Number` would round it; NaN where they spell none. Too large ones are infinite.
 * Digits are read where they lie: no text is made of a number of up to 15 digits without an exponent.
 */
export function readNumber(bytes: Uint8Array, from: number, to: number, decimalComma = false): number {
  let at = from;
  const first = bytes[at];
  if (first === 45 || first === 43) at++;
  const mark = decimalComma ? COMMA : POINT;
  let mantissa = 0;
  let digits = 0;
  let decimals = 0;
  let marked = false;
  for (; at < to; at++) {
    const digit = bytes[at] - 48;
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digits++;
      if (marked) decimals++;
    } else if (bytes[at] === mark && !marked) marked = true;
    else break;
  }
  if (at === to && digits > 0 && digits <= 15) {
    const size = decimals === 0 ? mantissa : mantissa / POWERS_OF_TEN[decimals];
    return first === 45 ? -size : size;
  }
  return digits === 0 || to - from > 400 ? Number.NaN : readSlowly(asciiText(bytes, from, to), decimalComma);
}

/** Long numbers and those with an exponent. */
function readSlowly(text: string, decimalComma: boolean): number {
  if (decimalComma && text.includes('.')) return Number.NaN;
  const plain = decimalComma ? text.replace(',', '.') : text;
  return isPlainNumber(plain) ? Number(plain) : Number.NaN;
}

/** Whether a text is a number with a point, or without. */
export const isPlainNumber = (text: string): boolean => PLAIN.test(text);

/** Whether a cell says that nothing is known: blank, NA, N/A, NaN, null, none, "?", "-" or ".". */
export const isMissingText = (text: string): boolean => MISSING.test(text);
/** The same of bytes. */
export function isMissing(bytes: Uint8Array, from: number, to: number): boolean {
  return to - from <= 4 && (to === from || isMissingText(asciiText(bytes, from, to)));
}

function asciiText(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let i = from; i < to; i++) text += String.fromCharCode(bytes[i]);
  return text;
}
