import { EXAMPLE } from '../../../src/engine/matrix-factorization/example.ts';
import { type Factors, randomFactors } from '../../../src/engine/matrix-factorization/factors.ts';
import { observed, type Ratings } from '../../../src/engine/matrix-factorization/ratings.ts';
import { MOVIELENS_SHAPES, simulatedRatings } from '../../../src/engine/matrix-factorization/simulated.ts';
import { seeded } from '../../../src/engine/random.ts';

/** What steps are timed on: the article's example, a matrix half of which is observed, and one of MovieLens' smallest shape. */
export const SIZES = {
  '5 × 4': { k: 2, beta: 0.02, alpha: 0.01, ratings: () => observed(EXAMPLE) },
  '100 × 100': {
    k: 5,
    beta: 1,
    alpha: 0.001,
    ratings: () => simulated({ rows: 100, columns: 100, count: 5000 }),
  },
  '943 × 1,682': { k: 10, beta: 5, alpha: 0.0001, ratings: () => simulated(MOVIELENS_SHAPES['100k']) },
};
export type Size = keyof typeof SIZES;

const PENALTY = 'beta/2 * (sum(P^2) + sum(Q^2))';
/** The losses, in the language of the article's lab. */
export const LOSSES = {
  squared: `sum(W * (D - X)^2) + ${PENALTY}`,
  huber: `sum(W * huber(D - X, 1)) + ${PENALTY}`,
  /** Its ratings are 1 or 0: liked more than most, or not. */
  logistic: `sum(W * (softplus(X) - D * X)) + ${PENALTY}`,
};
export type LossName = keyof typeof LOSSES;

/** A matrix to factorize by plain steps of gradient descent, all in the terms of the article. */
export interface Descent {
  ratings: Ratings;
  k: number;
  start: Factors;
  loss: LossName;
  beta: number;
  alpha: number;
}

/** The same problem on every machine. */
export function descentOf(size: Size, loss: LossName): Descent {
  const { k, beta, alpha, ratings } = SIZES[size];
  const given = ratings();
  const value = loss === 'logistic' ? given.value.map((each) => (each > 3.5 ? 1 : 0)) : given.value;
  const start = randomFactors(given.rows, given.columns, k, seeded(1));
  return { ratings: { ...given, value }, k, start, loss, beta, alpha };
}

function simulated(shape: { rows: number; columns: number; count: number }): Ratings {
  return simulatedRatings({ ...shape, rank: 6, noise: 0.75, random: seeded(1) }).ratings;
}
