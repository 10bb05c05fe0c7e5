import type { Picture } from './implementation.ts';

/** What one run gave: its milliseconds of CPU and the picture, RGBA; or nothing, since it took more time or memory than there is. */
export type Outcome = { ms: number; rgba: Uint8Array; late?: never } | { late: true; ms?: never };

/** A contender that can be run and timed, wherever it runs. */
export interface Bench {
  name: string;
  version?: string;
  /** A whole program: reading its input and writing its output are part of its time. */
  program?: boolean;
  /** Quantizes a picture on a single thread, and stops after `limitMs` milliseconds. */
  run: (picture: Picture, k: number, limitMs: number) => Promise<Outcome>;
}
