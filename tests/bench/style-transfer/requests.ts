import type { NetworkName } from './networks.ts';

/** What a contender is asked for, in its thread or process; it answers before it is asked again. */
export type Request =
  /** Starts a problem, which takes the place of the one before. Answers `Opened`. */
  | { do: 'open'; network: NetworkName; size: number }
  /** Evaluates so many times. Answers with milliseconds of CPU. */
  | { do: 'evaluate'; count: number }
  /** A whole picture with all of the lab's defaults. Answers `Stylized`. */
  | { do: 'stylize'; size: number };

export interface Opened {
  loss: number;
  gradient: Float32Array | Float64Array;
}

/** A picture stylized once; times are milliseconds of CPU. */
export interface Stylized {
  /** From the pictures and the network at hand to the first picture shown, of the coarsest level after its first step. */
  first: number;
  /** To the end of each level. */
  levels: { width: number; height: number; steps: number; ms: number }[];
  loss: number;
  /** Bytes, as told before the start. */
  memory: number;
}
