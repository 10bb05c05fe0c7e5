import type { buildOf, machine } from '../machine.ts';
import type { Spread } from '../measure.ts';

/** The figures of one run of the benchmark; times are CPU time of one thread. */
export interface Results {
  /** The day they were measured, YYYY-MM-DD. */
  measured: string;
  machine: ReturnType<typeof machine>;
  /** The build they were measured with. */
  wasm: ReturnType<typeof buildOf>;
  /** Our WASM, by parts, in nanoseconds a value: float32 from the normal distribution. */
  parts: {
    n: number;
    k: number;
    prepare: Spread;
    solve: Spread;
    labels: Spread;
    total: Spread;
    /** What the module's memory has grown to, in bytes a value. */
    memory: number;
  }[];
  /** Our WASM for few and many clusters, in milliseconds. */
  clusters: { n: number; k: number; total: Spread }[];
  /** Our WASM on data of other kinds, in milliseconds, and against normal data. */
  kinds: { name: string; n: number; k: number; total: Spread; ratio: number }[];
  /** The same source as WASM and as a native program, in milliseconds. */
  native: { n: number; k: number; wasm: Spread; native: Spread; ratio: number }[];
  /** What else clusters numbers in JavaScript, in milliseconds. */
  rivals: {
    name: string;
    version?: string;
    n: number;
    k: number;
    total: Spread;
    /** Its time over ours. */
    ratio: number;
    /** By how much of the least inertia its own is larger: 0 when it is optimal. */
    excess: number;
  }[];
}
