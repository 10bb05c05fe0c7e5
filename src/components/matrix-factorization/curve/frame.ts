import { START } from '../../../lib/round-steps.ts';
import type { CurveHistory } from './props.ts';

/** What of a run is drawn, and between which values: the same from frame to frame until a round number is passed. */
export interface CurveFrame {
  x: [low: number, high: number];
  y: [low: number, high: number];
  /** Whether the losses stand on a log axis, which takes all of them above 0. */
  logY: boolean;
  /** Places in the history of what is drawn: finite losses, and of a run that explodes no more than its start. */
  shown: number[];
}

/** A loss so many times the first has exploded; drawing more of it would flatten the rest. */
const EXPLODED = 1e4;

/** Axes for a run; `converged` is a loss that must be seen, too. */
export function curveFrame({ steps, losses }: CurveHistory, logX: boolean, converged?: number): CurveFrame {
  const top = Math.abs(losses[0]) * EXPLODED || EXPLODED;
  const shown: number[] = [];
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < steps.length; i++) {
    if (!Number.isFinite(losses[i])) continue;
    shown.push(i);
    least = Math.min(least, losses[i]);
    most = Math.max(most, Math.min(losses[i], top));
    if (losses[i] > top) break;
  }
  if (shown.length === 0) [least, most] = [1, 1];
  if (converged !== undefined) least = Math.min(least, converged);
  const last = steps[steps.length - 1] ?? 0;
  const logY = least > 0;
  const y: [number, number] = logY
    ? [roundDown(least / 3), roundUp(most)] // room below for the name of the lowest
    : [-roundUp(Math.max(-least, (most - least) / 10)), roundUp(Math.max(most, (most - least) / 10))];
  return { x: [logX ? START : 0, roundUp(Math.max(10, last))], y, logY, shown };
}

/** 1, 2 or 5 times a power of ten, not below `value` (above 0). */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].find((lead) => lead * power >= value * (1 - 1e-12))! * power;
}

/** 1, 2 or 5 times a power of ten, below `value` (above 0). */
function roundDown(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([5, 2, 1].find((lead) => lead * power < value * (1 - 1e-12)) ?? 0.5) * power;
}
