import type {
  CalibrationBin,
  ClassificationMetrics,
  RegressionMetrics,
  Task,
} from '../../../engine/factorization-machines/index.ts';
import type { RowValues } from '../../../engine/factorization-machines/table/index.ts';

/** What is predicted, in the reader's words. */
export interface Target {
  task: Task;
  /** Its column. */
  name: string;
  /** Of classes: what 0 and 1 stand for. */
  classes?: readonly [string, string];
}

/** The mean of differences between two models' errors of the same rows, and how far it may be off by chance. */
export interface Difference {
  /** Above 0 where the second is better. */
  mean: number;
  /** Its standard error; NaN for less than two rows. */
  error: number;
}

export type Metrics = RegressionMetrics | ClassificationMetrics;

/** How three models do on the same rows. */
export interface Judged {
  rows: number;
  /** The mean target of what is learned from, or the share of class 1, for every row. */
  constant: Metrics;
  /** Trained alike, without pairs (k = 0). */
  linear: Metrics;
  fm: Metrics;
  /** Errors of the linear model less those of the factorization machine, row by row: squared, or cross entropy. */
  fromLinear: Difference;
  /** Likewise those of the constant. */
  fromConstant: Difference;
}

/** For Metrics.svelte. */
export interface MetricsProps {
  target: Target;
  k: number;
  learned: Judged;
  /** Rows that were not learned from, where there are such. */
  held?: Judged | undefined;
}

/** Of numbers: some rows' true values and what is predicted for them. */
export interface PointCloud {
  truth: ArrayLike<number>;
  predicted: ArrayLike<number>;
  /** Rows there are in all. */
  of: number;
}

/** For Calibration.svelte: bins for classes, a cloud for numbers. */
export interface CalibrationProps {
  target: Target;
  /** Whether the rows are such as were not learned from. */
  held: boolean;
  fm?: readonly CalibrationBin[] | undefined;
  linear?: readonly CalibrationBin[] | undefined;
  cloud?: PointCloud | undefined;
}

/** A feature as a reader knows it: a column, or one category of it. */
export interface FeatureName {
  name: string;
  column: string;
  category?: string;
}

/** Two features whose product moves predictions. */
export interface NamedPair {
  i: number;
  j: number;
  features: readonly [FeatureName, FeatureName];
  /** <v_i, v_j>, for the data as they are. */
  weight: number;
  /** Root mean square of what the pair adds to a prediction, with numbers taken from their mean. */
  strength: number;
  /** How much of each is a standard deviation, or, from 0, of usual size; 1 for a category. */
  deviations: readonly [number, number];
  /** What numbers are told from: sparse ones from 0. */
  origin: 'mean' | 'zero';
}

/** For TopPairs.svelte. */
export interface TopPairsProps {
  target: Target;
  /** Strongest first. */
  pairs: readonly NamedPair[];
  /** How many pairs of features there are that occur together, or might. */
  of: number;
}

/** One summand of a score. */
export interface Term {
  /** One feature, or two. */
  features: readonly FeatureName[];
  /** Their values, as the row has them. */
  values: readonly string[];
  value: number;
}

/** A row, its prediction, and the sum it is. */
export interface ExplainedRow {
  /** From 0. */
  row: number;
  held: boolean;
  /** The columns used and what the row has in them. */
  cells: readonly { column: string; text: string }[];
  /** A number, or a class: 0 or 1. */
  truth: number;
  /** What is predicted for the row that terms are told from. */
  bias: number;
  /** That row: without any category, and with all numbers at their mean, or at 0. */
  origin: 'mean' | 'zero';
  /** Greatest first. */
  single: readonly Term[];
  pairs: readonly Term[];
  /** The others, summed. */
  otherSingle: { count: number; value: number };
  otherPairs: { count: number; value: number };
  /** The sum of all: a prediction, or the logarithm of odds. */
  score: number;
}

/** For ExplainRow.svelte. */
export interface ExplainRowProps {
  target: Target;
  /** How many rows there are. */
  rows: number;
  /** Undefined until it is computed. */
  explained: ExplainedRow | undefined;
  /** Rows with the greatest errors, worst first, from 0. */
  worst: readonly number[];
  disabled?: boolean;
  /** Asks for another row, from 0. */
  onpick: (row: number) => void;
}

/** A column that the reader can change. */
export type Control =
  | {
      kind: 'numeric';
      column: string;
      min: number;
      max: number;
      step: number;
      /** Stands where a row says nothing, and what to say of that. */
      blank: { value: number; note?: string };
    }
  | {
      kind: 'categorical';
      column: string;
      categories: readonly string[];
      /** Whether "not known" is one of the choices. */
      canMiss: boolean;
    }
  /** A column of very many categories: any text is taken. */
  | { kind: 'text'; column: string };

/** Values by column: numbers, categories, or undefined where nothing is known. */
export type Values = Readonly<RowValues>;

/** What is predicted when one column is changed and the others stay. */
export interface Response {
  column: string;
  /** Numbers of the column, ascending, or its categories, with '' for what is not known. */
  at: readonly (number | string)[];
  /** Predicted numbers, or probabilities of class 1. */
  fm: ArrayLike<number>;
  linear?: ArrayLike<number>;
}

/** For WhatIf.svelte. */
export interface WhatIfProps {
  target: Target;
  /** Most telling first. */
  controls: readonly Control[];
  values: Values;
  /** Predicted numbers, or probabilities of class 1; undefined until computed. */
  prediction: { fm: number; linear?: number } | undefined;
  /** Of the column chosen; undefined until computed. */
  response: Response | undefined;
  /** Why there is no prediction for what is set. */
  problem?: string | undefined;
  disabled?: boolean;
  onchange: (values: Values) => void;
  /** Asks for the response to another column. */
  oncolumn: (column: string) => void;
}
