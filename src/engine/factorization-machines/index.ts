export { createArraysTrainer } from './arrays.ts';
export {
  type DenseFeatures,
  denseFeatures,
  type Features,
  isSparse,
  pickRows,
  type SparseFeatures,
  sparse,
} from './features.ts';
export { DivergedError, Fit, type FitOptions, type FitProgress } from './fit.ts';
export { foldIn, widened } from './fold-in.ts';
export { type Explanation, explain, gram, type Pair, pairWeight, topPairs } from './interactions.ts';
export { lossOf } from './loss.ts';
export {
  type CalibrationBin,
  type ClassificationMetrics,
  calibration,
  classificationMetrics,
  type RegressionMetrics,
  regressionMetrics,
} from './metrics.ts';
export { pickSamples, type Samples, type Task } from './samples.ts';
export {
  type Scaling,
  scaledFeatures,
  scaledSamples,
  scaledWeights,
  standardization,
  unscaledWeights,
} from './scaling.ts';
export { errorOf, predict, scores } from './scores.ts';
export type { Optimizer, Regularizer } from './settings.ts';
export { splitRows } from './split.ts';
export { oneHot, TITANIC, TITANIC_FEATURES, type TitanicCell, titanic, titanicFloor } from './titanic.ts';
export type { CreateTrainer, Executor, Problem, Trainer } from './training.ts';
export { initialWeights, startingBias, type Weights } from './weights.ts';
export { arraysOf, weightsJson, weightsOf, weightsOfJson } from './weights-file.ts';
