/** How a text writes the fractions of its numbers: `1,234.5` or `1.234,5`. */
export type DecimalMark = '.' | ',';

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

// Thousands parted by one and the same mark throughout, three digits to a group.
const GROUPED: Record<DecimalMark, RegExp> = {
  '.': /^[+-]?\d{1,3}([,'’_ \u00a0\u2009\u202f])\d{3}(?:\1\d{3})*(?:\.\d*)?$/,
  ',': /^[+-]?\d{1,3}([.'’_ \u00a0\u2009\u202f])\d{3}(?:\1\d{3})*(?:,\d*)?$/,
};

/**
 * The number that `text` spells, exactly as `Number` would round it; NaN where it spells none.
 * Knows decimal commas, thousands separators (1,234.5 · 1.234,5 · 1'234.5 · 1 234.5) and the true minus sign.
 * "Infinity", "inf" and numbers too large for a double give an infinite value, for the caller to refuse.
 */
export function parseNumber(text: string, decimal: DecimalMark): number {
  if (decimal === '.' && PLAIN.test(text)) return Number(text);
  let plain = text.trim().replace('\u2212', '-');
  if (GROUPED[decimal].test(plain)) plain = plain.replace(decimal === '.' ? /[^\d.+-]/g : /[^\d,+-]/g, '');
  if (decimal === ',') {
    if (plain.includes('.') || plain.endsWith(',')) return Number.NaN;
    plain = plain.replace(',', '.');
  }
  if (PLAIN.test(plain)) return Number(plain);
  const infinite = /^([+-]?)inf(?:inity)?$/i.exec(plain);
  return infinite ? Number(`${infinite[1]}Infinity`) : Number.NaN;
}

/**
 * The decimal mark that the cells of a table agree with best.
 * Where a lone comma before three digits could be either ("1,234"), it is taken for a thousands separator.
 */
export function detectDecimalMark(cells: Iterable<string>): DecimalMark {
  let commas = 0;
  for (const cell of cells) {
    const text = cell.trim();
    if (!text.includes(',') || Number.isNaN(parseNumber(text, ','))) continue;
    if (Number.isNaN(parseNumber(text, '.'))) commas++;
    else if (text.includes('.') && text.lastIndexOf('.') > text.lastIndexOf(',')) return '.';
  }
  return commas > 0 ? ',' : '.';
}

// Up to here a product or quotient of a whole number below 2^53 and a power of ten is rounded once, so exactly as Number does it.
const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, e) => Number(`1e${e}`));

/**
 * `parseNumber` for the common case, made for long runs: the plain number at text[from, to), read digit by digit.
 * NaN where the text is anything else, which may still be a number that `parseNumber` knows.
 */
export function parsePlainNumber(text: string, from: number, to: number, decimal: DecimalMark): number {
  const point = decimal === '.' ? 46 : 44;
  let at = from;
  let code = text.charCodeAt(at);
  const negative = code === 45;
  if (negative || code === 43) code = text.charCodeAt(++at);

  let mantissa = 0;
  let exponent = 0;
  let digits = 0;
  for (; at < to && code >= 48 && code <= 57; code = text.charCodeAt(++at)) {
    mantissa = mantissa * 10 + (code - 48);
    digits++;
  }
  if (at < to && code === point) {
    code = text.charCodeAt(++at);
    for (; at < to && code >= 48 && code <= 57; code = text.charCodeAt(++at)) {
      mantissa = mantissa * 10 + (code - 48);
      digits++;
      exponent--;
    }
  }
  if (at < to || digits === 0 || digits > 15) return Number.NaN;
  const size = exponent < 0 ? mantissa / POWERS_OF_TEN[-exponent] : mantissa;
  return negative ? -size : size;
}
