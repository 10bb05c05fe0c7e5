import type { BadLine, Choices, Look } from '../../../engine/matrix-factorization/reading/index.ts';
import type { BaselineKind, Round } from '../../../engine/matrix-factorization/recommending/index.ts';

// What the worker tells the page: small plain objects, whatever the number of ratings.

export type { BaselineKind, Choices, Look, Round };

/** Where ratings come from. A file is read in the worker; the page keeps it, so that nothing is lost when a worker is. */
export type Source =
  | { kind: 'example' }
  | { kind: 'simulated' }
  | { kind: 'text'; text: string }
  | { kind: 'file'; file: File };

/** Ratings, read. */
export interface Opened {
  rows: number;
  columns: number;
  count: number;
  min: number;
  max: number;
  /** Rows and columns without any rating. */
  emptyRows: number;
  emptyColumns: number;
  duplicates: number;
  missing: number;
  comments: number;
  lines: number;
  bad: number;
  badLines: BadLine[];
  /** Milliseconds that reading took. */
  ms: number;
  /** Of simulated ratings: the error of the factors that they were drawn from. Nothing can be much below it. */
  floor?: number;
}

/** What a run is made by. */
export interface RunSettings {
  k: number;
  beta: number;
  method: 'als' | 'gradient';
  optimizer: 'adam' | 'momentum' | 'gradient-descent';
  alpha: number;
  loss: string;
  baseline: BaselineKind;
  /** In per cent. */
  heldOut: number;
  seed: number;
  /** Sweeps of least squares, and steps of the gradient, that a run or its continuation takes. */
  sweeps: number;
  steps: number;
}

/** Where a run stands. */
export interface Run {
  settings: RunSettings;
  rounds: Round[];
  /** The one with the least error held out, whose factors are used; undefined before the first. */
  best?: Round | undefined;
  /** Sweeps or steps made, and to be made before it pauses of itself. */
  step: number;
  to: number;
  state: 'going' | 'rest' | 'diverged';
  /** Ratings trained on and held out. */
  trained: number;
  heldOut: number;
  /** Errors of mean and offsets alone. */
  reference: { train: number; held: number };
  /** Milliseconds of work. */
  ms: number;
}

/** An item as it is shown, with a prediction, a cosine or a rating. */
export interface Item {
  name: string;
  title: string;
  score: number;
  /** Ratings it has. */
  count: number;
}

/** What the factors say of one item, and of one person. */
export interface Neighbours {
  of: string;
  count: number;
  items: Item[];
}
export interface Picks {
  of: string;
  count: number;
  /** The person's highest ratings. */
  liked: Item[];
  items: Item[];
}

/** Everything the figures show. The page is served with one of these, made by the engine when the site was built. */
export interface Shown {
  source: Source;
  choices: Choices;
  opened: Opened;
  run: Run | undefined;
  neighbours: Neighbours | undefined;
  picks: Picks | undefined;
}

export interface Progress {
  done: number;
  total: number;
  count: number;
}

/** How many neighbours, and predictions, are listed. */
export const LISTED = 6;
/** The largest file the lab reads, in bytes. */
export const MOST_BYTES = 2_000_000_000;
export const MOST_RANK = 64;
export const MOST_SEED = 999_999;
/** The largest file of titles. */
export const MOST_TITLE_BYTES = 50_000_000;
