import { START } from '../../lib/round-steps.ts';
import type { RunHistory } from './views.ts';

/** Losses this near to the floor stand at the edge of an axis of what is above it. */
const NEAREST = 1e-5;

/** Axes for the losses of two models. */
export interface LossFrame {
  x: [low: number, high: number];
  y: [low: number, high: number];
}

/** `above`: the axis is of what a loss has above the floor, and logarithmic. `last`: the epoch that the run is to reach. */
export function lossFrame(
  { linear, fm }: RunHistory,
  floor: number,
  above: boolean,
  last: number,
): LossFrame {
  const first = Math.max(linear[0] ?? 0.7, fm[0] ?? 0.7);
  const x: LossFrame['x'] = [START, Math.max(10, last)];
  if (above) return { x, y: [NEAREST, 1] };
  let most = first;
  for (const losses of [linear, fm])
    for (let i = 0; i < losses.length; i++) if (Number.isFinite(losses[i])) most = Math.max(most, losses[i]);
  return {
    x,
    y: [floor - 0.0115, most > 1.05 * first ? Math.min(2 * first, most) : Math.ceil(100 * first) / 100],
  };
}

/** Where a loss stands on such an axis; one that is no number is above all. */
export function heightOf(loss: number, floor: number, above: boolean, [low, high]: LossFrame['y']): number {
  const value = above ? loss - floor : loss;
  if (Number.isNaN(value)) return high;
  return Math.min(high, Math.max(low, value));
}
