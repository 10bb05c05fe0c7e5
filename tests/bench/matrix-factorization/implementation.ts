import type { Factors, Optimizer } from '../../../src/engine/matrix-factorization/index.ts';
import type { Descent, LossName, Size } from './problems.ts';

/** Factors on their way down a loss, one step at a time. */
export interface Walk {
  /** The loss where it stands. */
  readonly loss: number;
  /** Takes so many steps. */
  steps: (count: number) => void;
  /** The gradient where it stands; absent where it takes other steps than those of the article's loss. */
  gradient?: () => Factors;
  /** Gives back what it holds. */
  close: () => void;
}

/** One way to take steps of gradient descent. */
export interface Implementation {
  /** Name in the tables. */
  name: string;
  /** Version of the package, where it is one. */
  version?: string;
  precision: Precision;
  /** What it cannot do in bearable time, or at all, is left out. */
  fits: (size: Size, loss: LossName) => boolean;
  /** Starts at the problem's start, by plain gradient descent or by `optimizer`. */
  open: (problem: Descent, optimizer?: Optimizer) => Walk | Promise<Walk>;
}

/** What its numbers are. */
export type Precision = 'float32' | 'float64';
