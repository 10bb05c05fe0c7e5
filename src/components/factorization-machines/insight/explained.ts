import type * as factorization from '../../../engine/factorization-machines/index.ts';
import { formatNumber } from '../../../lib/format.ts';
import type { ExplainedRow, FeatureName, Term } from './props.ts';
import { tellingScaling } from './telling-scaling.ts';

type Engine = Pick<typeof factorization, 'explain' | 'pickRows' | 'scaledFeatures' | 'scaledWeights'>;

/** Terms of each kind that are told one by one; the others are summed. */
const TOLD = { single: 6, pairs: 8 };

/** What is explained. */
export interface Explained {
  /** For the data as they are: after `unscaledWeights` where the run standardized them. */
  weights: factorization.Weights;
  /** The standardization of the rows that were learned from. */
  scaling: factorization.Scaling;
  X: factorization.Features;
  features: readonly FeatureName[];
  row: number;
  /** What the row has in the columns used. */
  cells: ExplainedRow['cells'];
  truth: number;
  held: boolean;
}

/** Takes a prediction apart, told from a row whose numbers are all at their mean. */
export function explainedRow(engine: Engine, given: Explained): ExplainedRow {
  const { features, row, cells, truth, held } = given;
  const scaling = tellingScaling(given.scaling, features);
  const X = engine.pickRows(given.X, Uint32Array.of(row));
  const told = engine.scaledWeights(given.weights, scaling);
  const { w0, single, pairs, otherPairs, score } = engine.explain(told, engine.scaledFeatures(X, scaling), 0);
  const at = new Map(single.map(({ j, x }) => [j, x * scaling.scale[j] + scaling.mean[j]]));
  const textOf = (j: number) =>
    features[j].category === undefined ? formatNumber(at.get(j) as number, 4) : '';
  const term = (of: number[], value: number): Term => ({
    features: of.map((j) => features[j]),
    values: of.map(textOf),
    value,
  });
  const rest = (of: readonly { value: number }[], told: number) => ({
    count: Math.max(0, of.length - told),
    value: of.slice(told).reduce((sum, { value }) => sum + value, 0),
  });
  const untold = rest(pairs, TOLD.pairs);
  return {
    row,
    held,
    cells,
    truth,
    bias: w0,
    origin: scaling.mean.some((mean) => mean !== 0) ? 'mean' : 'zero',
    single: single.slice(0, TOLD.single).map(({ j, value }) => term([j], value)),
    pairs: pairs.slice(0, TOLD.pairs).map(({ i, j, value }) => term([i, j], value)),
    otherSingle: rest(single, TOLD.single),
    otherPairs: { count: untold.count + otherPairs.count, value: untold.value + otherPairs.value },
    score,
  };
}

/** The rows with the greatest errors, worst first, of those named or of all. */
export function worstRows(errors: ArrayLike<number>, count: number, of?: ArrayLike<number>): number[] {
  const rows = Array.from(of ?? errors, (row, i) => (of ? row : i));
  return rows.sort((a, b) => errors[b] - errors[a]).slice(0, count);
}
