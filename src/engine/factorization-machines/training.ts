import { checkSamples, type Samples, type Task } from './samples.ts';
import type { Optimizer, Regularizer } from './settings.ts';
import { checkWeights, type Weights } from './weights.ts';

/** What is to be learned, from where, and by what measure. */
export interface Problem {
  task: Task;
  samples: Samples;
  /** Where to begin; not changed. */
  start: Weights;
  optimizer: Optimizer;
  /** Default: none. */
  regularizer?: Regularizer;
}

/** Refuses samples that cannot be learned from, and weights that are not for them. */
export function checkProblem({ task, samples, start }: Problem): void {
  checkSamples(samples, task);
  checkWeights(start);
  if (samples.X.columns !== start.d)
    throw new RangeError(`the weights are for ${start.d} features, and X has ${samples.X.columns}`);
}

/** Who computes: tfjs, which finds the gradient by itself; typed arrays, by hand; or C++ in WebAssembly, by hand. */
export type Executor = 'tfjs' | 'arrays' | 'compiled';

/**
 * Weights on their way down the loss: the mean error of rows by their weights (squared error, or cross entropy), plus what the
 * regularizer adds. All executors take the same steps, but for rounding; tfjs' is in float32.
 */
export interface Trainer {
  readonly executor: Executor;
  /** Steps taken so far. */
  readonly steps: number;
  /**
   * One step against the gradient of the loss of rows `order[from]` to `order[to - 1]`. `epoch` counts from 1. Rows that all
   * weigh 0 make no step.
   */
  step(order: Uint32Array, from: number, to: number, epoch: number): void;
  /** The gradient that such a step would go by, in the shapes of the weights. */
  gradient(order: Uint32Array, from: number, to: number): Weights;
  /** The loss of all rows at the current weights; NaN or infinite where they have diverged. */
  loss(): number;
  /** A copy of the current weights. */
  weights(): Weights;
  /** Gives back memory, tensors included; the trainer must not be used again. */
  dispose(): void;
}

export type CreateTrainer = (problem: Problem) => Trainer;
