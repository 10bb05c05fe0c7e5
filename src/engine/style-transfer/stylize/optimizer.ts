import type { Work } from '../executor.ts';

/** The value of a function at `x`; its gradient there is written over `gradient`. */
export type Evaluate = (x: Float32Array, gradient: Float32Array) => Work<number>;

/** Lowers a function step by step. A step that was left before its end may be taken again from where it began. */
export interface Optimizer {
  /** Where it stands: changed in place, and only as a step ends. */
  readonly x: Float32Array;
  /** The function's value there. */
  readonly loss: number;
  /** Evaluates where it starts; comes before the first step. */
  start(evaluate: Evaluate): Work<void>;
  /** One step. False: none lowers the function any further, as far as the numbers' precision goes; `x` stays. */
  step(evaluate: Evaluate): Work<boolean>;
}
