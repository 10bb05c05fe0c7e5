/**
 * A run as the curve needs it: the loss after each of `steps`, ascending; the first is the start. At most about 300, as `History` of
 * history.ts keeps them. The last may be NaN or infinite: there the run diverged.
 */
export interface CurveHistory {
  steps: ArrayLike<number>;
  losses: ArrayLike<number>;
}

/** The loss against the step, with a scrubber through what the run has passed. */
export interface CurveProps {
  /** A new object whenever it grew; drawn at most once a frame. */
  history: CurveHistory;
  /** Where the run is still going. */
  running: boolean;
  /** The step looked at; undefined is the newest. The lab holds it. Always one of `history.steps`. */
  scrubbed: number | undefined;
  /** The reader looks at a step (the tables should show the factors after it), or back at the newest (undefined). */
  onscrub: (step: number | undefined) => void;
  /** The loss at convergence where it is known, drawn as a line: 0.390680 for the example with the article's loss. */
  converged?: number | undefined;
  /** Offered beside the mark where the run diverged: goes back to the last good step. */
  onrestore?: (() => void) | undefined;
  disabled?: boolean;
}
