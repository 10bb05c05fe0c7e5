import type { Factors } from '../factors.ts';
import { foldIn } from '../fold-in.ts';
import type { Ratings } from '../ratings.ts';
import { type Baseline, type BaselineKind, newRowOffset } from './baseline.ts';

/** Factors, and what was taken off the ratings before. */
export interface Model extends Factors {
  k: number;
  beta: number;
  columns: number;
  kind: BaselineKind;
  baseline: Baseline;
}

/** A column and its number: a cosine, or a prediction. */
export interface Scored {
  column: number;
  score: number;
}

/** The columns whose factors point most nearly the way column `j`'s do, by the cosine of the angle between them; those of length 0 have none. */
export function neighbours({ Q, k, columns }: Model, j: number, count: number): Scored[] {
  const dots = new Float64Array(columns);
  const squares = new Float64Array(columns);
  for (let f = 0; f < k; f++) {
    const at = f * columns;
    const own = Q[at + j];
    for (let c = 0; c < columns; c++) {
      dots[c] += own * Q[at + c];
      squares[c] += Q[at + c] ** 2;
    }
  }
  const cosines = dots.map((dot, c) => dot / Math.sqrt(squares[c] * squares[j]));
  return highest(cosines, count, (c) => c === j);
}

/** The prediction for one cell. */
export function predict({ P, Q, k, columns, baseline }: Model, i: number, j: number): number {
  let x = baseline.mean + baseline.row[i] + baseline.column[j];
  for (let f = 0; f < k; f++) x += P[i * k + f] * Q[f * columns + j];
  return x;
}

/** Predictions for row `i`, for every column. */
export function predictionsFor({ P, k, baseline, ...model }: Model, i: number): Float64Array {
  return predictions({ ...model, k, baseline }, P.subarray(i * k, (i + 1) * k), baseline.row[i]);
}

/** Predictions for somebody who is not in the matrix, from some ratings of theirs: offset and factors are fitted to these, all else stays. */
export function predictionsForNew(
  model: Model,
  rated: readonly number[],
  values: readonly number[],
): Float64Array {
  const { mean, column } = model.baseline;
  const offset = newRowOffset(model.baseline, model.kind, rated, values);
  const left = values.map((value, i) => value - mean - offset - column[rated[i]]);
  return predictions(model, foldIn(model, rated, left, model.beta), offset);
}

function predictions(
  { Q, k, columns, baseline }: Omit<Model, 'P' | 'beta' | 'kind'>,
  p: Float64Array,
  offset: number,
): Float64Array {
  const predicted = baseline.column.map((c) => baseline.mean + offset + c);
  for (let f = 0; f < k; f++) for (let j = 0; j < columns; j++) predicted[j] += p[f] * Q[f * columns + j];
  return predicted;
}

/** The columns with the highest scores, highest first; of equal ones the first. NaN is no score. */
export function highest(
  scores: Float64Array,
  count: number,
  left: (column: number) => boolean = () => false,
): Scored[] {
  const top: Scored[] = [];
  for (let column = 0; column < scores.length; column++) {
    const score = scores[column];
    if (Number.isNaN(score) || (top.length === count && !(score > top[count - 1].score)) || left(column))
      continue;
    let at = top.length;
    while (at > 0 && top[at - 1].score < score) at--;
    top.splice(at, 0, { column, score });
    if (top.length > count) top.pop();
  }
  return top;
}

/** The places of a row's cells in the ratings: [from, to). */
export function rowRange({ row }: Ratings, i: number): [from: number, to: number] {
  const firstFrom = (wanted: number) => {
    let [low, high] = [0, row.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (row[middle] < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return [firstFrom(i), firstFrom(i + 1)];
}
