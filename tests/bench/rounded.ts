import type { Spread } from './measure.ts';

/** Three digits are more than a second run would repeat of a time; of what is computed, more may be kept. */
export function round(value: number, digits = 3): number {
  return Number(value.toPrecision(digits));
}

/** A spread of times to three digits. */
export function rounded({ median, low, high }: Spread): Spread {
  return { median: round(median), low: round(low), high: round(high) };
}
