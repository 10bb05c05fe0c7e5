import type {
  ClassificationMetrics,
  RegressionMetrics,
  Task,
} from '../../../engine/factorization-machines/index.ts';
import { formatNumber } from '../../../lib/format.ts';
import type { Metrics } from './props.ts';

/** A measure as a column of a table. */
export interface MetricColumn {
  label: string;
  /** What it is, in a line. */
  title: string;
  text: (metrics: Metrics) => string;
  value: (metrics: Metrics) => number;
  /** Whether more of it is better. */
  rising: boolean;
}

const fixed = (value: number) => (Number.isNaN(value) ? '–' : value.toFixed(3).replace('-', '−'));

function column<M extends Metrics>(
  label: string,
  title: string,
  rising: boolean,
  value: (metrics: M) => number,
  text: (value: number) => string,
): MetricColumn {
  const of = (metrics: Metrics) => value(metrics as M);
  return { label, title, rising, value: of, text: (metrics) => text(of(metrics)) };
}

const NUMBERS: readonly MetricColumn[] = [
  column<RegressionMetrics>(
    'RMSE',
    'root of the mean squared error, in the unit of the target',
    false,
    ({ rmse }) => rmse,
    formatNumber,
  ),
  column<RegressionMetrics>('MAE', 'mean size of errors', false, ({ mae }) => mae, formatNumber),
  column<RegressionMetrics>(
    'R²',
    'share of the variance that is explained, 1 at best',
    true,
    ({ r2 }) => r2,
    fixed,
  ),
];

const CLASSES: readonly MetricColumn[] = [
  column<ClassificationMetrics>(
    'Log loss',
    'mean cross entropy, 0 at best',
    false,
    ({ logloss }) => logloss,
    (value) => value.toFixed(4),
  ),
  column<ClassificationMetrics>(
    'AUC',
    'chance that of a row of each class the right one scores higher, 0.5 by guessing',
    true,
    ({ auc }) => auc,
    fixed,
  ),
  column<ClassificationMetrics>(
    'Accuracy',
    'share of right classes',
    true,
    ({ accuracy }) => accuracy,
    (value) => `${(100 * value).toFixed(1)}%`,
  ),
];

/** The measures of a task. */
export const metricColumns = (task: Task): readonly MetricColumn[] =>
  task === 'regression' ? NUMBERS : CLASSES;
