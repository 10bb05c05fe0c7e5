import type { Picture } from '../picture.ts';

/** A loss and what it is made of. */
export interface StepLosses {
  /** What is minimized: all terms with their weights. */
  total: number;
  /** Distance of the content's features, relative: sum of squares / that of what is aimed at. 0 where the content has no weight. */
  content: number;
  /** Total variation, without its weight: the mean squared difference of neighbours. */
  variation: number;
  /** Distance of each style layer's Gram matrix, relative likewise, so that layers compare; in the order of `layers`. */
  style: number[];
}

/** Where a stylization stands. */
export interface Step {
  /** Steps taken in all levels; those that a level did not need count too. */
  step: number;
  /** Index into the plan. */
  level: number;
  width: number;
  height: number;
  /** A copy, nobody else's. Values may lie outside 0..255. */
  picture: Picture;
  losses: StepLosses;
  /** No step lowers the loss of this level any further: it has come to the end of it, whatever steps were left. */
  settled: boolean;
}
