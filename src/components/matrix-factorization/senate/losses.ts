import type { Optimizer } from '../../../engine/matrix-factorization/index.ts';

export type LossName = 'squared' | 'logistic';

interface SenateLoss {
  /** In the article's loss language; D is 1 for yes and -1 for no. */
  source: string;
  beta: number;
  optimizer: Optimizer;
}

/**
 * Both are driven by momentum: at these rates a run for the map takes 150 to 400 steps, few enough to be watched one by one, and
 * its points swing into place. Alternating least squares would be there in ten sweeps, of which nothing is to be seen, and knows
 * the squared loss alone; Adam steps as far for every point, so that members without many votes tremble to the end.
 */
export const LOSSES: Record<LossName, SenateLoss> = {
  squared: {
    source: 'sum(W * (D - X)^2) + beta/2 * (sum(P^2) + sum(Q^2))',
    beta: 2,
    optimizer: { method: 'momentum', alpha: 0.0002, momentum: 0.9 },
  },
  logistic: {
    source: 'sum(W * softplus(-D * X)) + beta/2 * (sum(P^2) + sum(Q^2))',
    beta: 0.5,
    optimizer: { method: 'momentum', alpha: 0.002, momentum: 0.9 },
  },
};

/** Spread of the numbers that P and Q begin with, around 0: near enough to 0 that all points start in one heap. */
const START = 0.05;

/** How a start is drawn from normal numbers: P, then Q. */
export const startOf = (count: number, normal: () => number): Float64Array =>
  Float64Array.from({ length: count }, () => START * normal());

/** Steps after which a run ends even if it has not settled. */
export const MOST_STEPS = 3000;
/** A run has settled when the loss of the last so many steps differed by less than a share of it. */
const WINDOW = 20;
const SETTLED = 2e-6;
/** A run that begins where another ended, without one vote, changes the loss by so little that its share must be smaller. */
const SETTLED_AGAIN = 2e-8;

/** Watches a run's losses for the time when nothing more comes of it. */
export class Settling {
  readonly #losses: number[] = [];
  readonly #share: number;

  /** `again`: the run goes on from settled factors. */
  constructor(again = false) {
    this.#share = again ? SETTLED_AGAIN : SETTLED;
  }

  /** Takes the loss after the newest step; true when the run may end. */
  settled(loss: number): boolean {
    this.#losses.push(loss);
    if (this.#losses.length > WINDOW + 1) this.#losses.shift();
    if (this.#losses.length <= WINDOW) return false;
    // Momentum may climb for a while, so both ways count.
    return Math.max(...this.#losses) - Math.min(...this.#losses) < this.#share * Math.abs(loss);
  }
}
