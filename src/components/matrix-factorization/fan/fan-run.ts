import type { Factors, Trainer } from '../../../engine/matrix-factorization/index.ts';
import { roundSteps } from '../../../lib/round-steps.ts';
import type { FanData } from './props.ts';

/** Steps between two looks at the clock: well under a millisecond each. */
const PIECE = 500;

/** How the fan of one matrix is made. */
export interface FanPlan {
  /** Random starts; the factors of start s are the caller's `start(s)`. */
  starts: number;
  /** Steps of `alpha` until the tutorial stops. */
  stop: number;
  /** Steps in all, as many steps of `alpha`. */
  last: number;
  alpha: number;
  /**
   * From `stop` on so many steps are taken at once: the learning rate is `stride` times alpha. Descent this slow follows the gradient's
   * flow, so that the predictions are the same to about a hundredth, in a hundredth of the time. Halved where a run does not bear it.
   */
  stride: number;
}

/** The tutorial's learning rate and number of steps, and on to where nothing changes any more. */
export const FAN_PLAN: FanPlan = { starts: 40, stop: 5000, last: 5_000_000, alpha: 0.0002, stride: 100 };

/** What one random start predicts for every hole on its way. */
export interface FanStart {
  /** After each of `fanSteps(plan)`, a row of predictions as `holes` has them; NaN once it has diverged. */
  predictions: Float64Array;
  /** What is left of `plan.stride` after halving. */
  stride: number;
}

/** The steps at which a fan is kept: round ones, about 40, with `stop` and `last`. */
export const fanSteps = ({ stop, last }: FanPlan): number[] => [
  ...new Set([...roundSteps(stop), ...roundSteps(last).filter((step) => step > stop)]),
];

/**
 * One start of the fan, a piece at a time: yields often, with what there is so far. `train(start, alpha)` makes a trainer;
 * every one is disposed of. `holes` are places in X, row after row.
 */
export function* fanStart(
  plan: FanPlan,
  start: Factors,
  holes: readonly number[],
  { train, columns, k }: { train(start: Factors, alpha: number): Trainer; columns: number; k: number },
): Generator<FanStart, FanStart> {
  const steps = fanSteps(plan);
  const predictions = new Float64Array(steps.length * holes.length).fill(Number.NaN);
  const note = (at: number, factors: Factors) => {
    for (const [h, hole] of holes.entries()) {
      predictions[at * holes.length + h] = cellOf(factors, hole, columns, k);
    }
  };
  let trainer = train(start, plan.alpha);
  let { stride } = plan;
  try {
    let kept = start; // after the last kept step
    let loss = trainer.loss;
    let at = 0;
    while (at < steps.length) {
      const from = at === 0 ? 0 : steps[at - 1];
      const big = from >= plan.stop && stride > 1;
      const count = Math.max(at === 0 ? 0 : 1, Math.round((steps[at] - from) / (big ? stride : 1)));
      for (let i = 1; i <= count; i++) {
        trainer.advance();
        if (i % PIECE === 0) yield { predictions, stride };
      }
      const bad = !Number.isFinite(trainer.loss) || (big && trainer.loss > loss * (1 + 1e-9));
      if (bad && !big) break;
      if (bad) {
        stride = Math.max(1, Math.floor(stride / 2));
        trainer.dispose();
        trainer = train(kept, plan.alpha * stride);
        continue;
      }
      kept = trainer.factors();
      loss = trainer.loss;
      note(at, kept);
      if (steps[at] === plan.stop && stride > 1) {
        trainer.dispose();
        trainer = train(kept, plan.alpha * stride);
      }
      at++;
      yield { predictions, stride };
    }
  } finally {
    trainer.dispose();
  }
  return { predictions, stride };
}

/** The fan of one hole, the place `hole` of `holes`; what is not there yet is NaN. */
export function fanData(plan: FanPlan, runs: readonly FanStart[], holes: number, hole: number): FanData {
  const steps = fanSteps(plan);
  return {
    steps,
    trajectories: runs.map(({ predictions }) =>
      Float64Array.from(steps, (_, at) => predictions[at * holes + hole]),
    ),
  };
}

/** One cell of X = PQ. */
function cellOf({ P, Q }: Factors, cell: number, columns: number, k: number): number {
  const [row, column] = [Math.floor(cell / columns), cell % columns];
  let x = 0;
  for (let f = 0; f < k; f++) x += P[row * k + f] * Q[f * columns + column];
  return x;
}
