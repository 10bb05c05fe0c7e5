import {
  createArraysTrainer,
  Fit,
  initialWeights,
  lossOf,
  pickSamples,
  type Samples,
  type SparseFeatures,
  scores,
  splitRows,
  startingBias,
} from '../../../engine/factorization-machines/index.ts';
import type { Regularizer } from '../../../engine/factorization-machines/settings.ts';
import { gaussian, seeded } from '../../../engine/random.ts';
import type { RankErrors, RanksShown } from './ranks.ts';
import { RANKS } from './settings.ts';

const { sizes, planted, spread, noise } = RANKS;
const task = 'regression';
const features = sizes.reduce((sum, size) => sum + size, 0);
const short = (value: number) => Number(value.toFixed(4));

/** Rows of ones in some columns each, the same number in every row. */
function ones(columns: number, rows: readonly number[][]): SparseFeatures {
  const each = rows[0].length;
  return {
    rows: rows.length,
    columns,
    start: Uint32Array.from({ length: rows.length + 1 }, (_, row) => row * each),
    column: Uint32Array.from(rows.flat()),
    value: new Float64Array(rows.length * each).fill(1),
  };
}

/** One user, one item and one place for each row, and a planted machine's output for them, with noise. */
function simulated(random: () => number): { places: number[][]; y: Float64Array } {
  const truth = initialWeights({ d: features, k: planted, stdev: spread.factors, random });
  for (let j = 0; j < features; j++) truth.w1[j] = spread.linear * gaussian(random);
  const places = Array.from({ length: RANKS.rows }, () => sizes.map((size) => Math.floor(random() * size)));
  const y = scores(truth, ones(features, places.map(columnsOf)));
  return { places, y: y.map((value) => value + noise * gaussian(random)) };
}

/** Columns of the one-hot code: first users, then items, then places. */
function columnsOf(row: number[]): number[] {
  let before = 0;
  return row.map((place, field) => {
    before += field ? sizes[field - 1] : 0;
    return before + place;
  });
}

/** The same, and behind them a column for each pair of values of two fields. */
function columnsWithPairs(row: number[]): number[] {
  const columns = columnsOf(row);
  let before = features;
  for (let a = 0; a < sizes.length; a++)
    for (let b = a + 1; b < sizes.length; b++) {
      columns.push(before + row[a] * sizes[b] + row[b]);
      before += sizes[a] * sizes[b];
    }
  return columns;
}

const [users, items, places] = sizes;
const pairs = users * items + users * places + items * places;

function fitted(learned: Samples, held: Samples, k: number, regularizer: Regularizer) {
  const random = seeded(1);
  const start = initialWeights({ d: learned.X.columns, k, random });
  start.w0 = startingBias(learned, task);
  const optimizer = { method: 'adam', learningRate: RANKS.learningRate } as const;
  const trainer = createArraysTrainer({ task, samples: learned, start, optimizer, regularizer });
  const fit = new Fit(trainer, { task, rows: learned.X.rows, random, keep: 'last' });
  for (const _ of fit.run(RANKS.epochs));
  const error = (samples: Samples) => short(Math.sqrt(lossOf(task, samples, fit.weights())));
  return { learned: error(learned), held: error(held) };
}

function ranks(): RanksShown {
  const random = seeded(1);
  const { places, y } = simulated(random);
  const single = { X: ones(features, places.map(columnsOf)), y };
  const split = splitRows(single, task, RANKS.held, random);
  const parts = (samples: Samples) =>
    [pickSamples(samples, split.learned), pickSamples(samples, split.held)] as const;
  const penalties = RANKS.penalties.map((penalty): RankErrors => {
    const errors = RANKS.ks.map((k) =>
      fitted(...parts(single), k, { norm: 'l2', v: penalty, reduction: 'sum' }),
    );
    return { penalty, learned: errors.map((each) => each.learned), held: errors.map((each) => each.held) };
  });
  const all = { X: ones(features + pairs, places.map(columnsWithPairs)), y };
  const everyPair = RANKS.pairPenalties
    .map((w1) => fitted(...parts(all), 0, { norm: 'l2', w1, reduction: 'sum' }))
    .reduce((best, each) => (each.held < best.held ? each : best));
  return { rows: split.learned.length, features, pairs, planted, noise, penalties, everyPair };
}

export default ranks();
