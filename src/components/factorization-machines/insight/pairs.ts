import type * as factorization from '../../../engine/factorization-machines/index.ts';
import type { FeatureName, NamedPair } from './props.ts';
import { tellingScaling } from './telling-scaling.ts';

type Engine = Pick<
  typeof factorization,
  'isSparse' | 'pairWeight' | 'scaledFeatures' | 'scaledWeights' | 'topPairs'
>;

/** Of more features only those that can move predictions most are paired: a table of all would have millions of cells. */
const MOST_PAIRED = 1000;

/** Where pairs are looked for. */
export interface Searched {
  /** For the data as they are: after `unscaledWeights` where the run standardized them. */
  weights: factorization.Weights;
  /** The standardization of the rows that were learned from. */
  scaling: factorization.Scaling;
  /** The rows that were learned from. */
  X: factorization.Features;
  features: readonly FeatureName[];
}

/** The pairs that move predictions most, strongest first, and how many pairs there are in all that could occur. */
export function namedPairs(
  engine: Engine,
  { weights, scaling, X, features }: Searched,
  count: number,
): { pairs: NamedPair[]; of: number } {
  const telling = tellingScaling(scaling, features);
  const told = engine.scaledWeights(weights, telling);
  const kept = mostMoving(told, engine.scaledFeatures(X, telling), engine.isSparse, MOST_PAIRED);
  const pairs = engine.topPairs(kept.weights, count, kept.X).map((pair): NamedPair => {
    const [i, j] = [kept.columns[pair.i], kept.columns[pair.j]];
    return {
      i,
      j,
      features: [features[i], features[j]],
      weight: engine.pairWeight(weights, i, j),
      strength: pair.strength,
      deviations: [telling.scale[i], telling.scale[j]],
      origin: engine.isSparse(X) ? 'zero' : 'mean',
    };
  });
  return { pairs, of: possiblePairs(features) };
}

/** Pairs of features but those of two categories of one column, of which a row has one. */
export function possiblePairs(features: readonly FeatureName[]): number {
  const categories = new Map<string, number>();
  for (const { column, category } of features)
    if (category !== undefined) categories.set(column, (categories.get(column) ?? 0) + 1);
  const two = (n: number) => (n * (n - 1)) / 2;
  return [...categories.values()].reduce((left, n) => left - two(n), two(features.length));
}

/** The model on the features that can move predictions most in pairs, in their old order. */
function mostMoving(
  weights: factorization.Weights,
  X: factorization.Features,
  isSparse: typeof factorization.isSparse,
  most: number,
): { weights: factorization.Weights; X: factorization.Features; columns: Uint32Array } {
  const { d, k, V } = weights;
  const columns = Uint32Array.from({ length: d }, (_, j) => j);
  if (d <= most) return { weights, X, columns };
  const moved = new Float64Array(d);
  visit(X, isSparse, (_, j, x) => {
    moved[j] += x * x;
  });
  for (let j = 0; j < d; j++) {
    let squares = 0;
    for (let f = 0; f < k; f++) squares += V[f * d + j] ** 2;
    moved[j] *= squares;
  }
  const kept = columns
    .toSorted((a, b) => moved[b] - moved[a])
    .subarray(0, most)
    .sort();
  const place = new Int32Array(d).fill(-1);
  for (const [at, j] of kept.entries()) place[j] = at;
  const start = new Uint32Array(X.rows + 1);
  const [column, value]: [number[], number[]] = [[], []];
  visit(X, isSparse, (row, j, x) => {
    if (place[j] < 0 || x === 0) return;
    column.push(place[j]);
    value.push(x);
    start[row + 1] = column.length;
  });
  for (let row = 1; row <= X.rows; row++) start[row] = Math.max(start[row], start[row - 1]);
  const V2 = new Float64Array(k * most);
  for (let f = 0; f < k; f++) for (const [at, j] of kept.entries()) V2[f * most + at] = V[f * d + j];
  return {
    weights: { d: most, k, w0: weights.w0, w1: Float64Array.from(kept, (j) => weights.w1[j]), V: V2 },
    X: {
      rows: X.rows,
      columns: most,
      start,
      column: Uint32Array.from(column),
      value: Float64Array.from(value),
    },
    columns: kept,
  };
}

function visit(
  X: factorization.Features,
  isSparse: typeof factorization.isSparse,
  each: (row: number, column: number, x: number) => void,
): void {
  for (let row = 0; row < X.rows; row++)
    if (isSparse(X)) for (let e = X.start[row]; e < X.start[row + 1]; e++) each(row, X.column[e], X.value[e]);
    else for (let j = 0; j < X.columns; j++) each(row, j, X.values[row * X.columns + j]);
}
