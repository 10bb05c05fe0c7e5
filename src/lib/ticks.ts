/**
 * Multiples of 1, 2 or 5 times a power of ten within [low, high], ascending, about `count` of them: d3-array's `ticks`,
 * number for number.
 */
export function ticks(low: number, high: number, count: number): number[] {
  if (!(count > 0) || !Number.isFinite(high - low)) return [];
  if (low === high) return [low];
  if (low > high) return ticks(high, low, count).reverse();
  const rough = (high - low) / Math.max(1, Math.floor(count));
  const power = Math.floor(Math.log10(rough));
  const excess = rough / 10 ** power;
  const factor = excess >= Math.sqrt(50) ? 10 : excess >= Math.sqrt(10) ? 5 : excess >= Math.sqrt(2) ? 2 : 1;
  // Steps below one are counted by their inverse, a whole number, so that 0.3 is 3 / 10 and not 3 * 0.1.
  const below = power < 0;
  const unit = below ? 10 ** -power / factor : 10 ** power * factor;
  const at = (i: number) => (below ? i / unit : i * unit);
  let first = Math.round(below ? low * unit : low / unit);
  let last = Math.round(below ? high * unit : high / unit);
  if (at(first) < low) first++;
  if (at(last) > high) last--;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => at(first + i));
}
