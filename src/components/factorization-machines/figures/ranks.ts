/** Root mean squared errors on what was learned from and on what was held out, for each of some ranks. */
export interface RankErrors {
  penalty: number;
  learned: number[];
  held: number[];
}

/** What RankFigure shows. */
export interface RanksShown {
  /** Rows that were learned from, features, and pairs of features that can occur together. */
  rows: number;
  features: number;
  pairs: number;
  planted: number;
  noise: number;
  penalties: RankErrors[];
  /** A linear model with a weight of its own for each pair, with the penalty that suits it best. */
  everyPair: { learned: number; held: number };
}
