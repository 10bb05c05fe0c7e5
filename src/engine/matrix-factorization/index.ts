import { instantiate } from '../wasm.ts';
import { Als, type AlsOptions } from './als.ts';
import { type CompiledTrainer, createCompiledTrainer } from './compile/trainer.ts';
import type { Core } from './core.ts';
import type { Ratings } from './ratings.ts';
import type { Problem } from './training.ts';

export type { Als, AlsOptions } from './als.ts';
export type { CompiledTrainer } from './compile/trainer.ts';
export { predictAt, rmse, split } from './evaluation.ts';
export { EXAMPLE } from './example.ts';
export { type Factors, product, randomFactors } from './factors.ts';
export { foldIn } from './fold-in.ts';
export type { Loss } from './loss/loss.ts';
export { dense, type MaskedMatrix, type Matrix, observed, type Ratings } from './ratings.ts';
export { descend, type Executor, type Optimizer, type Problem, type Step, type Trainer } from './training.ts';

/** Factorization in WebAssembly, of as many problems as memory holds. */
export interface Factorizer {
  /** Gradient steps on any entrywise loss. Throws `NotCompiledError` for others, and where WebAssembly may not be compiled. */
  compile(problem: Problem): CompiledTrainer;
  /** Squared errors, minimized by turns. */
  als(ratings: Ratings, options: AlsOptions): Als;
}

/** `module`: compiled from matrix-factorization.wasm. */
export async function createFactorizer(module: WebAssembly.Module): Promise<Factorizer> {
  const core = await instantiate<Core>(module);
  return {
    compile: (problem) => createCompiledTrainer(core, problem),
    als: (ratings, options) => new Als(core, ratings, options),
  };
}
