import type { FanPlan } from './fan-run.ts';

/** A cell of D that is not observed, and its name for the reader: "Ada’s rating of C". Rows and columns from 0. */
export interface Hole {
  row: number;
  column: number;
  label: string;
}

/** What many random starts predict for one hole as they learn; `fanData` makes it of what the worker ran. */
export interface FanData {
  /** `fanSteps(plan)`, or some of them. */
  steps: ArrayLike<number>;
  /** One for each start: its prediction after each of `steps`; NaN where it has not come so far. */
  trajectories: readonly ArrayLike<number>[];
}

/** The fan: predictions of one missing cell against the step, for many random starts. */
export interface FanProps {
  data: FanData;
  /** All holes of D, and the place in it of the one that `data` is about. */
  holes: readonly Hole[];
  hole: number;
  /** The reader asks for another hole: answer with its `data`. */
  onhole: (hole: number) => void;
  /** What was run, or is running: `FAN_PLAN`. */
  plan: FanPlan;
  /** Starts are still being run; `data` then has those done so far. */
  running: boolean;
  /** `data` is of an earlier matrix, loss or setting: said, with "Run". */
  stale?: boolean;
  /** Runs them all anew; without it there is no button. */
  onrun?: (() => void) | undefined;
  onstop?: (() => void) | undefined;
  disabled?: boolean;
}
