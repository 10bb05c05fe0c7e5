/** Where alternating least squares stands after some sweeps. */
export interface Stand {
  sweeps: number;
  loss: number;
  /** PQ, row after row. */
  cells: number[];
}

/** What StuckFigure shows: a start that gets there, one that does not, and how many of each there are. */
export interface StuckShown {
  starts: { seed: number; stands: Stand[] }[];
  /** Starts in all, how many of them rest far above the least loss, and at which loss. */
  count: number;
  stuck: number;
  least: number;
  rest: number;
}
