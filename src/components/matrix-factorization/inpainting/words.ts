import { formatCount, formatNumber, formatPercent } from '../../../lib/format.ts';
import type { Unknowable } from './unknowable.ts';
import type { Picture, RankPoint, Result } from './views.ts';

/** Decibels as a reader reads them; undefined is of no pixels at all. */
export function decibels(value: number | undefined): string {
  if (value === undefined) return '–';
  return value === Number.POSITIVE_INFINITY ? 'exact' : `${formatNumber(value, 3)}\u202fdB`;
}

const counted = (count: number, one: string) => `${formatCount(count)} ${one}${count === 1 ? '' : 's'}`;

/** What is shown, in a sentence. */
export function statusSentence(
  { name, width, height }: Picture,
  { k, missing, holes, sweeps, settled }: Result,
  stopped: boolean,
): string {
  const pixels = width * height;
  if (missing === 0) return `${name}: no holes. Paint some, or choose a preset.`;
  if (missing === pixels) return `${name}: no pixel is left, so nothing can be known of the others.`;
  const share = `${formatPercent(missing / pixels, 3)} of ${formatCount(pixels)} pixels missing`;
  const how = stopped && !settled ? ', stopped' : '';
  const right = holes === Number.POSITIVE_INFINITY ? 'without any error' : `with PSNR ${decibels(holes)}`;
  return `${name}: ${share}. Rank ${k} fills them ${right} after ${counted(sweeps, 'sweep')}${how}.`;
}

/** How good that is, honestly. `lost`: some rows or columns cannot be filled at all, which is told elsewhere. */
export function verdict({ k, holes, known, missing }: Result, picture: Picture, lost: boolean): string {
  const most = Math.min(picture.width, picture.height);
  if (k > most)
    return `The picture has only ${counted(most, 'line')} one way; more than ${counted(most, 'factor')} add nothing.`;
  if (missing === 0 || lost || holes === undefined || known === undefined) return '';
  if (holes >= 45)
    return 'No eye sees an error of that size: the picture has a low rank, and enough of it is known.';
  const gap = known - holes;
  if (gap > 6) {
    const better =
      gap < 200
        ? `${formatNumber(gap, 2)} dB better than what is missing`
        : 'exactly, and what is missing is not';
    return `What is known is matched ${better}: that is over-fitting. A lower rank or a larger beta may fill the holes better.`;
  }
  if (holes >= 30) return 'Close; the errors show where they are looked for.';
  return 'The errors are plain to see: at this rank the picture is not a sum of so few products. PQ knows rows and columns, but neither edges nor objects, and photographs are made of those.';
}

/** What no choice of factors can fill, in a sentence; nothing where all can be. */
export function unknowableSentence({ rows, columns }: Unknowable, known: boolean): string {
  if (!known || rows.length + columns.length === 0) return '';
  const parts = [lines(rows, 'row'), lines(columns, 'column')].filter(Boolean);
  const both = rows.length + columns.length > 1;
  return `No pixel is known in ${parts.join(' and ')}: nothing says what ${both ? 'their factors are' : 'its factors are'}, so low rank cannot fill ${both ? 'them' : 'it'}, at any rank. Hatched.`;
}

function lines(numbers: readonly number[], what: string): string {
  if (numbers.length === 0) return '';
  const first = numbers[0] + 1;
  const last = numbers[numbers.length - 1] + 1;
  if (numbers.length === 1) return `${what} ${first}`;
  if (last - first === numbers.length - 1) return `${what}s ${first} to ${last}`;
  return `${formatCount(numbers.length)} ${what}s between ${first} and ${last}`;
}

/** What a rank curve says, in a sentence. */
export function curveSentence(points: readonly RankPoint[]): string {
  const told = points.filter(({ holes }) => !Number.isNaN(holes));
  if (told.length < 2) return '';
  const most = Math.max(...told.map(({ holes }) => holes));
  const best = told.find(({ holes }) => holes >= most - 0.5) ?? told[0];
  const last = told[told.length - 1];
  const after =
    last.k > best.k && last.holes < best.holes - 0.5
      ? ` More factors fit what is known and spoil what is not: at rank ${last.k} the holes are down to ${decibels(last.holes)}.`
      : '';
  return `Rank ${best.k} does best: ${decibels(best.holes)} in the holes, and no other has half a decibel more.${after}`;
}
