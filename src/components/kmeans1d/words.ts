import { formatCount, formatDuration, formatNumber, formatPercent } from '../../lib/format.ts';
import type { BadCell } from '../../lib/number-table.ts';
import { STARTS } from './effort.ts';
import type { Task } from './lab.svelte.ts';
import { presetOf } from './presets.ts';
import type { Dataset, LloydRuns, Opened, Progress, Shown, Solution, Source } from './views.ts';

/** Where a part that is loaded on demand does not come. */
export const NOT_LOADED = 'This part of the lab could not be loaded. Reload the page and try again.';

export const plural = (n: number, one: string, many = `${one}s`) =>
  `${formatCount(n)} ${n === 1 ? one : many}`;

/**
 * Writes values of one data set, all with the decimals that its range calls for: 33.04 among 12 to 77,
 * 1,763,888,523,117 among milliseconds of an hour.
 */
export function valueFormat(min: number, max: number, significant = 4): (value: number) => string {
  const range = max - min;
  const size = Math.max(Math.abs(min), Math.abs(max));
  const decimals = range > 0 ? Math.max(0, significant - 1 - Math.floor(Math.log10(range))) : 3;
  if (size < 1e15 && decimals <= 9) return (value) => formatNumber(Number(value.toFixed(decimals)), 15);
  const digits = range > 0 ? Math.min(17, significant + Math.ceil(Math.log10(size / range))) : significant;
  return (value) => formatNumber(value, digits);
}

/** A cost, in at most 15 or so characters: 446,517 or 1.0894 × 10¹⁴. */
export const shortNumber = (value: number) => formatNumber(value, 6, 1e9);

/** A time as a browser's clock can tell it. */
export const time = (ms: number) => (ms < 0.1 ? `<${formatDuration(0.1)}` : formatDuration(ms));

/** What the work took, on the machine that did it. */
export function timesSentence({ n, distinct, readMs, prepareMs }: Dataset, { ms }: Solution): string {
  const numbers = `${plural(n, 'number')}, ${formatCount(distinct)} of them different`;
  const took = `got in ${time(readMs)}, sorted and summed in ${time(prepareMs)}, solved for this k in ${time(ms)}`;
  // A clock that ticks in tenths of a millisecond says nothing of single values when there are few.
  if (n < 10_000) return `${numbers}: ${took}, on this device.`;
  const each = formatCount(((prepareMs + ms) * 1e6) / n);
  return `${numbers}: ${took}. The last two make ${each} ns for each number, on this device.`;
}

/** The part of the cost that the proof leaves open. */
export const gapShare = ({ gap, inertia }: Solution) => (inertia > 0 ? Math.max(0, gap) / inertia : 0);

/** The result in a sentence, for the status line. */
export function resultSentence(dataset: Dataset, { clusters, inertia }: Solution): string {
  const head = `The best ${plural(clusters.length, 'cluster')} of ${plural(dataset.n, 'number')}`;
  if (dataset.total === 0) return `${head}: all of them are equal.`;
  if (inertia === 0) return `${head}: every different value is a cluster of its own.`;
  return `${head} ${clusters.length === 1 ? 'explains' : 'explain'} ${explained(dataset, inertia)} of their variance.`;
}

/** Share of the variance that the clusters explain, never rounded up to all of it. */
export function explained({ total }: Dataset, inertia: number): string {
  const rest = total > 0 ? inertia / total : 0;
  if (rest > 0 && rest < 0.0005) return `all but ${formatPercent(rest, 2)}`;
  return formatPercent(1 - rest, 3);
}

/** What the certificate proves. */
export function proofSentence(solution: Solution): string {
  const { clusters, inertia } = solution;
  if (inertia === 0) return 'Proven optimal: nothing can cost less than 0.';
  const share = gapShare(solution);
  const groups = clusters.length === 1 ? 'this cluster' : `${formatCount(clusters.length)} clusters`;
  if (share > 1e-9)
    return `Proven only to within ${share < 1e-4 ? formatNumber(share, 1) : formatPercent(share, 2)} of its cost: these numbers differ so little for their size that rounding leaves that much open.`;
  if (clusters.length === 1) return 'Proven optimal: the mean is the best single centroid there is.';
  const within =
    share === 0 ? 'to the last digit of its cost' : `to within ${formatNumber(share, 1)} of its cost`;
  return `Proven optimal ${within}: no way to form ${groups} does better by more than that.`;
}

/** What this k explains and the next one would add, from the inertias of 1, 2, 3 ... clusters. */
export function gainSentence(inertias: readonly number[], k: number): string {
  const [total, here, next] = [inertias[0], inertias[k - 1], inertias[k]];
  if (here === undefined || Number.isNaN(here) || !(total > 0)) return '';
  const now = `${plural(k, 'cluster')} ${k === 1 ? 'explains' : 'explain'} ${formatPercent(1 - here / total, 3)} of the variance`;
  if (next === undefined || Number.isNaN(next) || here === 0) return `${now}.`;
  return `${now}; one more would cut the inertia by ${formatPercent(1 - next / here, 2)}.`;
}

