import type { Scale } from '../../../lib/scale.ts';
import type { WeightHistogram } from './layer-levels.ts';

/** The bars as one outline, in whole pixels of height; on a logarithmic scale too. */
export function outline({ from, to, counts }: WeightHistogram, x: Scale, y: Scale, floor: number): string {
  const width = ((x(to) - x(from)) / counts.length).toFixed(2);
  const path = counts.map((count) => `V${count === 0 ? floor : Math.round(y(count))}h${width}`);
  return `M${x(from).toFixed(1)} ${floor}${path.join('')}V${floor}Z`;
}

/** Upright lines at these places; `bands`: every second stretch between two of them instead. */
export function linesOf(places: readonly number[], height: number, bands = false): string {
  const at = places.map((place) => place.toFixed(1));
  if (!bands) return at.map((place) => `M${place} 0V${height}`).join('');
  let path = '';
  for (let i = 0; i + 1 < at.length; i += 2) path += `M${at[i]} 0H${at[i + 1]}V${height}H${at[i]}Z`;
  return path;
}
