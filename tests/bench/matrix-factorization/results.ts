import type { buildOf, machine } from '../machine.ts';
import type { Spread } from '../measure.ts';
import type { Titled } from '../words.ts';
import type { LossName, Size } from './problems.ts';

/** How quickly one contender takes steps. */
export interface StepsRow extends Titled {
  /** Steps in a second of CPU time of one thread. */
  rate: Spread;
  /** The compiled loss' median rate over its own. */
  ratio: number;
  /** By how much its gradient at the start differs at most, over the largest entry; absent where its steps are of another kind. */
  off?: number;
}

/** The figures of one run of the benchmark; times are CPU time of one thread. */
export interface Results {
  /** The day they were measured, YYYY-MM-DD. */
  measured: string;
  machine: ReturnType<typeof machine>;
  /** The build they were measured with. */
  wasm: ReturnType<typeof buildOf>;
  /** Steps of gradient descent, loss included, by size of the matrix and loss. */
  steps: { size: Size; loss: LossName; k: number; count: number; rows: StepsRow[] }[];
  /** The 5 × 4 example from random starts to 1e-6 above the least loss, all made ready anew for each. */
  solve: {
    least: number;
    starts: number;
    optimizers: { method: string; alpha: number; rows: SolveRow[] }[];
  };
  /** Alternating least squares until the error on held-out ratings is within 1 % of `floor.rmse`. */
  als: {
    shape: { rows: number; columns: number; count: number };
    k: number;
    /** Standard deviation of the planted noise. */
    noise: number;
    /** Error of the planted factors themselves on held-out ratings. */
    planted: number;
    /** Error where least squares started at the planted factors comes to rest, for some betas and for the best. */
    floor: { beta: number; rmse: number; grid: { beta: number; rmse: number }[] };
    rows: (Titled & {
      /** Milliseconds until the first sweep can begin, of a sweep, and in all. */
      ready: Spread;
      sweep: Spread;
      total: Spread;
      /** Its time in all over ours. */
      ratio: number;
      sweeps: number;
      /** Where it stopped. */
      rmse: number;
    })[];
  };
  /** Reading files of ratings, in milliseconds. */
  reading: { form: string; lines: number; bytes: number; rows: ReadingRow[] }[];
  /** From the text of a loss to code that runs: microseconds of each part, and the bytes of the module. */
  compile: { loss: LossName; parse: Spread; emit: Spread; total: Spread; bytes: number }[];
}

/** How one contender solves the example. */
export interface SolveRow extends Titled {
  /** Milliseconds a start, the mean over starts. */
  ms: Spread;
  ratio: number;
  /** How many of the starts it was given. */
  starts: number;
  /** Steps: the median over starts and the most. */
  steps: number;
  most: number;
  /** Starts from which it did not get there. */
  failed: number;
}

/** How one contender reads a file. */
export interface ReadingRow extends Titled {
  /** Milliseconds for all lines; where it read fewer, scaled to all. */
  ms: Spread;
  /** Lines it was given, where those are not all. */
  lines?: number;
  ratio: number;
}
