import { ARTICLE_LOSS } from './address.ts';

const RIDGE = 'beta/2 * (sum(P^2) + sum(Q^2))';
export const ABSOLUTE_LOSS = `sum(W * abs(D - X)) + ${RIDGE}`;
export const HUBER_LOSS = `sum(W * huber(D - X, 1)) + ${RIDGE}`;
export const LASSO_LOSS = 'sum(W * (D - X)^2) + beta * (sum(abs(P)) + sum(abs(Q)))';

/** Losses of which X = PQ is the prediction itself. */
export const LOSSES = [
  { value: ARTICLE_LOSS, label: 'Squared error (the article’s)' },
  { value: ABSOLUTE_LOSS, label: 'Absolute error (L1)' },
  { value: HUBER_LOSS, label: 'Huber' },
  { value: LASSO_LOSS, label: 'L1 regularization' },
];
