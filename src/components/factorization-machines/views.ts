import type { Optimizer, Regularizer } from '../../engine/factorization-machines/index.ts';

// What worker and page tell each other: small plain objects.

/** Who computes: tfjs in JavaScript or in WebAssembly, which finds the gradients; C++ or typed arrays, derived by hand. */
export type Computer = 'tfjs' | 'tfjs-wasm' | 'compiled' | 'arrays';

/** A whole run, but for where it stands: two models trained alike. */
export interface Spec {
  /** Rank of the factorization machine; the other model has 0. */
  k: number;
  method: Optimizer['method'];
  rate: number;
  norm: Regularizer['norm'];
  /** Weights of the regularizer on the means over w1 and over V. */
  w1: number;
  v: number;
  epochs: number;
  /** People in a step; 0: all, as 24 weighted rows. */
  batch: number;
  seed: number;
  computer: Computer;
}

/** What predictions are sums of: a bias, a weight for each feature and one for each pair of them. */
export interface Terms {
  w0: number;
  w1: ArrayLike<number>;
  /** d x d, row after row, symmetric. */
  G: ArrayLike<number>;
}

/** A model where it stands. */
export interface ModelView extends Terms {
  k: number;
  /** Factors, k x d, row after row. */
  V: ArrayLike<number>;
  /** Logarithm of the odds of survival for each of the groups. */
  scores: ArrayLike<number>;
  /** Mean cross entropy of the people, without what the regularizer adds. */
  logloss: number;
}

export interface Point {
  epoch: number;
  linear: ModelView;
  fm: ModelView;
}

/** Mean cross entropies after the epochs kept, ascending; the first is the start. The last may be NaN or infinite. */
export interface RunHistory {
  epochs: ArrayLike<number>;
  linear: ArrayLike<number>;
  fm: ArrayLike<number>;
}

/** Where a run that diverged can be taken up again, and with which learning rate. */
export interface Cure {
  epoch: number;
  rate: number;
}

/** A run as far as it has come. */
export interface RunView {
  state: 'going' | 'ended' | 'diverged';
  /** Epochs that are complete. */
  epoch: number;
  /** Where it stands; where it diverged, the best that was kept before. */
  point: Point;
  history: RunHistory;
  /** The one that really computes. */
  computer: Computer;
  /** Why that is not the one asked for; empty where it is. */
  instead: string;
  /** Milliseconds of work. */
  ms: number;
  /** Tensors that tfjs holds in memory; where it computes. */
  tensors?: number;
  /** Of a run that diverged: which model did, in which epoch. */
  diverged?: { model: 'linear' | 'fm'; epoch: number };
  cure?: Cure;
}

/** People alike in class, sex and age, or who would be. */
export interface Group {
  /** Class, sex and age, by their place among the features. */
  features: readonly [number, number, number];
  people: number;
  survived: number;
}

/** The data as the page needs them. */
export interface Passengers {
  /** Names of the eight features, and which variable each belongs to. */
  names: readonly string[];
  variables: readonly number[];
  /** The 14 groups aboard, then those that nobody aboard was of. */
  groups: readonly Group[];
  /** The least mean cross entropy that class, sex and age allow. */
  floor: number;
}

/** What the page is served with. */
export interface Served {
  passengers: Passengers;
  run: RunView;
}

export const MOST_K = 8;
export const MOST_EPOCHS = 20_000;
export const MOST_SEED = 999;
/** Bounds of the learning rate. */
export const RATE = { least: 1e-4, most: 100 };
/** The largest weight of the regularizer. */
export const MOST_PENALTY = 10;
/** Of a step, where it is not all. */
export const BATCH = { least: 8, most: 2201 };

/**
 * The settings at first. The L2 weight is small: it costs 0.00004 of logloss, and ends what would not end, the growth of weights of
 * groups that all lived.
 */
export const USUAL = {
  k: 2,
  method: 'adam',
  rate: 0.02,
  norm: 'l2',
  w1: 0,
  v: 0.0003,
  epochs: 1000,
  batch: 0,
  seed: 1,
  computer: 'tfjs',
} as const satisfies Spec;

/** Whether two specs ask for the same run. */
export const sameSpec = (a: Spec, b: Spec): boolean =>
  (Object.keys(USUAL) as (keyof Spec)[]).every((key) => a[key] === b[key]);
