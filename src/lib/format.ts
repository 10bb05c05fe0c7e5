// Numbers as a reader sees them. Written out rather than left to Intl, so that a page built in Node and the same page
// redrawn in any browser agree to the letter.

const MINUS = '\u2212';
const THIN = '\u202f';
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/**
 * A number in at most `significant` digits, without trailing zeros: 4.1, 12,346, −0.052, 3 × 10⁻¹³. Digits before the
 * decimal point are never rounded away below `scientificFrom`, so 1234567.8 is 1,234,568.
 */
export function formatNumber(value: number, significant = 4, scientificFrom = 1e15): string {
  if (Number.isNaN(value)) return 'not a number';
  const sign = value < 0 ? MINUS : '';
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size === Infinity) return `${sign}∞`;
  if (size >= scientificFrom || Number(size.toPrecision(significant)) < 1e-4)
    return sign + scientific(size, significant);
  const integerDigits = Math.max(1, Math.floor(Math.log10(size)) + 1);
  const leadingZeros = size < 1 ? -Math.floor(Math.log10(size)) - 1 : 0;
  const decimals = size < 1 ? leadingZeros + significant : Math.max(0, significant - integerDigits);
  const [integer, fraction = ''] = size.toFixed(decimals).split('.');
  const kept = fraction.replace(/0+$/, '');
  return sign + grouped(integer) + (kept && `.${kept}`);
}

/**
 * Numbers of one column, all with the decimals that the largest needs for `significant` digits, and none where all are
 * whole: 660.00, 686.99. Columns over many powers of ten are formatted one by one.
 */
export function formatAligned(values: readonly number[], significant = 5): string[] {
  const sizes = values.map(Math.abs).filter((size) => size > 0 && Number.isFinite(size));
  const largest = Math.max(...sizes, 0);
  const smallest = Math.min(...sizes, largest);
  const whole = values.every((value) => Number.isInteger(value) || !Number.isFinite(value));
  const decimals = Math.max(0, significant - 1 - Math.floor(Math.log10(largest || 1)));
  const tooWide = largest >= 1e15 || largest < 1e-4 || smallest < largest * 10 ** -significant;
  if (whole || tooWide) return values.map((value) => formatNumber(value, significant));
  return values.map((value) => {
    if (!Number.isFinite(value)) return formatNumber(value);
    const [integer, fraction] = Math.abs(value).toFixed(decimals).split('.');
    return (value < 0 ? MINUS : '') + grouped(integer) + (fraction ? `.${fraction}` : '');
  });
}

/** A whole number with its thousands apart: 1,234,567. */
export function formatCount(count: number): string {
  return formatNumber(Math.round(count), 1);
}

/** A share, 0 to 1, in per cent: 12.3%. */
export function formatPercent(share: number, significant = 3): string {
  return `${formatNumber(share * 100, significant)}%`;
}

/** A size in decimal units, as file managers state it: 512 bytes, 1.2 kB, 200 MB. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? '1 byte' : `${formatCount(bytes)} bytes`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let size = bytes / 1000;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${formatNumber(size, size < 10 ? 2 : 3)}${THIN}${units[unit]}`;
}

/** A time given in milliseconds: 0.4 ms, 12 ms, 1.2 s, 2 min 5 s, 1 h 2 min. */
export function formatDuration(ms: number): string {
  if (ms < 999.5) return `${formatNumber(ms, ms < 10 ? 2 : 3)}${THIN}ms`;
  if (ms < 59_950) return `${formatNumber(ms / 1000, ms < 9_950 ? 2 : 3)}${THIN}s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)}${THIN}min ${seconds % 60}${THIN}s`;
  const minutes = Math.round(ms / 60_000);
  return `${formatCount(Math.floor(minutes / 60))}${THIN}h ${minutes % 60}${THIN}min`;
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

function scientific(size: number, significant: number): string {
  const [digits, exponent] = size.toExponential(significant - 1).split('e');
  const power = exponent
    .replace('+', '')
    .replace('-', '⁻')
    .replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]);
  const mantissa = digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
  return `${mantissa}\u00a0×\u00a010${power}`;
}
