import type { Executor } from '../../../engine/matrix-factorization/index.ts';

/** A loss in force as the page sees it: what the worker made of it. All strings, so that it travels as plain data. */
export interface LossView {
  /** As it was typed, white space included. */
  source: string;
  /** The insides of three <math> elements, as the engine's `lossMathml` makes them: the loss, and its derivatives by P and by Q. */
  math: { L: string; P: string; Q: string };
}

/** Why a text is no loss. Comlink drops an error's own properties, so the worker returns this as a value. */
export interface LossProblem {
  /** The text it is about; it is shown only while that text stands in the field. */
  text: string;
  /** The engine's sentence: `column 7: there is no name "R"; names are D, P, Q, …`. */
  message: string;
  /** Where it is wrong: column from 1, and how many characters; absent when it is about the whole text (NaN at the start). */
  column?: number;
  length?: number;
}

/** How one way of computing loss and gradient does on the loss in force. */
export interface ExecutorView {
  executor: Executor;
  /** `ready`: takes part. `out`: cannot, see `reason`. `absent`: not loaded yet. `loading`: on its way. */
  state: 'ready' | 'out' | 'absent' | 'loading';
  /** With `out`, the engine's or backend's words: "the loss is not entrywise over D and X". */
  reason?: string;
  /** Steps per second, measured here; absent until it is. */
  rate?: number;
  /** Largest difference of its gradient from finite differences of the loss in float64, relative to the largest entry. */
  error?: number;
}

/** What tfjs keeps and does; from `tf.memory()` and a count of kernel calls. */
export interface TensorsView {
  /** Tensors alive now. */
  alive: number;
  /** Kernel calls that one step makes. */
  kernels: number;
}

/** The loss line: field, presets, derivative, agreement of the three executors, their speed. */
export interface LossLineProps {
  /** What stands in the field. The lab holds it, so that addresses and Reset can set it. */
  text: string;
  /** The loss in force: the last good one. */
  loss: LossView;
  /** Of `text`, where it is no loss; the loss in force then stays. Shown once typing pauses. */
  problem?: LossProblem | undefined;
  /** At every change of the field, and when a preset is picked: take `text`, ask the worker, and answer with a new `loss` or a `problem`. */
  ontext: (text: string) => void;

  /** The three, in the order tfjs, arrays, compiled. */
  executors: readonly ExecutorView[];
  /** The one that takes the steps of the lab; marked, and chosen here when `onexecutor` is given: also one that is absent, or out. */
  executor: Executor;
  onexecutor?: (executor: Executor) => void;
  /** Largest difference between the gradients of those that take part, relative to the largest entry; absent with one alone, or before it is known. */
  difference?: number | undefined;
  /** Loads tfjs. The button says the size: `tfjsBytes`, compressed. */
  onload: () => void;
  tfjsBytes: number;
  /** Why tfjs could not be loaded, a sentence; `onload` tries again. */
  loadProblem?: string | undefined;
  /** Takes a step rate of each that takes part anew; without it there is no button. */
  onmeasure?: () => void;
  measuring?: boolean;

  /** Absent until tfjs runs. */
  tensors?: TensorsView | undefined;
  /** The compiled module itself; absent where the loss is not compiled. */
  module?: Uint8Array | undefined;

  /** Nothing can be chosen: before hydration, or when the worker is gone. */
  disabled?: boolean;
}
