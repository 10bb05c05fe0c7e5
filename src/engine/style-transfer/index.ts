export { createArrays } from './arrays.ts';
export { NUMPY_READER } from './code/numpy-reader.ts';
export { createCompiled } from './compiled.ts';
export {
  type CreateExecutor,
  type Executor,
  finish,
  type Losses,
  type Objective,
  type Targets,
  type Work,
} from './executor.ts';
export { leastSide, type Shape, shapesOf } from './graph.ts';
export { type Model, type Origin, readModel, writeModel } from './model-file.ts';
export {
  type Convolution,
  convolutions,
  type Network,
  type Node,
  type Pool,
  parameters,
  upTo,
  withPooling,
} from './network.ts';
export type { Picture } from './picture.ts';
export * from './quantize/index.ts';
export * from './stylize/index.ts';
