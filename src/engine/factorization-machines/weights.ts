import { gaussian, type Random } from '../random.ts';
import { meanTarget, type Samples, type Task } from './samples.ts';

/** The parameters of a factorization machine of order two on d features (Rendle 2010, equation 1). */
export interface Weights {
  /** Number of features. */
  d: number;
  /** Rank: how many factors a feature has; with 0 the model is linear. */
  k: number;
  /** The bias. */
  w0: number;
  /** One number for each feature. */
  w1: Float64Array;
  /** k x d, row after row, as pyfms has it: factor f of feature i is V[f * d + i]. */
  V: Float64Array;
}

export interface InitialOptions {
  d: number;
  /** Default 8. */
  k?: number;
  /** Standard deviation of the factors. Default 0.1. */
  stdev?: number;
  random: Random;
}

/** Where learning begins: w0 and w1 are 0, the factors normally distributed, drawn row after row of V. */
export function initialWeights({ d, k = 8, stdev = 0.1, random }: InitialOptions): Weights {
  const V = Float64Array.from({ length: k * d }, () => stdev * gaussian(random));
  return { d, k, w0: 0, w1: new Float64Array(d), V };
}

/**
 * The bias that is best while all else is 0: the mean target, or the logarithm of the odds of class 1. Gradient steps of a set
 * length would take thousands to get there, which is what pyfms' own test of regression spends them on.
 */
export function startingBias(samples: Samples, task: Task): number {
  const mean = meanTarget(samples);
  return task === 'regression' ? mean : Math.log(mean / (1 - mean));
}

export const copyWeights = ({ d, k, w0, w1, V }: Weights): Weights => ({
  d,
  k,
  w0,
  w1: w1.slice(),
  V: V.slice(),
});

/** Refuses arrays whose lengths are not those of the shapes that they are said to have. */
export function checkWeights({ d, k, w1, V }: Weights): void {
  if (w1.length !== d || V.length !== k * d)
    throw new RangeError(
      `w1 has ${w1.length} numbers and V ${V.length}; of d = ${d} and k = ${k} they have others`,
    );
}
