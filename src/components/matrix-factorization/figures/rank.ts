/** How ratings that were held out are met, by rank: root mean squared errors for k = 1, 2, 3, … */
export interface RankShown {
  /** Planted rank and noise of the table, and what always guessing the mean would err. */
  planted: number;
  noise: number;
  mean: number;
  betas: { beta: number; train: number[]; held: number[] }[];
}
