import type { Executor, MaskedMatrix, Optimizer } from '../../engine/matrix-factorization/index.ts';
import type { CurveHistory } from './curve/props.ts';
import type { ExecutorView, LossView } from './loss-line/props.ts';

// What worker and page tell each other: small plain objects.

/** A whole run, but for where it stands: what is factorized, from which start, by which steps. */
export interface Spec {
  matrix: MaskedMatrix;
  k: number;
  /** As typed; one that was understood. */
  loss: string;
  beta: number;
  method: Optimizer['method'];
  alpha: number;
  /** The most steps taken; a run that comes to rest ends before. */
  steps: number;
  seed: number;
  executor: Executor;
}

/** Factors, and the loss they have. */
export interface Point {
  step: number;
  loss: number;
  P: ArrayLike<number>;
  Q: ArrayLike<number>;
}

/** `rest`: no step changes the loss any more. `ended`: all steps are taken. `diverged`: the loss is no finite number. */
export type RunState = 'going' | 'rest' | 'ended' | 'diverged';

/** Where a run that diverged can be taken up again, and with which learning rate. */
export interface Cure {
  step: number;
  alpha: number;
}

/** A run as far as it has come. */
export interface RunView {
  state: RunState;
  /** Where it stands; where it diverged, the best it had before. */
  point: Point;
  /** The step it has come to. */
  step: number;
  history: CurveHistory;
  /** The one that really takes the steps. */
  executor: Executor;
  /** Why that is not the one asked for; empty where it is. */
  instead: string;
  /** The learning rate in force: smaller than asked for where an edited matrix would have diverged. */
  alpha: number;
  /** Milliseconds of work. */
  ms: number;
  /** Only of a run that diverged after its start. */
  cure?: Cure;
}

/** What the page is served with. */
export interface Served {
  /** The example's D, as a link would hold it. */
  d: string;
  run: RunView;
  /** MathML markup of the article's loss and its derivatives. */
  math: LossView['math'];
  /** The executors that need not be loaded, compared with each other and with finite differences. */
  compared: { executors: ExecutorView[]; difference: number | undefined };
}

export const MOST_STEPS = 1_000_000;
export const MOST_SEED = 999;
/** Bounds of the learning rate. */
export const ALPHA = { least: 1e-5, most: 1 };
export const MOST_BETA = 2;

/** The article's settings, with a learning rate at which the example comes to rest in about 16,000 steps. */
export const USUAL = {
  k: 2,
  loss: 'sum(W * (D - X)^2) + beta/2 * (sum(P^2) + sum(Q^2))',
  beta: 0.02,
  method: 'gradient-descent',
  alpha: 0.04,
  steps: 30_000,
  seed: 1,
  executor: 'compiled',
} as const satisfies Omit<Spec, 'matrix'>;
