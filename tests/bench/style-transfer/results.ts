import type { buildOf, machine } from '../machine.ts';
import type { Spread } from '../measure.ts';
import type { Titled } from '../words.ts';
import type { NetworkName } from './networks.ts';
import type { QuantizerResults } from './quantizer.ts';

/** How quickly one contender evaluates. */
export interface EvaluationRow extends Titled {
  /** Of one evaluation. */
  ms: Spread;
  /** Its median over ours. */
  ratio: number;
  /** Billions of floating-point operations a second, counted by the definitions: a convolution that takes fewer may have more than the machine. */
  gflops: number;
  /**
   * How far its gradient is from torch's in double precision: the median of the differences over the gradient's root mean square. Where
   * there is torch. A median, for in floats of either program here and there a ReLU sees 0 from the other side, and all
   * pixels that it sees differ by thousands of times as much.
   */
  off?: number;
}

/** The figures of one run of the benchmark; times are CPU time of one thread. */
export interface Results {
  /** The day they were measured, YYYY-MM-DD. */
  measured: string;
  machine: ReturnType<typeof machine>;
  /** The builds they were measured with, for all browsers and for those with relaxed SIMD. */
  wasm: ReturnType<typeof buildOf>;
  relaxed: ReturnType<typeof buildOf>;
  /** Loss and gradient at the pixels, once: a network forwards and backwards, with Gram matrices, for a square of `size`. */
  evaluations: { network: NetworkName; size: number; gflop: number; rows: EvaluationRow[] }[];
  /** A whole picture by the default model with the lab's defaults; not in quick runs. */
  picture?: {
    size: number;
    /** Until the first step of the coarsest level can be shown. */
    first: Spread;
    /** Until the end of each level; of the last, the end of all. */
    levels: { width: number; height: number; steps: number; ms: Spread }[];
    loss: number;
    memory: number;
  };
  quantizer: QuantizerResults;
}
