/** A loss to start from. */
export interface LossPreset {
  id: string;
  label: string;
  source: string;
  /** What it is for, in a sentence. */
  purpose: string;
  /** What stands for a prediction where that is not PQ itself, in the loss language. */
  predicts?: string;
}

/** Large factors cost, as in the article. */
const RIDGE = 'beta/2 * (sum(P^2) + sum(Q^2))';

/** The losses that the lab offers; the first is the article's. A unit test reads, derives and learns from each. */
export const PRESETS: readonly LossPreset[] = [
  {
    id: 'article',
    label: 'Squared error (the article’s)',
    source: `sum(W * (D - X)^2) + ${RIDGE}`,
    purpose: 'Squared errors over what is observed, and beta makes large factors cost.',
  },
  {
    id: 'plain',
    label: 'No regularization',
    source: 'sum(W * (D - X)^2)',
    purpose: 'Nothing but the fit: with few ratings the missing cells are then left to chance.',
  },
  {
    id: 'absolute',
    label: 'Absolute error (L1)',
    source: `sum(W * abs(D - X)) + ${RIDGE}`,
    purpose:
      'For data with gross errors: a rating that is far off pulls no harder than one a little off. Its slope does not fade at the bottom, so a smaller alpha gets nearer.',
  },
  {
    id: 'huber',
    label: 'Huber',
    source: `sum(W * huber(D - X, 1)) + ${RIDGE}`,
    purpose: 'Squared up to an error of 1 and straight beyond: smooth at the bottom, calm about outliers.',
  },
  {
    id: 'kullback-leibler',
    label: 'Kullback–Leibler (positive data)',
    source: `sum(W * (D * log(D / X) - D + X)) + ${RIDGE}`,
    purpose:
      'For counts and other positive numbers, whose errors grow with their size; every observed cell must be above 0.',
  },
  {
    id: 'bounded',
    label: 'Ratings from 1 to 5',
    source: `sum(W * (D - (1 + 4 * sigmoid(X)))^2) + ${RIDGE}`,
    purpose: 'No prediction leaves the scale: PQ is a score, and 1 + 4 sigmoid(PQ) the rating it stands for.',
    predicts: '1 + 4 * sigmoid(X)',
  },
  {
    id: 'non-negative',
    label: 'Non-negative factors',
    source: `sum(W * (D - X)^2) + 10 * (sum(relu(-P)^2) + sum(relu(-Q)^2)) + ${RIDGE}`,
    purpose: 'Entries below 0 cost ten times their square, so that factors become parts that only add up.',
  },
  {
    id: 'logistic',
    label: 'Logistic (liked or not)',
    source: `sum(W * (softplus(X) - step(D - 2.5) * X)) + ${RIDGE}`,
    purpose:
      'Only whether a rating is above 2.5 counts, and PQ becomes the log-odds of that; in a table of 0 and 1 write D for step(D - 2.5).',
    predicts: 'sigmoid(X)',
  },
  {
    id: 'rmse',
    label: 'Root mean square error',
    source: `sqrt(sum(W * (D - X)^2) / sum(W)) + ${RIDGE}`,
    purpose:
      'In the units of D, as results are reported; the root ties all cells together, so it is no sum over cells.',
  },
  {
    id: 'lasso',
    label: 'L1 regularization',
    source: 'sum(W * (D - X)^2) + beta * (sum(abs(P)) + sum(abs(Q)))',
    purpose: 'Drives entries of P and Q that are hardly needed to zero; with a larger beta more of them.',
  },
];

/** The preset that a text is, white space aside. */
export function presetOf(text: string): LossPreset | undefined {
  const bare = (source: string) => source.replace(/\s+/g, '');
  return PRESETS.find(({ source }) => bare(source) === bare(text));
}
