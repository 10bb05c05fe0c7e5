import type { CurveHistory } from './curve/props.ts';

/** The step of the lowest loss that is a number; the first where there is none. */
export function bestStep({ steps, losses }: CurveHistory): number {
  let best = 0;
  for (let i = 1; i < losses.length; i++) if (losses[i] < losses[best]) best = i;
  return steps[best];
}
