import {
  initialWeights,
  type Optimizer,
  type Problem,
  type Regularizer,
  type Task,
  type Weights,
} from '../../../src/engine/factorization-machines/index.ts';
import { seeded } from '../../../src/engine/random.ts';
import { flat, randomSamples, randomWeights } from './samples.ts';

/** What one random problem has and another has not. */
export interface Kind {
  name: string;
  task: Task;
  k: number;
  isSparse?: boolean;
  isWeighted?: boolean;
  regularizer?: Regularizer;
}

export const KINDS: readonly Kind[] = [
  { name: 'regression', task: 'regression', k: 3 },
  { name: 'classification', task: 'classification', k: 2 },
  { name: 'a linear model', task: 'regression', k: 0, regularizer: { norm: 'l2', w0: 0.1, w1: 0.2, v: 0.3 } },
  { name: 'linear classification', task: 'classification', k: 0, regularizer: { norm: 'l1', w1: 0.1 } },
  { name: 'sparse rows with weights', task: 'regression', k: 4, isSparse: true, isWeighted: true },
  { name: 'weights of classes', task: 'classification', k: 1, isWeighted: true },
  {
    name: 'L1, mean',
    task: 'classification',
    k: 2,
    isSparse: true,
    regularizer: { norm: 'l1', w0: 0.1, w1: 0.2, v: 0.3 },
  },
  {
    name: 'L2, sum',
    task: 'regression',
    k: 2,
    isWeighted: true,
    regularizer: { norm: 'l2', w0: 0.01, w1: 0.02, v: 0.03, reduction: 'sum' },
  },
];

export const OPTIMIZERS: readonly Optimizer[] = [
  { method: 'sgd', learningRate: 0.01, decay: 0.1 },
  { method: 'rmsprop', learningRate: 0.01 },
  { method: 'adam', learningRate: 0.01 },
  { method: 'adam', learningRate: 0.01, lambda: 0.9, epsilon: 0.001, beta1: 0.8, beta2: 0.99 },
];

/** A random problem of 2 to 9 features; by odd seeds it begins where learning does, by even ones anywhere. */
export function randomProblem(kind: Kind, seed: number, optimizer: Optimizer, rows = 40): Problem {
  const random = seeded(seed);
  const d = 2 + Math.floor(random() * 8);
  const { task, k, regularizer, isSparse, isWeighted } = kind;
  const start = seed % 2 === 1 ? initialWeights({ d, k, stdev: 0.3, random }) : randomWeights(d, k, random);
  const form = { form: isSparse ? 'sparse' : 'dense', weighted: isWeighted === true } as const;
  const samples = randomSamples(rows, d, task, random, form);
  return { task, samples, start, optimizer, ...(regularizer && { regularizer }) };
}

/** The rows from 0, in order. */
export const inOrder = (rows: number): Uint32Array => Uint32Array.from({ length: rows }, (_, i) => i);

/** The largest difference of two sets of weights, relative to the largest number of the first. */
export function discrepancy(a: Weights, b: Weights): number {
  const [left, right] = [flat(a), flat(b)];
  if (left.length !== right.length) return Number.POSITIVE_INFINITY;
  const size = Math.max(...left.map(Math.abs)) || 1;
  return Math.max(...left.map((value, i) => Math.abs(value - (right[i] as number)))) / size;
}
