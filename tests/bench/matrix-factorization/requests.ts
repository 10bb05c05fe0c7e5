import type { Factors, Optimizer } from '../../../src/engine/matrix-factorization/index.ts';
import type { Precision } from './implementation.ts';
import type { LossName, Size } from './problems.ts';

/** What a contender is asked for, in its thread or process; it answers before it is asked again. */
export type Request = OpenRequest | StepsRequest | SolveRequest;

/** Starts a problem; what was open is closed. */
export interface OpenRequest {
  do: 'open';
  size: Size;
  loss: LossName;
}

/** Takes so many steps. */
export interface StepsRequest {
  do: 'steps';
  count: number;
}

/** Solves the 5 × 4 example from the starts that these seeds give, each until its loss is at most `target`. */
export interface SolveRequest {
  do: 'solve';
  optimizer: Optimizer;
  seeds: number[];
  target: number;
  /** Steps after which a start is given up. */
  limit: number;
}

/** Where it starts. */
export interface Opened {
  loss: number;
  gradient?: Factors;
}

/** Milliseconds of CPU of the steps, and where they end. */
export interface Stepped {
  ms: number;
  loss: number;
}

/** Milliseconds of CPU over all seeds, making everything ready included, and the steps of each; -1 where it was given up. */
export interface Solved {
  ms: number;
  steps: number[];
}

/** A contender, wherever it runs: on one thread. */
export interface Bench {
  name: string;
  version?: string;
  precision: Precision;
  fits: (size: Size, loss: LossName) => boolean;
  open: (size: Size, loss: LossName) => Promise<Opened>;
  steps: (count: number) => Promise<Stepped>;
  solve: (request: Omit<SolveRequest, 'do'>) => Promise<Solved>;
  close: () => Promise<unknown>;
}
