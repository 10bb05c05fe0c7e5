/** Who rates, and what: the rows and columns of the example. */
export const PEOPLE = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eva'] as const;
export const FILMS = ['A', 'B', 'C', 'D'] as const;

/** Its cells that nobody has rated, as places in a matrix of 5 x 4, row after row. Ada and film C come first. */
export const MISSING = [2, 5, 6, 10, 13, 14, 16] as const;

/** Rank and weight of the regularization, as in the tutorial of 2010. */
export const K = 2;
export const BETA = 0.02;

/** How long the tutorial learns, and how fast. */
export const TUTORIAL = { steps: 5000, alpha: 0.0002 } as const;

/** The starts of the figure of 400, and after how many of the tutorial's steps they are looked at. */
export const SEEDS = { count: 400, steps: [TUTORIAL.steps, 4 * TUTORIAL.steps] } as const;

/** The race: learning rates, starts of which the median counts, and after how many steps a run is given up. */
export const RACE = {
  alphas: [
    1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.2, 0.5, 1,
  ],
  seeds: 5,
  most: 50_000,
} as const;

/** Alternating least squares, looked at after so many sweeps. */
export const ALS = { starts: 400, sweeps: [0, 1, 10, 100, 1000, 4000] } as const;

/** The losses that are compared, by their names in the lab's list. */
export const LOSSES = ['article', 'absolute', 'huber', 'kullback-leibler', 'bounded'] as const;

/** The simulated ratings on which ranks are compared, the share of them held out, and the regularizations. */
export const RANKS = {
  rows: 200,
  columns: 120,
  count: 7200,
  tastes: 2,
  noise: 0.4,
  held: 0.2,
  most: 12,
  sweeps: 60,
  betas: [0.05, 2, 8],
} as const;

/** "Ada, film C": a cell of the example by its place. */
export const cellName = (cell: number) => `${PEOPLE[Math.floor(cell / 4)]}, film ${FILMS[cell % 4]}`;
