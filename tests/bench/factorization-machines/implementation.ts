import type { Problem, Trainer } from '../../../src/engine/factorization-machines/index.ts';

/** One way to train, in JavaScript or WebAssembly. */
export interface Implementation {
  /** Name in the tables. */
  name: string;
  /** Version of the package, where it is one. */
  version?: string;
  precision: Precision;
  create: (problem: Problem) => Trainer | Promise<Trainer>;
}

/** What its numbers are. */
export type Precision = 'float32' | 'float64';
