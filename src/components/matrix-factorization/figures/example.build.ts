import { readFile } from 'node:fs/promises';
import { EXAMPLE } from '../../../engine/matrix-factorization/example.ts';
import { type Factors, product, randomFactors } from '../../../engine/matrix-factorization/factors.ts';
import {
  type CompiledTrainer,
  createFactorizer,
  type Factorizer,
} from '../../../engine/matrix-factorization/index.ts';
import { DEFAULT_LOSS, parseLoss } from '../../../engine/matrix-factorization/loss/parse.ts';
import { type MaskedMatrix, observed } from '../../../engine/matrix-factorization/ratings.ts';
import type { Optimizer } from '../../../engine/matrix-factorization/training.ts';
import { seeded } from '../../../engine/random.ts';
import { BETA, K } from './settings.ts';

const { rows, columns } = EXAMPLE;

/** One engine for everything that is computed while the site is built. */
export const factorizer: Promise<Factorizer> = readFile(
  'src/engine/matrix-factorization/matrix-factorization.wasm',
).then(async (wasm) => createFactorizer(await WebAssembly.compile(wasm)));

export const ratings = observed(EXAMPLE);
export const articleLoss = parseLoss(DEFAULT_LOSS);

/** The factors that a seed of the example begins with: evenly spread over [0, 1). */
export const startOf = (seed: number, k: number = K): Factors =>
  randomFactors(rows, columns, k, seeded(seed));

/** PQ of the example, 20 numbers. */
export const predictions = (factors: Factors, k: number = K): Float64Array =>
  product(factors, rows, columns, k);

/** The example on its way down the article's loss, by the compiled executor. */
export async function trainer(
  start: Factors,
  optimizer: Optimizer,
  loss = articleLoss,
): Promise<CompiledTrainer> {
  const k = start.P.length / rows;
  return (await factorizer).compile({ ratings, k, start, loss, beta: BETA, optimizer });
}

/** Alternating least squares on the example, or on another matrix of its size. */
export async function alternation(start: Factors, beta = BETA, matrix: MaskedMatrix = EXAMPLE) {
  return (await factorizer).als(observed(matrix), { k: K, beta, start });
}

/** The number at a share of the way through some, sorted: 0.5 for the median. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))];
}
