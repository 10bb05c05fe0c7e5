import type { Network } from '../../../src/engine/style-transfer/index.ts';
import type { Problem } from './problem.ts';

/** One way to evaluate, in JavaScript or WebAssembly. */
export interface Implementation {
  /** Name in the tables. */
  name: string;
  /** Version of the package, where it is one. */
  version?: string;
  /** Makes it ready for a problem; what it returns evaluates once. */
  open: (network: Network, problem: Problem) => Promise<Evaluate>;
}

/** Loss; the gradient, as long as the picture, is written over what is given. */
export type Evaluate = (gradient: Float32Array) => Promise<number>;
