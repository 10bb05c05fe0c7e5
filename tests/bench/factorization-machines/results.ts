import type { buildOf, machine } from '../machine.ts';
import type { Spread } from '../measure.ts';
import type { Titled } from '../words.ts';
import type { Size } from './problems.ts';

/** How quickly one contender takes steps. */
export interface StepsRow extends Titled {
  /** Steps in a second of CPU time of one thread. */
  rate: Spread;
  /** The compiled engine's median rate over its own. */
  ratio: number;
  /** By how much its gradient differs from that of the typed arrays at most, over the largest entry. */
  off: number;
}

/** How long one contender takes for a whole task. */
export interface TaskRow extends Titled {
  ms: Spread;
  /** Its time over that of the compiled engine, or of this site's reader. */
  ratio: number;
}

/** The figures of one run of the benchmark; times are CPU time of one thread. */
export interface Results {
  /** The day they were measured, YYYY-MM-DD. */
  measured: string;
  machine: ReturnType<typeof machine>;
  /** The build they were measured with. */
  wasm: ReturnType<typeof buildOf>;
  /** Steps of Adam on 128 rows of d features, `entries` of which are not 0. */
  steps: { size: Size; d: number; entries: number; k: number; rows: StepsRow[] }[];
  /** One epoch of the large file from its samples: rows shuffled, all steps, the loss of all rows. */
  epoch: {
    rows: number;
    d: number;
    entries: number;
    k: number;
    contenders: (TaskRow & { ready: Spread; loss: number })[];
  };
  /** The large file in libSVM's form, from its bytes to samples. */
  reading: { bytes: number; contenders: TaskRow[] };
  /** The Titanic's 24 groups to `target`, which is 1e-4 above the floor. */
  titanic: {
    floor: number;
    target: number;
    /** That `whole` is the time of. */
    epochs: number;
    contenders: (TaskRow & { epochs: number; whole: Spread; loss: number })[];
  };
  /** Which of this site's ways to train is the quickest in all that is measured here; the lab for own data begins with it. */
  quickest: string;
}
