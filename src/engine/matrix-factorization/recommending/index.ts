export { type Baseline, type BaselineKind, SHRINKAGE } from './baseline.ts';
export { Fit, type FitOptions, type Round, type Solvers } from './fit.ts';
export {
  highest,
  type Model,
  neighbours,
  predict,
  predictionsFor,
  predictionsForNew,
  rowRange,
  type Scored,
} from './recommend.ts';
