import { readFile } from 'node:fs/promises';
import {
  createArraysTrainer,
  denseFeatures,
  Fit,
  initialWeights,
  lossOf,
  scores,
  startingBias,
  type Weights,
} from '../../../engine/factorization-machines/index.ts';
import type { Regularizer } from '../../../engine/factorization-machines/settings.ts';
import { EXAMPLE } from '../../../engine/matrix-factorization/example.ts';
import { type Factors, product, randomFactors } from '../../../engine/matrix-factorization/factors.ts';
import { createFactorizer } from '../../../engine/matrix-factorization/index.ts';
import { observed } from '../../../engine/matrix-factorization/ratings.ts';
import { seeded } from '../../../engine/random.ts';
import type { MachineRow, MachineShown } from './as-machine.ts';
import { EXAMPLE_RUN } from './settings.ts';

const { rows: people, columns: films, mask, values } = EXAMPLE;
const { k, beta } = EXAMPLE_RUN;
const d = people + films;
const task = 'regression';

/** One row for each cell of the table: who, and which film. */
const oneHot = (cell: number) =>
  Array.from({ length: d }, (_, j) =>
    Number(j === Math.floor(cell / films) || j === people + (cell % films)),
  );
const every = denseFeatures(Array.from(values, (_, cell) => oneHot(cell)));
const known = [...mask.keys()].filter((cell) => mask[cell]);
const samples = {
  X: denseFeatures(known.map(oneHot)),
  y: Float64Array.from(known, (cell) => values[cell]),
};
/** The penalty of matrix factorization is of a sum of errors; a machine's loss is their mean. */
const penalty = beta / 2 / known.length;
const held = (w1: number): Regularizer => ({ norm: 'l2', v: penalty, w1, reduction: 'sum' });

/** P and Q where alternating least squares rests, from the best of a few starts. */
async function factorized(): Promise<{ factors: Factors; loss: number }> {
  const wasm = await readFile('src/engine/matrix-factorization/matrix-factorization.wasm');
  const engine = await createFactorizer(await WebAssembly.compile(wasm));
  const ends = [0, 1, 2].map((seed) => {
    const start = randomFactors(people, films, k, seeded(seed));
    const als = engine.als(observed(EXAMPLE), { k, beta, start });
    while (als.sweeps < 6000) als.sweep();
    const end = { factors: als.factors(), loss: als.loss() };
    als.dispose();
    return end;
  });
  return ends.reduce((least, end) => (end.loss < least.loss ? end : least));
}

/** The machine whose factors of people are the rows of P, and of films the columns of Q. */
function machineOf({ P, Q }: Factors): Weights {
  const V = new Float64Array(k * d);
  for (let f = 0; f < k; f++) {
    for (let i = 0; i < people; i++) V[f * d + i] = P[i * k + f];
    for (let j = 0; j < films; j++) V[f * d + people + j] = Q[f * films + j];
  }
  return { d, k, w0: 0, w1: new Float64Array(d), V };
}

function trained(regularizer: Regularizer): Weights {
  let weights = initialWeights({ d, k, random: seeded(1) });
  weights.w0 = startingBias(samples, task);
  for (const learningRate of EXAMPLE_RUN.rates) {
    const optimizer = { method: 'adam', learningRate } as const;
    const trainer = createArraysTrainer({ task, samples, start: weights, optimizer, regularizer });
    const fit = new Fit(trainer, { task, rows: known.length, random: seeded(1) });
    for (const _ of fit.run(EXAMPLE_RUN.epochs));
    weights = fit.weights();
  }
  return weights;
}

/** Predictions for the missing cells of film C, the third. */
const missing = [...mask.keys()].filter((cell) => !mask[cell] && cell % films === 2);
const row = (name: string, loss: number, predicted: ArrayLike<number>): MachineRow => ({
  name,
  loss: Number(loss.toFixed(5)),
  cells: missing.map((cell) => Number(predicted[cell].toFixed(4))),
});

async function machines(): Promise<MachineShown> {
  const { factors, loss } = await factorized();
  const table = product(factors, people, films, k);
  const same = machineOf(factors);
  const sum = (weights: Weights, regularizer: Regularizer) =>
    known.length * lossOf(task, samples, weights, regularizer);
  const predicted = scores(same, every);
  const optimizer = { method: 'sgd' } as const;
  const { V } = createArraysTrainer({
    task,
    samples,
    start: same,
    optimizer,
    regularizer: held(0),
  }).gradient(Uint32Array.from(known.keys()), 0, known.length);
  const [free, tied] = [trained(held(0)), trained(held(penalty))];
  return {
    rows: [
      row('Matrix factorization', loss, table),
      row('The machine without w', sum(same, held(0)), predicted),
      row('With w, free', sum(free, held(0)), scores(free, every)),
      row('With w, held like V', sum(tied, held(penalty)), scores(tied, every)),
    ],
    difference: Math.max(...predicted.map((value, cell) => Math.abs(value - table[cell]))),
    lossDifference: Math.abs(sum(same, held(0)) - loss),
    slope: Math.max(...V.map(Math.abs)),
  };
}

export default machines();
