import { formatCount, formatNumber, formatPercent } from '../../../lib/format.ts';
import type { Difference, FeatureName, Judged, NamedPair, Target } from './props.ts';

/** Fewer rows than this are no ground to judge two models by. */
const FEW_ROWS = 30;

/** What class 1 is: "survived = yes". */
export const eventOf = ({ name, classes }: Target): string => `${name} = ${classes?.[1] ?? '1'}`;

/** A share of 1, never told as certain: 93.2%, below 0.1%. */
export function chance(p: number): string {
  if (p > 0 && p < 0.001) return 'below 0.1%';
  if (p < 1 && p > 0.999) return 'above 99.9%';
  return formatPercent(p, 3);
}

/** A number with its sign: +1.2, −0.3. */
export const signed = (value: number, digits = 3): string =>
  `${value > 0 ? '+' : ''}${formatNumber(value, digits)}`;

/** Whether a difference is told from 0: 'better' or 'worse' by two standard errors or more. */
export function verdict({ mean, error }: Difference): 'better' | 'worse' | 'open' {
  if (!(Math.abs(mean) >= 2 * error) || mean === 0) return 'open';
  return mean > 0 ? 'better' : 'worse';
}

/** Who is better on the rows that count, by how much, and whether that may be chance. */
export function comparisonSentence(target: Target, k: number, learned: Judged, held?: Judged): string {
  const judged = held ?? learned;
  const rows = held
    ? `On the ${formatCount(held.rows)} rows held out`
    : `On all ${formatCount(learned.rows)} rows, which it learned from,`;
  const rival = k === 0 ? 'constant' : 'linear';
  const difference = k === 0 ? judged.fromConstant : judged.fromLinear;
  const own = k === 0 ? 'the linear model' : 'the factorization machine';
  const other =
    k > 0
      ? 'the linear model'
      : target.task === 'regression'
        ? 'the mean alone'
        : 'the share of each class alone';
  const [loss, lossOfRival] = [lossOf(judged, 'fm'), lossOf(judged, rival)];
  const share = difference.mean / lossOfRival;
  const what = target.task === 'regression' ? 'squared errors' : 'log loss';
  const verb = target.task === 'regression' ? 'are' : 'is';
  const by = Number.isFinite(share)
    ? `${formatPercent(Math.abs(share), 2)} ${share >= 0 ? 'lower' : 'higher'} than ${ofRival(other)}`
    : `${formatNumber(loss)} against ${formatNumber(lossOfRival)}`;
  const margin =
    Number.isFinite(difference.error) && Number.isFinite(share)
      ? ` (standard error ${formatPercent(difference.error / lossOfRival, 2)})`
      : '';
  const first = `${rows} the ${what} of ${own} ${verb} ${by}${margin}`;
  if (!held)
    return `${first}. That is how well it fits, not how well it predicts: hold some rows out to know that.`;
  return `${first}: ${judgement(difference, held.rows)}.${warning(target, k, held)}`;
}

const ofRival = (other: string) => `with ${other}`;

function lossOf(judged: Judged, model: 'constant' | 'linear' | 'fm'): number {
  const metrics = judged[model];
  return 'logloss' in metrics ? metrics.logloss : metrics.rmse ** 2;
}

function judgement(difference: Difference, rows: number): string {
  const found = verdict(difference);
  if (rows < FEW_ROWS) return 'but so few rows are no ground to judge by';
  if (found === 'open') return 'less than two standard errors, so it may be chance which rows were held out';
  return 'more than the chance of which rows were held out would explain';
}

/** A sentence more where a constant does as well. */
function warning({ task }: Target, k: number, held: Judged): string {
  if (k === 0 || verdict(held.fromConstant) === 'better') return '';
  const constant = task === 'regression' ? 'the mean of what was learned from' : 'the share of each class';
  return ` It is not surely better than ${constant}, predicted for every row.`;
}

/** What a pair adds to a score: both categories there, or both numbers a standard deviation more. */
const effectOf = ({ weight, deviations: [one, other] }: NamedPair): number => weight * one * other;

const isCategory = ({ category }: FeatureName) => category !== undefined;

/** What a pair means for predictions, in a sentence. */
export function pairSentence({ task }: Target, pair: NamedPair): string {
  const { features, deviations, origin } = pair;
  const [a, b] = features;
  const value = effectOf(pair);
  const effect =
    task === 'classification'
      ? `multiplies the odds by ${formatNumber(Math.exp(value), 3)}`
      : value < 0
        ? `takes ${formatNumber(-value, 3)} off the prediction`
        : `adds ${formatNumber(value, 3)} to the prediction`;
  if (isCategory(a) && isCategory(b))
    return `Being both, ${a.name} and ${b.name}, ${effect}, on top of what each does alone.`;
  const [one, other] = deviations.map((each) => formatNumber(each, 3));
  if (!isCategory(a) && !isCategory(b))
    return origin === 'mean'
      ? `Raising both by a standard deviation, ${a.name} by ${one} and ${b.name} by ${other}, ${effect}, on top of what each does alone.`
      : `Having both in usual size, ${a.name} of ${one} and ${b.name} of ${other}, ${effect}, on top of what each does alone.`;
  const [category, number, size] = isCategory(a) ? [a, b, other] : [b, a, one];
  const more =
    origin === 'mean' ? `a standard deviation more of ${number.name}` : `${number.name} in usual size`;
  return `Where ${category.name}, ${more} (${size}) ${effect}, on top of what it does elsewhere.`;
}

/** "1 row", "12 rows" */
export const counted = (count: number, what: string): string =>
  `${formatCount(count)} ${what}${count === 1 ? '' : 's'}`;

/** The probability whose odds have this logarithm. */
export const probability = (score: number): number => 1 / (1 + Math.exp(-score));

/** What a model says of a row: a number, or a probability. */
export const predictionText = ({ task }: Target, value: number): string =>
  task === 'regression' ? formatNumber(value, 4) : chance(value);