/** A start of Lloyd's algorithm found the optimum when it costs at most so much more, as a share: rounding, no more. */
const FOUND = 1e-9;

/** How much more than the optimum each start costs, as a share of it; 0 where it found it. */
export function lloydExcess({ inertias }: LloydRuns, optimum: number): number[] {
  return inertias
    .map((inertia) => Math.max(0, inertia - optimum) / optimum)
    .map((share) => (share <= FOUND ? 0 : share));
}

/** How the starts fared, in a sentence. `excess` is as `lloydExcess` gives it. */
export function lloydSentence(excess: readonly number[]): string {
  if (excess.length === 0) return '';
  const sorted = [...excess].sort((a, b) => a - b);
  const found = sorted.filter((share) => share === 0).length;
  const more = (share: number) => (share === 0 ? 'no more' : `${formatPercent(share, 2)} more`);
  const head = `${found === 0 ? 'None' : found === sorted.length ? 'All' : formatCount(found)} of ${plural(sorted.length, 'start')} found the optimum`;
  if (found === sorted.length) return `${head}.`;
  const [least, worst] = [sorted[0], sorted[sorted.length - 1]];
  if (more(least) === more(worst)) return `${head}: all end ${formatPercent(least, 2)} above it.`;
  const best = found === 0 ? `The best costs ${more(least)}, the` : 'The';
  return `${head}. ${best} median costs ${more(sorted[sorted.length >> 1])}, the worst ${more(worst)}.`;
}

/** "Line 7, column “price”: “n/a” is not a number." */
export function badCellSentence({ line, column, text }: BadCell): string {
  if (column === '') return `Number ${formatCount(line)} is ${text}, not a finite number.`;
  const place = column.startsWith('item ') ? column : `column “${column}”`;
  const infinite = /^[+-]?(?:nan|inf(?:inity)?|[\d.,]+e\+?\d+)$/i.test(text.trim());
  return `Line ${formatCount(line)}, ${place}: “${text}” is not a ${infinite ? 'finite ' : ''}number.`;
}

/** What is wrong with a source that holds bad cells, and how much of it is good. */
export function badCellsSentence({ badCells, bad, count }: Opened): string {
  const first = badCellSentence(badCells[0]);
  const more = bad > 1 ? ` ${plural(bad - 1, 'more cell is', 'more cells are')} no number either.` : '';
  return `${first}${more}${count === 0 ? ' There is no number to go on with.' : ''}`;
}

/** How a source was taken: which column, and what was left out. */
export function readingSentence({ layout, count, missing, bad }: Opened): string {
  const { columns, column } = layout ?? {};
  const from =
    columns && columns.length > 1
      ? column === 'all'
        ? ' from all columns'
        : ` from the column “${columns[column!].name}”`
      : '';
  const left = [
    missing > 0 && plural(missing, 'row without one', 'rows without one'),
    bad > 0 && plural(bad, 'cell that is no number', 'cells that are no numbers'),
  ].filter(Boolean);
  const comma = layout?.decimal === ',' ? ', read with decimal commas' : '';
  return `${plural(count, 'number')}${from}${comma}${left.length > 0 ? `; left out: ${left.join(', ')}` : ''}.`;
}

/** What is clustered, in a few words. */
export function sourceName(source: Source, n: number): string {
  if (source.kind === 'preset') return `${presetOf(source.id).label}, ${plural(n, 'number')}`;
  return source.kind === 'file' ? `${source.file.name}, ${plural(n, 'number')}` : plural(n, 'number');
}

/** The state of the lab in a sentence, for the live region. */
export function statusSentence(
  { source, dataset, solution }: Shown,
  task: Task | undefined,
  stopped: boolean,
): string {
  if (task === 'read') return 'Reading the numbers.';
  const result = resultSentence(dataset, solution);
  return stopped ? `Stopped. Shown: ${sourceName(source, dataset.n)}. ${result}` : result;
}

/** How far the work at hand is. */
export function progressOf({
  task,
  progress,
  shown,
}: {
  task: Task | undefined;
  progress: Progress | undefined;
  shown: Shown;
}) {
  if (task === 'read' && progress && progress.total > 0)
    return {
      done: progress.done,
      total: progress.total,
      label: `bytes read, ${plural(progress.count, 'number')} found`,
    };
  if (task === 'elbow')
    return { done: shown.elbow.done, total: shown.elbow.most, label: 'values of k solved' };
  if (task === 'lloyd')
    return { done: shown.lloyd.inertias.length, total: STARTS, label: 'random starts run' };
  return undefined;
}
