/** The counter of multiplications: its sliders, and where it begins. */
export const COUNT = { d: { min: 2, max: 200, first: 40 }, k: { min: 1, max: 32, first: 4 } } as const;

/** Numbers of features at which the counter counts for its chart. */
export const COUNTED = [2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 50, 70, 100, 150, 200] as const;

/** How the Titanic is learned from, as the lab begins: all groups in a step, Adam. */
export const TITANIC_RUN = { learningRate: 0.02, epochs: 2000, ranks: [0, 1, 2, 3], seed: 1 } as const;

/** Exclusive or, by Adam; what the figure shows of it is every fourth step. */
export const XOR = { learningRate: 0.05, steps: 160, every: 4, seed: 1 } as const;

/** The two ways to look at the corners of the square, in order of their results 0, 1, 1, 0. */
export const CORNERS = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
] as const;

/** Simulated measurements, each of one user, one item and one place, on which ranks are compared. */
export const RANKS = {
  sizes: [40, 30, 10],
  rows: 3000,
  held: 1 / 3,
  planted: 3,
  spread: { linear: 0.7, factors: 0.75 },
  noise: 0.5,
  ks: [0, 1, 2, 3, 4, 6, 8, 12],
  penalties: [0, 0.001, 0.01],
  /** Penalties of a weight for each pair, of which the best is shown. */
  pairPenalties: [0, 1e-4, 3e-4, 1e-3, 3e-3],
  learningRate: 0.02,
  epochs: 80,
} as const;

/** Who rates, and what, in the example of matrix factorization, whose rank and penalty these are. */
export const PEOPLE = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eva'] as const;
export const FILMS = ['A', 'B', 'C', 'D'] as const;
export const EXAMPLE_RUN = { k: 2, beta: 0.02, rates: [0.02, 0.005, 0.001], epochs: 6000 } as const;
