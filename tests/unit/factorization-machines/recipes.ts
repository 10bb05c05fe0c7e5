import type { Recipe } from '../../../src/engine/factorization-machines/code/recipe.ts';
import {
  createArraysTrainer,
  denseFeatures,
  Fit,
  initialWeights,
  pickSamples,
  type Samples,
  scaledSamples,
  scaledWeights,
  sparse,
  splitRows,
  standardization,
  startingBias,
  titanic,
  unscaledWeights,
  type Weights,
} from '../../../src/engine/factorization-machines/index.ts';
import { gaussian, seeded } from '../../../src/engine/random.ts';

/** Rows that a model with pairs could have made: numbers of unlike sizes, one of them constant, many of them 0. */
function madeUp(rows: number, d: number, classes: boolean, seed: number): Samples {
  const random = seeded(seed);
  const values = Array.from({ length: rows }, () =>
    Array.from({ length: d }, (_, j) =>
      j === 3 ? 2 : random() < 0.6 ? 0 : (1 + (j % 3)) * gaussian(random) + (j % 2),
    ),
  );
  const scores = values.map((x) => 0.8 * x[0] - 0.5 * x[1] + 0.7 * x[0] * x[2] - 0.4 * x[1] * x[4]);
  const y = scores.map((score) => {
    const noisy = score + 0.3 * gaussian(random);
    return classes ? Number(noisy > 0) : 40 + 10 * noisy;
  });
  return { X: denseFeatures(values), y: Float64Array.from(y) };
}

const asSparse = ({ X, ...rest }: Samples): Samples => ({ ...rest, X: sparse(X) });
const weighted = (samples: Samples, seed: number): Samples => {
  const random = seeded(seed);
  return { ...samples, weights: samples.y.map(() => Math.round(4 * random()) / 2) };
};

/** Runs that between them take every turn of the programs. */
export const RECIPES: readonly (Recipe & { name: string; begun?: Weights })[] = [
  {
    name: 'Titanic by 24 weighted rows',
    task: 'classification',
    data: titanic(),
    standardize: false,
    start: { k: 2, stdev: 0.1, seed: 1 },
    optimizer: { method: 'adam', learningRate: 0.02 },
    regularizer: { norm: 'l2', v: 0.0003 },
    batchSize: 24,
    shuffle: false,
    epochs: 100,
    keep: 'best',
  },
  {
    name: 'Titanic by 2,201 people in batches',
    task: 'classification',
    data: titanic(true),
    standardize: false,
    start: { k: 1, stdev: 0.1, seed: 3 },
    optimizer: { method: 'rmsprop', learningRate: 0.01 },
    batchSize: 128,
    shuffle: { seed: 3 },
    epochs: 2,
    keep: 'last',
  },
  {
    name: 'numbers from a file, standardized, L1, with rows held out and an early stop',
    task: 'regression',
    data: madeUp(300, 7, false, 5),
    standardize: true,
    heldOut: { share: 0.25, seed: 7 },
    start: { k: 3, stdev: 0.1, seed: 8 },
    optimizer: { method: 'adam', learningRate: 0.05 },
    regularizer: { norm: 'l1', w0: 0.001, w1: 0.002, v: 0.003, reduction: 'sum' },
    batchSize: 32,
    shuffle: 'start',
    epochs: 25,
    keep: 'best',
    patience: 4,
  },
  {
    name: 'sparse classes from a file, weighted and standardized, by SGD with decay',
    task: 'classification',
    data: weighted(asSparse(madeUp(250, 9, true, 6)), 9),
    standardize: true,
    heldOut: { share: 0.2, seed: 2 },
    start: { k: 2, stdev: 0.2, seed: 4 },
    optimizer: { method: 'sgd', learningRate: 0.3, decay: 0.05 },
    regularizer: { norm: 'l2', w1: 0.01, v: 0.01 },
    batchSize: 64,
    shuffle: 'start',
    epochs: 20,
    keep: 'best',
  },
  {
    name: 'the linear model on sparse numbers',
    task: 'regression',
    data: asSparse(madeUp(120, 6, false, 1)),
    standardize: false,
    start: { k: 0, stdev: 0.1, seed: 5 },
    optimizer: { method: 'adam', learningRate: 0.05 },
    regularizer: { norm: 'l2', w1: 0.1 },
    batchSize: 1000,
    shuffle: 'start',
    epochs: 40,
    keep: 'last',
  },
  {
    name: 'numbers, standardized, from the weights of a file on',
    task: 'regression',
    data: madeUp(40, 5, false, 3),
    standardize: true,
    start: { k: 2, stdev: 0.1, seed: 6, file: 'start.npz' },
    begun: {
      d: 5,
      k: 2,
      w0: 41,
      w1: Float64Array.of(8, -5, 0.5, 1, 2),
      V: Float64Array.of(2, 0.5, 1, 0, -1, 0.5, -2, 1, 0.25, 1),
    },
    optimizer: { method: 'adam', learningRate: 0.01 },
    batchSize: 10,
    shuffle: 'start',
    epochs: 10,
    keep: 'best',
  },
];

/** What the engine comes to by a recipe. */
export interface Outcome {
  /** Of the rows learned from, with what the regularizer adds, at the weights kept. */
  loss: number;
  held: number | undefined;
  /** For the data as they are. */
  weights: Weights;
}

/** Follows a recipe with the engine. */
export function follow(recipe: Recipe & { begun?: Weights }): Outcome {
  const { task, data, start, optimizer, regularizer, shuffle, keep, batchSize, epochs, patience } = recipe;
  const split = recipe.heldOut && splitRows(data, task, recipe.heldOut.share, seeded(recipe.heldOut.seed));
  const own = split ? pickSamples(data, split.learned) : data;
  const scaling = recipe.standardize ? standardization(own, task) : undefined;
  const scale = (samples: Samples) => (scaling ? scaledSamples(samples, scaling) : samples);
  const samples = scale(own);
  const random = seeded(start.seed);
  const begin = beginning();
  const problem = { task, samples, start: begin, optimizer, ...(regularizer && { regularizer }) };
  function beginning(): Weights {
    if (recipe.begun) return scaling ? scaledWeights(recipe.begun, scaling) : recipe.begun;
    const drawn = initialWeights({ d: data.X.columns, k: start.k, stdev: start.stdev, random });
    drawn.w0 = startingBias(samples, task);
    return drawn;
  }
  const held = split && scale(pickSamples(data, split.held));
  const fit = new Fit(createArraysTrainer(problem), {
    task,
    rows: samples.y.length,
    batchSize,
    shuffle: shuffle !== false,
    random: typeof shuffle === 'object' ? seeded(shuffle.seed) : random,
    keep,
    ...(held && { validation: held }),
    ...(patience !== undefined && { patience }),
  });
  for (const _ of fit.run(epochs));
  const weights = fit.weights();
  const at = keep === 'best' ? fit.best : fit.epoch;
  return {
    loss: fit.losses[at] as number,
    held: fit.validations[at],
    weights: scaling ? unscaledWeights(weights, scaling) : weights,
  };
}
