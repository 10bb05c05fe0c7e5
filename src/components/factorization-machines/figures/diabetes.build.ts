import { readFileSync } from 'node:fs';
import {
  createArraysTrainer,
  denseFeatures,
  Fit,
  initialWeights,
  type Optimizer,
  pickSamples,
  type Regularizer,
  type Samples,
  scaledFeatures,
  scaledSamples,
  scores,
  standardization,
  startingBias,
  unscaledWeights,
  type Weights,
} from '../../../engine/factorization-machines/index.ts';
import { seeded } from '../../../engine/random.ts';
import type { DiabetesShown } from './diabetes.ts';

/** A bit for each patient, first to last: 1 where scikit-learn's `train_test_split(X, y, test_size=0.5)` holds it out after `numpy.random.seed(0)`. */
const HELD_OUT =
  '4fab6e26640e4b9de97a446ccf38eaaa0fcee277a9b5902b2b86843cc5dac76e0589aa7940eb0859a7e891d044f35dae3c45d51b3692764';
/** The bound of pyfms 0.4.0, tests/test_pyfms.py. */
const ACCEPTED = 23724.324079;
const task = 'regression';

const lines = readFileSync('src/components/factorization-machines/own-data/data/diabetes.csv', 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(',').map(Number));
const samples: Samples = {
  X: denseFeatures(lines.map((line) => line.slice(0, -1))),
  y: Float64Array.from(lines, (line) => line[line.length - 1]),
};
const isHeld = (row: number) => (Number.parseInt(HELD_OUT[row >> 2], 16) >> (3 - (row & 3))) & 1;
const rows = [...samples.y.keys()];

/** Rows that scikit-learn holds out. */
export const heldOut: readonly number[] = rows.filter(isHeld);
const halves = (all: Samples) =>
  [rows.filter((row) => !isHeld(row)), rows.filter(isHeld)].map((half) =>
    pickSamples(all, Uint32Array.from(half)),
  ) as [Samples, Samples];

function trained(
  learned: Samples,
  start: Weights,
  optimizer: Optimizer,
  epochs: number,
  regularizer: Regularizer = { norm: 'l2' },
): Weights {
  const trainer = createArraysTrainer({ task, samples: learned, start, optimizer, regularizer });
  const fit = new Fit(trainer, { task, rows: learned.y.length, random: seeded(0) });
  for (const _ of fit.run(epochs));
  return fit.weights();
}

function error(weights: Weights, { X, y }: Samples): number {
  const predicted = scores(weights, X);
  return predicted.reduce((sum, value, row) => sum + (value - y[row]) ** 2, 0) / y.length;
}

const d = samples.X.columns;
const started = (k: number) => initialWeights({ d, k, random: seeded(0) });

/** As pyfms tests it: scikit-learn's features, of mean 0 and length 1; w0 begins at 0, and each of Adam's steps moves it by 0.001 or so. */
function asTested(): number {
  const all = standardization(samples, task);
  const scale = all.scale.map((deviation) => deviation * Math.sqrt(rows.length));
  const [learned, held] = halves({ ...samples, X: scaledFeatures(samples.X, { ...all, scale }) });
  const weights = trained(learned, started(2), { method: 'adam' }, 5000, { norm: 'l2', v: 0.01 });
  return error(weights, held);
}

function standardized(k: number, v = 0): number {
  const [learned, held] = halves(samples);
  const scaling = standardization(learned, task);
  const near = scaledSamples(learned, scaling);
  const start = started(k);
  start.w0 = startingBias(near, task);
  const optimizer = { method: 'adam', learningRate: 0.01 } as const;
  const weights = trained(near, start, optimizer, 400, { norm: 'l2', v });
  return error(unscaledWeights(weights, scaling), held);
}

const [learned, held] = halves(samples);
const shown: DiabetesShown = {
  mean: error({ ...started(0), w0: startingBias(learned, task) }, held),
  asTested: asTested(),
  accepted: ACCEPTED,
  standardized: standardized(2),
  penalized: standardized(2, 3),
  linear: standardized(0),
};
export default shown;
