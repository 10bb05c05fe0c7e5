/** Mean squared errors on the half of the diabetes data that pyfms' own test holds out. */
export interface DiabetesShown {
  /** Predicting the mean of the other half. */
  mean: number;
  /** With the settings of pyfms' test: features as scikit-learn scales them, no start for the bias. */
  asTested: number;
  /** What that test accepts. */
  accepted: number;
  /** Standardized, with the bias at the mean, without and with a penalty on the factors; and a linear model. */
  standardized: number;
  penalized: number;
  linear: number;
}
