export { type Factors, product, randomFactors } from './factors.ts';
export type { Loss } from './loss/loss.ts';
export { dense, type MaskedMatrix, type Matrix, observed, type Ratings } from './ratings.ts';
export { descend, type Executor, type Optimizer, type Problem, type Step, type Trainer } from './training.ts';
