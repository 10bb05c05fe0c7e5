import { InvalidInputError } from '../errors.ts';
import { checkFeatures, type Features, pickRows } from './features.ts';

/** Whether numbers are predicted, by squared error, or which of two classes, by cross entropy. */
export type Task = 'regression' | 'classification';

/** What is learned from. */
export interface Samples {
  X: Features;
  /** One number for each row of X: what is to be predicted; of classes 0 or 1. */
  y: Float64Array;
  /** How much each row counts, 0 or more, not all 0. Default: all the same. Only their ratios matter. */
  weights?: Float64Array;
}

/** The rows named, in that order, with what belongs to them: weights stay with their rows. */
export function pickSamples({ X, y, weights }: Samples, order: Uint32Array): Samples {
  const pick = (from: Float64Array) => Float64Array.from(order, (row) => from[row]);
  return { X: pickRows(X, order), y: pick(y), ...(weights && { weights: pick(weights) }) };
}

/** Refuses what cannot be learned from. */
export function checkSamples({ X, y, weights }: Samples, task: Task): void {
  checkFeatures(X);
  if (y.length !== X.rows) throw new RangeError(`${y.length} targets do not belong to ${X.rows} rows`);
  const bad = y.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new InvalidInputError(
      `Row ${bad + 1} has no finite number as its target. Correct it, or leave it out.`,
    );
  if (task === 'classification') {
    const other = y.findIndex((value) => value !== 0 && value !== 1);
    if (other >= 0)
      throw new InvalidInputError(
        `Row ${other + 1} has ${y[other]} as its class; there are two, 0 and 1. Choose which value stands for 1, or predict numbers.`,
      );
    const classes = new Set(y.filter((_, i) => !weights || weights[i] > 0));
    if (classes.size === 1)
      throw new InvalidInputError(
        `All rows${weights ? ' that weigh anything' : ''} are of class ${[...classes][0]}: there is nothing to tell apart. Take data with both classes.`,
      );
  }
  if (!weights) return;
  if (weights.length !== X.rows)
    throw new RangeError(`${weights.length} weights do not belong to ${X.rows} rows`);
  const wrong = weights.findIndex((weight) => !(weight >= 0 && weight < Number.POSITIVE_INFINITY));
  if (wrong >= 0)
    throw new InvalidInputError(
      `Row ${wrong + 1} weighs ${weights[wrong]}; a weight is a number, 0 or more.`,
    );
  if (weights.every((weight) => weight === 0))
    throw new InvalidInputError('All rows weigh 0, so none counts. Give at least one a weight above 0.');
}

/** Mean of y, by weight: of classes, the share of class 1. */
export function meanTarget({ y, weights }: Samples): number {
  let [sum, total] = [0, 0];
  for (let i = 0; i < y.length; i++) {
    const weight = weights ? weights[i] : 1;
    sum += weight * y[i];
    total += weight;
  }
  return sum / total;
}
