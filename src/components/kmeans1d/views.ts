import type { ColumnChoice, Layout } from '../../lib/number-layout.ts';
import type { BadCell } from '../../lib/number-table.ts';
import type { DecimalMark } from '../../lib/number-text.ts';
import type { Histogram } from './histogram.ts';
import type { PresetId } from './presets.ts';

// What the worker tells the page: small plain objects, whatever the number of values.

/** Where numbers come from. A file is read in the worker; the page keeps it, so that nothing is lost when a worker is. */
export type Source =
  | { kind: 'preset'; id: PresetId; n: number; seed: number }
  | { kind: 'text'; text: string }
  | { kind: 'file'; file: File };

/** What a reader settled about a table; the rest is guessed. */
export interface Choices {
  column?: ColumnChoice;
  decimal?: DecimalMark;
  header?: boolean;
  /** Leave out the cells that are no numbers. */
  skipBad?: true;
}

/** A source, read. `dataset` is absent while bad cells wait for the reader's word. */
export interface Opened {
  layout?: Layout;
  column?: ColumnChoice;
  count: number;
  missing: number;
  bad: number;
  badCells: BadCell[];
  dataset?: Dataset;
}

export interface Dataset {
  /** What the numbers are, and their unit: "depth in km". */
  label: string;
  n: number;
  distinct: number;
  min: number;
  max: number;
  /** Sum of squared distances to the mean: the cost of one cluster. */
  total: number;
  histogram: Histogram;
  /** All values, where they are few enough to be shown in code and in a link. */
  values?: number[];
  readMs: number;
  prepareMs: number;
}

export interface Solution {
  /** Asked for; `clusters` is shorter where there are fewer distinct values. */
  k: number;
  clusters: Cluster[];
  /** Sum of squared distances of the values to their centroids. */
  inertia: number;
  /** `inertia` minus a proven lower bound of what any clustering costs. */
  gap: number;
  ms: number;
}

export interface Cluster {
  centroid: number;
  count: number;
  min: number;
  max: number;
  inertia: number;
}

/** Inertia of the best 1, 2, 3 ... clusters; found coarse to fine. */
export interface Elbow {
  /** NaN where it is not known yet. */
  inertias: number[];
  /** How many are known, of `most`. */
  done: number;
  most: number;
}

/** How Lloyd's algorithm chooses where to start: values at random, or by k-means++. */
export type StartKind = 'random' | 'k-means++';

/** Runs of Lloyd's algorithm from seeded random starts. */
export interface LloydRuns {
  k: number;
  seed: number;
  kind: StartKind;
  /** Inertia at which each start so far came to rest. */
  inertias: number[];
}

/** Everything the figures show. The page is served with one of these, made by the engine when the site was built. */
export interface Shown {
  source: Source;
  choices: Choices;
  dataset: Dataset;
  solution: Solution;
  elbow: Elbow;
  lloyd: LloydRuns;
}

export interface Progress {
  /** Bytes read, of `total`. */
  done: number;
  total: number;
  /** Numbers found so far. */
  count: number;
}

/** The most values that are inlined in code and links. */
export const FEW_VALUES = 200;
/** The most values the lab takes. */
export const MOST_VALUES = 10_000_000;
/** The largest file the lab reads, in bytes. */
export const MOST_BYTES = 200_000_000;
/** The largest k the lab offers. */
export const MOST_CLUSTERS = 256;
/** The largest seed the lab takes. */
export const MOST_SEED = 999_999;
