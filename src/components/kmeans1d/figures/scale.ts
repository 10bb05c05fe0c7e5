/** The two ends of a number line. */
export type Domain = readonly [low: number, high: number];

/** Width, in its own units, of every drawing that is stretched to the width it finds (see `across`). */
export const STRETCH = 2000;

/** How far along the domain a value lies: 0 at its low end, 1 at its high end. */
export const share = (value: number, [low, high]: Domain) => (value - low) / (high - low);

/** Where a value lies on the domain, as a CSS or SVG length: right at every width, without measuring. */
export const percent = (value: number, domain: Domain) =>
  `${Math.round(share(value, domain) * 100_000) / 1000}%`;

/** The same in whole units of a stretched `viewBox`, for use in paths, which know no percentages. */
export const across = (value: number, domain: Domain) => Math.round(share(value, domain) * STRETCH);

/** Keeps a value between two others. */
export const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

/** Multiples of 1, 2 or 5 times a power of ten within the domain, about `count` of them. */
export function ticks([low, high]: Domain, count: number): number[] {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const unit = rough / power;
  const step = (unit >= 7 ? 10 : unit >= 3.2 ? 5 : unit >= 1.4 ? 2 : 1) * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}
