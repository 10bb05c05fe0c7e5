import type { Weights } from '../../../src/engine/factorization-machines/index.ts';
import type { Precision } from './implementation.ts';
import type { Size } from './problems.ts';

/** What a contender is asked for, in its thread or process; it answers before it is asked again. */
export type Request =
  /** Starts a problem; what was open is closed. */
  | { do: 'open'; size: Size }
  /** Takes so many steps, batch after batch. */
  | { do: 'steps'; count: number }
  /** The loss of all rows. */
  | { do: 'loss' }
  /** One epoch of the large file in the order that `seed` gives, from the beginning. */
  | { do: 'epoch'; seed: number }
  /** Full batches on the Titanic's 24 groups, with the loss after each, until `epochs` or a loss of `target`. */
  | { do: 'titanic'; epochs: number; target: number };

/** Where it starts: the gradient of the first batch. */
export interface Opened {
  gradient: Weights;
}

/** Milliseconds of CPU until the first step can be taken, of the epoch, loss of all rows included, and that loss. */
export interface EpochRun {
  ready: number;
  epoch: number;
  loss: number;
}

/** Milliseconds of CPU of all of it, the epochs that it took, and the loss at the end. */
export interface TitanicRun {
  ms: number;
  epochs: number;
  loss: number;
}

/** A contender, wherever it runs: on one thread. */
export interface Bench {
  name: string;
  version?: string;
  precision: Precision;
  /** What it cannot do in bearable time, or at all, is left out. */
  fits: (size: Size) => boolean;
  open: (size: Size) => Promise<Opened>;
  steps: (count: number) => Promise<{ ms: number }>;
  loss: () => Promise<{ loss: number }>;
  epoch: (seed: number) => Promise<EpochRun>;
  titanic: (epochs: number, target: number) => Promise<TitanicRun>;
  close: () => Promise<unknown>;
}
