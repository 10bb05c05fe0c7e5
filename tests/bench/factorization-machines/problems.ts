import {
  type Features,
  initialWeights,
  type Problem,
  scores,
  startingBias,
} from '../../../src/engine/factorization-machines/index.ts';
import { gaussian, type Random, seeded } from '../../../src/engine/random.ts';

/** Rows in a step. */
export const BATCH = 128;

/** What steps are timed on, and the large file: rows, features, numbers of a row that are not 0, and factors. */
export const SIZES = {
  '10 features, k = 2': { rows: 100 * BATCH, d: 10, entries: 10, k: 2 },
  '30 features, k = 8': { rows: 100 * BATCH, d: 30, entries: 30, k: 8 },
  '64 features, k = 2': { rows: 100 * BATCH, d: 64, entries: 64, k: 2 },
  '1,000 features, 20 a row, k = 8': { rows: 100 * BATCH, d: 1000, entries: 20, k: 8 },
  file: { rows: 100_000, d: 1000, entries: 20, k: 8 },
};
export type Size = keyof typeof SIZES;

/** Rank of what is planted, standard deviations of its weights and of the noise. */
const PLANTED = { rank: 4, linear: 0.5, factors: 0.4, noise: 0.3 };

let last: { size: Size; problem: Problem } | undefined;

/** The same problem on every machine: numbers from a factorization machine, with noise, to be predicted by Adam. */
export function problemOf(size: Size): Problem {
  if (last?.size !== size) last = { size, problem: simulated(size) };
  return last.problem;
}

function simulated(size: Size): Problem {
  const { rows, d, entries, k } = SIZES[size];
  const random = seeded(1);
  const X = entries < d ? sparseRows(rows, d, entries, random) : wholeRows(rows, d, random);
  const { rank, linear, factors, noise } = PLANTED;
  const truth = initialWeights({ d, k: rank, stdev: factors, random });
  for (let i = 0; i < d; i++) truth.w1[i] = linear * gaussian(random);
  const y = scores(truth, X).map((score) => rounded(score + noise * gaussian(random)));
  const samples = { X, y };
  const start = initialWeights({ d, k, random: seeded(2) });
  start.w0 = startingBias(samples, 'regression');
  return { task: 'regression', samples, start, optimizer: { method: 'adam', learningRate: 0.01 } };
}

/** A file holds few digits, so that all who read it have the same numbers. */
const rounded = (value: number) => Math.round(1e4 * value) / 1e4;

function wholeRows(rows: number, columns: number, random: Random): Features {
  return {
    rows,
    columns,
    values: Float64Array.from({ length: rows * columns }, () => rounded(gaussian(random))),
  };
}

/** As many different columns in each row, from 0.01 to 1. */
function sparseRows(rows: number, columns: number, entries: number, random: Random): Features {
  const start = Uint32Array.from({ length: rows + 1 }, (_, i) => i * entries);
  const column = new Uint32Array(rows * entries);
  const taken = new Set<number>();
  for (let from = 0; from < column.length; from += entries) {
    for (taken.clear(); taken.size < entries; ) taken.add(Math.floor(columns * random()));
    column.set(
      [...taken].sort((a, b) => a - b),
      from,
    );
  }
  const value = Float64Array.from(column, () => rounded(0.01 + 0.99 * random()));
  return { rows, columns, start, column, value };
}
