/** How many shades a colour comes in. */
const SHADES = 8;

/** The class of a number's colour, by its place between the least and the most: l0 … l8. Numbers beyond them get the last shade. */
export function shade(value: number, least: number, most: number): string {
  if (!Number.isFinite(value)) return '';
  const share = most > least ? (value - least) / (most - least) : 0.5;
  return `l${Math.round(SHADES * Math.min(1, Math.max(0, share)))}`;
}

/** The class of a number that may fall on either side of 0: n8 … n1 below, l0 about 0, l1 … l8 above. */
export function signedShade(value: number, most: number): string {
  if (!Number.isFinite(value)) return '';
  const step = Math.round(SHADES * Math.min(1, Math.abs(value) / (most || 1)));
  return `${value < 0 && step > 0 ? 'n' : 'l'}${step}`;
}

/** A number as the tables print it: two decimals while it is small, four digits else. */
export function cellText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  const digits = size < 999.995 ? size.toFixed(2) : size < 99_999.5 ? size.toFixed(0) : size.toExponential(1);
  return (value < 0 && Number(digits) !== 0 ? '−' : '') + digits.replace('e+', 'e');
}
