import type { Spread } from '../../measure.ts';

/** Figures of the quantizer; times in milliseconds. */
export interface QuantizerResults {
  /** Of the network of VGG-19's shape; `real` of them are VGG-19's own, the others drawn at random. */
  weights: number;
  real: number;
  /** All layers at 8 bits: wall time on this machine, CPU of all threads, and of the busiest: the time where each has a core of its own. */
  whole: { threads: number; wall: Spread; cpu: Spread; busiest: Spread; memory: number }[];
  /** All layers at all eight depths, on one thread; not in quick runs. */
  allDepths?: { wall: Spread; cpu: Spread; memory: number };
  /** CPU of all layers at 8 bits by uniform quantization, on one thread. */
  uniform: number;
  /** CPU of deriving a depth from 8 bits for all layers, by depth from 7 to 1; `codebooks` without naming the codes anew. */
  derived: { bits: number; ms: number; codebooks: number }[];
  /** SQNR in dB over all weights, by depth. */
  sqnr: { bits: number; kmeans: number; uniform: number; derived: number }[];
  /** One layer of 589,824 weights; not in quick runs. */
  rivals?: RivalRow[];
}

export interface RivalRow {
  name: string;
  version?: string;
  bits: number;
  /** CPU. */
  ms: number;
  /** Relative to the optimum. */
  inertia: number;
}
