import { errorOf, sigmoid } from './scores.ts';

/** How well numbers are predicted. */
export interface RegressionMetrics {
  /** Root of the mean squared error, and mean size of errors, in the unit of the targets. */
  rmse: number;
  mae: number;
  /** 1 minus the squared error over that of predicting the mean of these targets; NaN when they are all the same. */
  r2: number;
}

/** How well classes are predicted. */
export interface ClassificationMetrics {
  /** Mean cross entropy, in nats. */
  logloss: number;
  /** Probability that of a row of class 1 and one of class 0 the first has the higher score; ties count half. NaN with one class only. */
  auc: number;
  /** Share of rows whose class is predicted, where class 1 is predicted above a probability of 0.5. */
  accuracy: number;
  /** Weight of the rows by class and by what is predicted. */
  confusion: { truePositive: number; falsePositive: number; trueNegative: number; falseNegative: number };
}

type Counts = Float64Array | undefined;
const countOf = (counts: Counts, i: number) => (counts ? counts[i] : 1);

/** `predicted` numbers against `y`, each pair counting by its weight. */
export function regressionMetrics(
  y: Float64Array,
  predicted: Float64Array,
  counts?: Counts,
): RegressionMetrics {
  let [total, sum, squares, sizes] = [0, 0, 0, 0];
  for (let i = 0; i < y.length; i++) {
    const count = countOf(counts, i);
    const error = predicted[i] - y[i];
    total += count;
    sum += count * y[i];
    squares += count * error * error;
    sizes += count * Math.abs(error);
  }
  const mean = sum / total;
  let spread = 0;
  for (let i = 0; i < y.length; i++) spread += countOf(counts, i) * (y[i] - mean) ** 2;
  return {
    rmse: Math.sqrt(squares / total),
    mae: sizes / total,
    r2: spread > 0 ? 1 - squares / spread : Number.NaN,
  };
}

/** `scores`, logarithms of odds, against classes `y`, each pair counting by its weight. O(n log n). */
export function classificationMetrics(
  y: Float64Array,
  scores: Float64Array,
  counts?: Counts,
): ClassificationMetrics {
  const confusion = { truePositive: 0, falsePositive: 0, trueNegative: 0, falseNegative: 0 };
  let [total, logloss] = [0, 0];
  for (let i = 0; i < y.length; i++) {
    const [count, score] = [countOf(counts, i), scores[i]];
    const [one, guess] = [y[i] === 1, score > 0];
    confusion[one ? (guess ? 'truePositive' : 'falseNegative') : guess ? 'falsePositive' : 'trueNegative'] +=
      count;
    total += count;
    if (count > 0) logloss += count * errorOf('classification', y[i], score);
  }
  const right = confusion.truePositive + confusion.trueNegative;
  return { logloss: logloss / total, auc: auc(y, scores, counts), accuracy: right / total, confusion };
}

function auc(y: Float64Array, scores: Float64Array, counts: Counts): number {
  const order = Uint32Array.from(y, (_, i) => i).sort((a, b) => scores[a] - scores[b]);
  let [zerosBelow, ones, wins] = [0, 0, 0];
  for (let from = 0, to = 0; from < order.length; from = to) {
    let [zerosHere, onesHere] = [0, 0];
    do {
      const i = order[to++];
      if (y[i] === 1) onesHere += countOf(counts, i);
      else zerosHere += countOf(counts, i);
    } while (to < order.length && scores[order[to]] === scores[order[from]]);
    wins += onesHere * (zerosBelow + zerosHere / 2);
    zerosBelow += zerosHere;
    ones += onesHere;
  }
  return wins / (ones * zerosBelow);
}

/** Rows of like predictions: what was predicted on average, and what was true. */
export interface CalibrationBin {
  /** Weight of the rows. */
  count: number;
  /** Mean predicted probability of class 1. */
  predicted: number;
  /** Share of class 1. */
  observed: number;
}

/** The rows in `bins` groups of about equal weight, from the least probable to the most; of equal scores none is parted, so there may be fewer. */
export function calibration(
  y: Float64Array,
  scores: Float64Array,
  bins: number,
  counts?: Counts,
): CalibrationBin[] {
  const order = Uint32Array.from(y, (_, i) => i).sort((a, b) => scores[a] - scores[b]);
  let total = 0;
  for (let i = 0; i < y.length; i++) total += countOf(counts, i);
  const made: CalibrationBin[] = [];
  let [seen, bin] = [0, { count: 0, predicted: 0, observed: 0 }];
  for (const [at, i] of order.entries()) {
    const count = countOf(counts, i);
    seen += count;
    bin.count += count;
    bin.predicted += count * sigmoid(scores[i]);
    bin.observed += count * y[i];
    const next = order[at + 1];
    const full = seen >= ((made.length + 1) * total) / bins;
    if (next !== undefined && (!full || scores[next] === scores[i])) continue;
    if (bin.count > 0)
      made.push({
        count: bin.count,
        predicted: bin.predicted / bin.count,
        observed: bin.observed / bin.count,
      });
    bin = { count: 0, predicted: 0, observed: 0 };
  }
  return made;
}
