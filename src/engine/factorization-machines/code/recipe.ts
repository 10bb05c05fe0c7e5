import type { Samples, Task } from '../samples.ts';
import type { Optimizer, Regularizer } from '../settings.ts';

/** Everything that decides the numbers of a run, so that a program can repeat it. */
export interface Recipe {
  task: Task;
  /** All rows, those held out among them, as they are before any scaling. */
  data: Samples;
  /** Brings features and targets to a common size by `standardization` of the rows learned from. */
  standardize: boolean;
  /** Rows that `splitRows` holds out: a share from 0 to below 1, drawn by `seeded(seed)`. Default: none. */
  heldOut?: { share: number; seed: number };
  /**
   * Weights begin as `initialWeights` draws them by `seeded(seed)`, with w0 as `startingBias` has it; or with `file`, a .npz or .json
   * of weights for the data as they are, whose rank is k.
   */
  start: { k: number; stdev: number; seed: number; file?: string };
  optimizer: Optimizer;
  regularizer?: Regularizer;
  batchSize: number;
  /** The seed of shuffles, 'start' where they go on with the numbers that the start was drawn by, or false for none. */
  shuffle: { seed: number } | 'start' | false;
  epochs: number;
  keep: 'best' | 'last';
  /** With rows held out: ends after this many epochs without a better one. */
  patience?: number;
}

/** The file that a program reads the rows from where they are too many to write in it: libSVM, features from 1. */
export const DATA_FILE = 'encoded.libsvm';
/** Of rows that weigh differently: a weight a line. */
export const WEIGHTS_FILE = 'row-weights.txt';

/** The most numbers that a program holds; more rows are read from the files. */
const MOST_LISTED = 2000;

/** Rows as a program lists them. */
export interface Listing {
  /** Target, weight or count, and features of each. */
  rows: number[][];
  /** What the second number is: the weight of the row; how often it occurs; or nothing, a 1. */
  second: 'weight' | 'count' | 'one';
}

/** The rows, equal neighbours counted instead of repeated; undefined where they are too many to be listed. */
export function listing({ X, y, weights }: Samples): Listing | undefined {
  if ('start' in X) return undefined;
  const rows: number[][] = [];
  const most = MOST_LISTED / (X.columns + 2);
  let counted = false;
  for (let i = 0; i < X.rows; i++) {
    const row = [y[i], weights ? weights[i] : 1];
    for (let j = 0; j < X.columns; j++) row.push(X.values[i * X.columns + j]);
    const last = rows.at(-1);
    if (!weights && last?.every((value, at) => at === 1 || value === row[at])) {
      last[1] += 1;
      counted = true;
    } else rows.push(row);
    if (rows.length > most) return undefined;
  }
  return { rows, second: weights ? 'weight' : counted ? 'count' : 'one' };
}

/** Lists of numbers, one a line, in the notation that Python and JavaScript share. */
export const literal = (rows: readonly (readonly number[])[]): string =>
  `[\n${rows.map((row) => `    [${row.join(', ')}],`).join('\n')}\n]`;
