import { gaussian, type Random } from '../random.ts';
import type { Factors } from './factors.ts';
import { emptyRatings, type Ratings } from './ratings.ts';

/** What to simulate. */
export interface Simulation {
  /** Whoever rates. */
  rows: number;
  /** What is rated. */
  columns: number;
  /** Ratings in all, at most rows x columns. */
  count: number;
  /** How many tastes tell readers apart, beside how much they, and others, like things in general. */
  rank: number;
  /** Standard deviation of what is added to each rating. */
  noise: number;
  random: Random;
  /** Whole stars from 1 to 5, as people give them, in place of any real number; rounding adds to the noise. Default false. */
  stars?: boolean;
}

/** Ratings with the factors they were drawn from. */
export interface Simulated {
  ratings: Ratings;
  /** The planted P and Q, of `k` = rank + 2: but for noise, and rounding to stars, every rating is its cell of PQ. */
  truth: Factors & { k: number };
}

/** The shapes of MovieLens' two smaller sets. */
export const MOVIELENS_SHAPES = {
  '100k': { rows: 943, columns: 1682, count: 100_000 },
  '1m': { rows: 6040, columns: 3706, count: 1_000_000 },
};

/** How MovieLens 1M is spread: a mean, and standard deviations of how readers, films and tastes move a rating from it. */
const VALUES = { mean: 3.6, reader: 0.42, film: 0.55, taste: 0.5 };
/**
 * Ratings a row has at the least, and the share of all columns it has at the most; then the widths of the log-normal distributions
 * of what a row has above the least, and of the columns' popularity.
 */
const ACTIVITY = { least: 20, most: 0.6, row: 1.14, column: 1.25 };

/**
 * Ratings that nobody gave: a planted matrix of rank `rank` + 2, noise, and observed cells as unevenly spread over rows and columns as
 * MovieLens' are: most rows have few, a few rows a great many, and some columns are nearly everybody's. A column may stay empty.
 */
export function simulatedRatings(simulation: Simulation): Simulated {
  const { rows, columns, count, noise, random, stars = false } = simulation;
  if (count > rows * columns)
    throw new RangeError(`a matrix of ${rows} x ${columns} cells has not ${count} to rate`);
  const truth = plantedFactors(simulation);
  const ratings = emptyRatings(rows, columns, count);
  const degrees = rowCounts(rows, columns, count, random);
  const draw = columnDrawer(columns, random);
  let at = 0;
  for (let i = 0; i < rows; i++) {
    const end = at + (degrees[i] as number);
    draw(ratings.column.subarray(at, end));
    for (; at < end; at++) {
      ratings.row[at] = i;
      const value = cell(truth, i, ratings.column[at] as number, columns) + noise * gaussian(random);
      ratings.value[at] = stars ? Math.min(5, Math.max(1, Math.round(value))) : value;
    }
  }
  return { ratings, truth };
}

/** [1, mean + reader, tastes...] for every row, [film; 1; tastes...] for every column; later tastes matter less. */
function plantedFactors({ rows, columns, rank, random }: Simulation): Simulated['truth'] {
  const k = rank + 2;
  const P = new Float64Array(rows * k);
  const Q = new Float64Array(k * columns);
  const parts = Array.from({ length: rank }, (_, f) => 1 / (f + 1));
  const whole = parts.reduce((sum, part) => sum + part, 0);
  const strengths = parts.map((part) => (VALUES.taste ** 2 * (part / whole)) ** 0.25);
  for (let i = 0; i < rows; i++) {
    P[i * k] = 1;
    P[i * k + 1] = VALUES.mean + VALUES.reader * gaussian(random);
    for (const [f, strength] of strengths.entries()) P[i * k + 2 + f] = strength * gaussian(random);
  }
  for (let j = 0; j < columns; j++) {
    Q[j] = VALUES.film * gaussian(random);
    Q[columns + j] = 1;
    for (const [f, strength] of strengths.entries()) Q[(2 + f) * columns + j] = strength * gaussian(random);
  }
  return { P, Q, k };
}

function cell({ P, Q, k }: Simulated['truth'], i: number, j: number, columns: number): number {
  let sum = 0;
  for (let f = 0; f < k; f++) sum += (P[i * k + f] as number) * (Q[f * columns + j] as number);
  return sum;
}

/** How many ratings each row has: `count` in all, between ACTIVITY's ends where that many fit, at most all columns. */
function rowCounts(rows: number, columns: number, count: number, random: Random): Uint32Array {
  const least = Math.min(ACTIVITY.least, Math.floor(count / rows), columns);
  const most = Math.max(least, Math.floor(ACTIVITY.most * columns));
  const weights = Float64Array.from({ length: rows }, () => Math.exp(ACTIVITY.row * gaussian(random)));
  // The ends of the rows' stretches of the ratings that go beyond the least; a row that is full passes the rest on.
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const beyond = count - least * rows;
  const degrees = new Uint32Array(rows);
  let sum = 0;
  let given = 0;
  for (let i = 0; i < rows; i++) {
    sum += weights[i] as number;
    const due = (i === rows - 1 ? beyond : Math.round((beyond * sum) / total)) - given;
    const more = Math.min(due, most - least);
    degrees[i] = least + more;
    given += more;
  }
  for (let i = 0; given < beyond; i++) {
    const more = Math.min(beyond - given, columns - (degrees[i] as number));
    degrees[i] = (degrees[i] as number) + more;
    given += more;
  }
  return degrees;
}

/** Fills an array with that many different columns in ascending order, popular ones more often than others. */
function columnDrawer(columns: number, random: Random): (picked: Uint32Array) => void {
  const weights = Float64Array.from({ length: columns }, () => Math.exp(ACTIVITY.column * gaussian(random)));
  const ends = new Float64Array(columns);
  let total = 0;
  for (let j = 0; j < columns; j++) ends[j] = total += weights[j] as number;
  const taken = new Uint8Array(columns);

  const oneByOne = (picked: Uint32Array) => {
    for (let i = 0; i < picked.length; ) {
      const j = firstAbove(ends, total * random());
      if (taken[j]) continue;
      taken[j] = 1;
      picked[i++] = j;
    }
    for (const j of picked) taken[j] = 0;
    picked.sort();
  };
  /** The same distribution (Efraimidis and Spirakis 2006), in a time that does not grow when hardly a column is left out. */
  const allAtOnce = (picked: Uint32Array) => {
    const waits = weights.map((weight) => -Math.log(1 - random()) / weight);
    const last = waits.toSorted()[picked.length - 1] as number;
    let i = 0;
    for (let j = 0; j < columns && i < picked.length; j++) if ((waits[j] as number) <= last) picked[i++] = j;
  };
  return (picked) => (picked.length > columns / 2 ? allAtOnce : oneByOne)(picked);
}

/** The first place whose number is above `value`. */
function firstAbove(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
