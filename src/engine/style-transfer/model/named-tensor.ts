import type { Order } from './kernels.ts';

/** An array of numbers in a file of weights, not read yet. */
export interface NamedTensor {
  name: string;
  /** Row-major. */
  shape: number[];
  /** Reads and converts it. */
  floats(): Promise<Float32Array>;
}

/** What a reader of one format finds. */
export interface WeightsFile {
  /** Of the file, as a reader knows it. */
  format: string;
  tensors: NamedTensor[];
  /** How kernels lie, where the format says it. */
  order?: Order;
  /** Some of its files are not there: what is whole from the first layer on is taken. */
  partial?: boolean;
  /** Sentences on what a reader should know. */
  notices: string[];
}

/** Longest name that is looked at, in characters: a made-up file could have thousands that begin with the same million. */
export const MOST_NAME = 1000;

/** Whether a value may be the shape of an array; offsets, strides and their like too. */
export const isShape = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length <= 16 && value.every((n) => Number.isSafeInteger(n) && n >= 0);

/** How many numbers an array of this shape has. */
export const countOf = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1);
