import { readFile } from 'node:fs/promises';
import {
  createFactorizer,
  type Factorizer,
  type Loss,
  type Optimizer,
  type Problem,
  type Trainer,
} from '../../../src/engine/matrix-factorization/index.ts';
import { createArraysTrainer } from '../../../src/engine/matrix-factorization/loss/arrays.ts';
import { parseLoss } from '../../../src/engine/matrix-factorization/loss/parse.ts';
import type { Implementation, Walk } from './implementation.ts';
import { type Descent, LOSSES, type LossName } from './problems.ts';

export const WASM = 'src/engine/matrix-factorization/matrix-factorization.wasm';

/** A fresh instance of the engine, with memory of its own. */
export async function openOurs(): Promise<Factorizer> {
  return createFactorizer(await WebAssembly.compile(await readFile(WASM)));
}

let factorizer: Factorizer | undefined;

/** The loss compiled to WebAssembly: what the article's labs run. */
export const compiled: Implementation = {
  name: 'This site’s engine, compiled',
  precision: 'float64',
  fits: () => true,
  open: async (problem, optimizer) => {
    factorizer ??= await openOurs();
    return walkOf(factorizer.compile(problemOf(problem, optimizer)));
  },
};

/** The same loss on typed arrays of all cells. */
export const arrays: Implementation = {
  name: 'This site’s engine, typed arrays',
  precision: 'float64',
  fits: (size, loss) => size !== '943 × 1,682' || loss === 'squared',
  open: (problem, optimizer) => walkOf(createArraysTrainer(problemOf(problem, optimizer))),
};

/** Losses parsed, once each; the engine compiles each once. */
const losses = new Map<LossName, Loss>();

/** The problem in the engine's terms. */
export function problemOf({ ratings, k, start, loss, beta, alpha }: Descent, optimizer?: Optimizer): Problem {
  return {
    ratings,
    k,
    start,
    loss: lossOf(loss),
    beta,
    optimizer: optimizer ?? { method: 'gradient-descent', alpha },
  };
}

function lossOf(name: LossName): Loss {
  const loss = losses.get(name) ?? parseLoss(LOSSES[name]);
  losses.set(name, loss);
  return loss;
}

/** A trainer as one of the contenders. */
export function walkOf(trainer: Trainer): Walk {
  return {
    get loss() {
      return trainer.loss;
    },
    steps: (count) => {
      for (; count > 0; count--) trainer.advance();
    },
    gradient: () => trainer.gradient(),
    close: () => trainer.dispose(),
  };
}
