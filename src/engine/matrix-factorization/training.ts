import type { Factors } from './factors.ts';
import type { Loss } from './loss/loss.ts';
import type { Ratings } from './ratings.ts';

/** How a step is made of a gradient. The constants are those of tfjs' optimizers of the same names. */
export interface Optimizer {
  method: 'gradient-descent' | 'momentum' | 'adam';
  /** Learning rate: a step of gradient descent is `alpha` times the gradient. */
  alpha: number;
  /** Momentum only: how much of the last step goes on. Default 0.9. */
  momentum?: number;
}

/** Decay of Adam's two means, and what is added to the root of the second (Kingma and Ba 2015, Algorithm 1). */
export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
export const MOMENTUM = 0.9;

/** What is to be factorized, from where, and by what measure. */
export interface Problem {
  ratings: Ratings;
  /** Rank: columns of P and rows of Q, 1 or more. */
  k: number;
  /** Where to begin; not changed. */
  start: Factors;
  loss: Loss;
  /** What `beta` stands for in the loss: the weight of its regularization. */
  beta: number;
  optimizer: Optimizer;
}

/** Which of the three ways computes loss and gradient. All three take the same steps, but for rounding. */
export type Executor = 'tfjs' | 'arrays' | 'compiled';

/**
 * Factors on their way down a loss. There is always a current point; `loss` and `gradient` belong to it, not to the step before.
 * A loss that is not finite means that the run has diverged: go back to factors kept earlier, with a smaller `alpha`.
 */
export interface Trainer {
  readonly executor: Executor;
  /** Steps taken so far. */
  readonly steps: number;
  /** The loss at the current factors; NaN or infinite when it has none. */
  readonly loss: number;
  /** Takes one step against the gradient and returns the loss at the new factors. */
  advance(): number;
  /** Copies of the current factors. */
  factors(): Factors;
  /** The gradient of the loss at the current factors, in their shapes. */
  gradient(): Factors;
  /** Gives back memory, tensors included; the trainer must not be used again. */
  dispose(): void;
}

/** Where a run stands after `step` steps. */
export interface Step {
  step: number;
  loss: number;
}

/**
 * The run as a generator, for `RunLoop`: first the start, then every step up to `steps` in all; the last one, too, when the loss
 * is not finite. It does not dispose of the trainer, which can be asked for its factors at any time.
 */
export function* descend(trainer: Trainer, steps: number): Generator<Step, void> {
  yield { step: trainer.steps, loss: trainer.loss };
  while (trainer.steps < steps && Number.isFinite(trainer.loss)) {
    trainer.advance();
    yield { step: trainer.steps, loss: trainer.loss };
  }
}
