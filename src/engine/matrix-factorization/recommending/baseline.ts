import type { Ratings } from '../ratings.ts';

/** What is taken off the ratings before they are factorized: nothing, their mean, or the mean and an offset of each row and column. */
export type BaselineKind = 'none' | 'mean' | 'offsets';

/** Predictions without factors: mean + row offset + column offset. */
export interface Baseline {
  mean: number;
  row: Float64Array;
  column: Float64Array;
}

/** An offset is shrunk as if its row or column had so many more ratings, all at what is expected of it. */
export const SHRINKAGE = 10;
const SWEEPS = 10;

/**
 * The baseline of some ratings. Offsets are fitted by turns, ten times, columns first: each is the mean of what the other offsets leave,
 * shrunk towards 0 (Koren, Factorization meets the neighborhood, 2008, section 2.1).
 */
export function fitBaseline(ratings: Ratings, kind: BaselineKind): Baseline {
  const { rows, columns, row, column, value } = ratings;
  const baseline = { mean: 0, row: new Float64Array(rows), column: new Float64Array(columns) };
  if (kind === 'none') return baseline;
  for (const d of value) baseline.mean += d / value.length;
  if (kind === 'mean') return baseline;
  const counts = { row: new Float64Array(rows), column: new Float64Array(columns) };
  for (let i = 0; i < value.length; i++) {
    counts.row[row[i]]++;
    counts.column[column[i]]++;
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    refit(ratings, baseline, 'column', counts.column);
    refit(ratings, baseline, 'row', counts.row);
  }
  return baseline;
}

function refit(
  { row, column, value }: Ratings,
  { mean, ...offsets }: Baseline,
  side: 'row' | 'column',
  counts: Float64Array,
): void {
  const [own, other] = side === 'row' ? [offsets.row, offsets.column] : [offsets.column, offsets.row];
  const [at, across] = side === 'row' ? [row, column] : [column, row];
  own.fill(0);
  for (let i = 0; i < value.length; i++) own[at[i]] += value[i] - mean - other[across[i]];
  for (let i = 0; i < own.length; i++) own[i] /= SHRINKAGE + counts[i];
}

/** The offset of a new row of which some ratings are known, the columns' staying as they are. 0 but for `offsets`. */
export function newRowOffset(
  { mean, column }: Baseline,
  kind: BaselineKind,
  rated: ArrayLike<number>,
  values: ArrayLike<number>,
): number {
  if (kind !== 'offsets') return 0;
  let sum = 0;
  for (let i = 0; i < rated.length; i++) sum += values[i] - mean - column[rated[i]];
  return sum / (SHRINKAGE + rated.length);
}

/** What the baseline leaves of the ratings. */
export function residuals(ratings: Ratings, { mean, row: u, column: c }: Baseline): Ratings {
  const { row, column, value } = ratings;
  return { ...ratings, value: value.map((d, i) => d - mean - u[row[i]] - c[column[i]]) };
}

/** Root of the mean squared error of the baseline alone; NaN where there are no ratings. */
export function baselineRmse(ratings: Ratings, baseline: Baseline): number {
  let sum = 0;
  for (const left of residuals(ratings, baseline).value) sum += left * left;
  return Math.sqrt(sum / ratings.value.length);
}
