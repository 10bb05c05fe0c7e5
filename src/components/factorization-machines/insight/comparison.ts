import type * as factorization from '../../../engine/factorization-machines/index.ts';
import type { Difference, Judged } from './props.ts';

type Engine = Pick<
  typeof factorization,
  'regressionMetrics' | 'classificationMetrics' | 'errorOf' | 'predict' | 'scores'
>;

/** Three models that are compared: a score for every row alike, the linear one, and the factorization machine. */
export interface Models {
  constant: number;
  linear: factorization.Weights;
  fm: factorization.Weights;
}

/** How the models do on some rows, and how sure it is which of them is better. */
export function judged(
  engine: Engine,
  task: factorization.Task,
  { X, y, weights }: factorization.Samples,
  { constant, linear, fm }: Models,
): Judged {
  const scores = [
    new Float64Array(X.rows).fill(constant),
    engine.scores(linear, X),
    engine.scores(fm, X),
  ] as const;
  const measure = task === 'regression' ? engine.regressionMetrics : engine.classificationMetrics;
  const [a, b, c] = scores.map((of) => measure(y, of, weights)) as [
    Judged['constant'],
    Judged['linear'],
    Judged['fm'],
  ];
  const [fromConstant, fromLinear, own] = scores.map((of) =>
    y.map((target, i) => engine.errorOf(task, target, of[i] as number)),
  ) as [Float64Array, Float64Array, Float64Array];
  return {
    rows: X.rows,
    constant: a,
    linear: b,
    fm: c,
    fromLinear: pairedDifference(fromLinear, own, weights),
    fromConstant: pairedDifference(fromConstant, own, weights),
  };
}

/**
 * The mean of `one` less `other`, by weight, and its standard error: the spread of the differences over the root of their number. It
 * tells what other rows of the same kind might have given, not what other splits or seeds of the training might have.
 */
export function pairedDifference(
  one: ArrayLike<number>,
  other: ArrayLike<number>,
  weights?: ArrayLike<number>,
): Difference {
  let [total, sum, counted] = [0, 0, 0];
  for (let i = 0; i < one.length; i++) {
    const weight = weights ? weights[i] : 1;
    if (weight > 0) counted++;
    total += weight;
    sum += weight * (one[i] - other[i]);
  }
  const mean = sum / total;
  let squares = 0;
  for (let i = 0; i < one.length; i++)
    squares += ((weights ? weights[i] : 1) * (one[i] - other[i] - mean)) ** 2;
  const error = counted < 2 ? Number.NaN : (Math.sqrt(squares) / total) * Math.sqrt(counted / (counted - 1));
  return { mean, error };
}
