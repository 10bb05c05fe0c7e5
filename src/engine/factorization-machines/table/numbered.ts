import type { Features } from '../features.ts';
import { checkDesign, isBetterSparse } from './design.ts';
import type { Feature, NumberedCode } from './encoding.ts';
import { MOST_FEATURES } from './limits.ts';
import type { Entries } from './table.ts';

/** Which features a libSVM file has: all from the least number on, 0 or 1, as far as they are few enough; else those that occur. */
export function numberedCode({ index, least, most }: Entries): NumberedCode {
  const first = least === 0 ? 0 : 1;
  const count = Math.max(1, most - first + 1);
  if (count <= MOST_FEATURES) return { kind: 'numbered', first, count };
  const numbers = [...new Set(index)].sort((a, b) => a - b);
  checkDesign(numbers.length, 0); // before each has a name
  return { kind: 'numbered', first, count: numbers.length, numbers };
}

/** The number that the file gives a feature. */
export const numberOf = ({ first, numbers }: NumberedCode, feature: number): number =>
  numbers ? numbers[feature] : first + feature;

/** The feature with a number of the file; -1 where there is none. */
export function featureOf({ first, count, numbers }: NumberedCode, number: number): number {
  if (!numbers) return number >= first && number < first + count ? number - first : -1;
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle] < number) low = middle + 1;
    else high = middle;
  }
  return numbers[low] === number ? low : -1;
}

/** "feature 12", as the file numbers them. */
export const numberedFeatures = (code: NumberedCode): Feature[] =>
  Array.from({ length: code.count }, (_, i) => {
    const column = String(numberOf(code, i));
    return { name: `feature ${column}`, column };
  });

/** The design matrix of a libSVM file. */
export function numberedDesign({ start, index, value }: Entries, code: NumberedCode): Features {
  const column = index.map((number) => featureOf(code, number));
  const rows = start.length - 1;
  const columns = code.count;
  checkDesign(columns, value.length);
  if (isBetterSparse(rows, columns, value.length)) return { rows, columns, start, column, value };
  const values = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let e = start[i]; e < start[i + 1]; e++) values[i * columns + column[e]] = value[e];
  return { rows, columns, values };
}
