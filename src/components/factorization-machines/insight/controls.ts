import type * as factorization from '../../../engine/factorization-machines/index.ts';
import type { ColumnCode } from '../../../engine/factorization-machines/table/index.ts';
import type { Searched } from './pairs.ts';
import type { Control } from './props.ts';
import { tellingScaling } from './telling-scaling.ts';

type Engine = Pick<typeof factorization, 'isSparse' | 'scaledFeatures' | 'scaledWeights'>;

/** Columns that a reader gets a control for at most: those that move predictions most. */
const MOST = 60;
/** Stands for what is none of the categories that have a feature. */
const OTHER = '(other)';
/** Places of a slider, about. */
const PLACES = 250;

/** The columns that a reader may change, those that move predictions most first. */
export function controlsOf(
  engine: Engine,
  { weights, scaling, X, features }: Searched,
  columns: readonly ColumnCode[],
): Control[] {
  const telling = tellingScaling(scaling, features);
  const moves = movesOf(
    engine.scaledWeights(weights, telling),
    engine.scaledFeatures(X, telling),
    engine.isSparse,
  );
  const byColumn = new Map<string, number>();
  for (const [j, { column }] of features.entries())
    byColumn.set(column, (byColumn.get(column) ?? 0) + moves[j]);
  const order = [...byColumn.keys()].sort((a, b) => (byColumn.get(b) ?? 0) - (byColumn.get(a) ?? 0));
  const wanted = new Set(order.slice(0, MOST));
  const made = columns.flatMap((code) =>
    code.kind === 'numbered' ? numbered(X, features, wanted, engine.isSparse) : controlOf(code),
  );
  return order.slice(0, MOST).flatMap((column) => made.find((control) => control.column === column) ?? []);
}

function controlOf(code: Exclude<ColumnCode, { kind: 'numbered' }>): Control {
  const { column } = code;
  if (code.kind === 'numeric')
    return slider(code, { value: code.mean, note: 'Not known; the mean stands for it.' });
  if (code.kind === 'hashed') return { kind: 'text', column };
  const categories = code.other === undefined ? code.categories : [...code.categories, OTHER];
  return { kind: 'categorical', column, categories, canMiss: code.missing !== undefined };
}

/** Of a libSVM file the features that matter, each over the range that it has; what is not in a row is 0. */
function numbered(
  X: factorization.Features,
  features: Searched['features'],
  wanted: ReadonlySet<string>,
  isSparse: Engine['isSparse'],
): Control[] {
  const d = features.length;
  const [min, max, seen] = [new Float64Array(d), new Float64Array(d), new Uint32Array(d)];
  const whole = new Uint8Array(d).fill(1);
  const add = (j: number, x: number) => {
    if (seen[j]++ === 0) min[j] = max[j] = x;
    min[j] = Math.min(min[j], x);
    max[j] = Math.max(max[j], x);
    if (!Number.isInteger(x)) whole[j] = 0;
  };
  if (isSparse(X)) for (let e = 0; e < X.value.length; e++) add(X.column[e], X.value[e]);
  else for (let at = 0; at < X.values.length; at++) add(at % d, X.values[at]);
  return features.flatMap(({ column }, j) => {
    if (!wanted.has(column)) return [];
    if (seen[j] < X.rows) add(j, 0);
    return slider({ column, min: min[j], max: max[j], whole: whole[j] === 1 }, { value: 0 });
  });
}

/** A slider of round steps; of whole numbers, of whole steps. */
export function slider(
  { column, min, max, whole }: { column: string; min: number; max: number; whole: boolean },
  blank: { value: number; note?: string },
): Control {
  const size = max - min || Math.abs(max) || 1;
  const power = 10 ** Math.floor(Math.log10(size / PLACES));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((step) => size / step <= PLACES);
  const round = Number((step ?? power).toPrecision(1));
  return {
    kind: 'numeric',
    column,
    min,
    max: max > min ? max : min + size,
    step: whole ? Math.max(1, round) : round,
    blank,
  };
}

/** How much each feature moves predictions, alone and by its factors. */
function movesOf(
  { d, k, w1, V }: factorization.Weights,
  X: factorization.Features,
  isSparse: Engine['isSparse'],
): Float64Array {
  const squares = new Float64Array(d);
  if (isSparse(X)) for (let e = 0; e < X.value.length; e++) squares[X.column[e]] += X.value[e] ** 2;
  else for (let at = 0; at < X.values.length; at++) squares[at % d] += X.values[at] ** 2;
  return squares.map((square, j) => {
    let factors = 0;
    for (let f = 0; f < k; f++) factors += V[f * d + j] ** 2;
    return Math.sqrt(square / X.rows) * (Math.abs(w1[j]) + Math.sqrt(factors));
  });
}
