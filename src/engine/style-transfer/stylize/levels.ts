import { InvalidInputError } from '../../errors.ts';
import type { Settings } from './settings.ts';

/** One scale of the pyramid. */
export interface Level {
  width: number;
  height: number;
  /** To be taken here; `more` adds to those of the last level. */
  steps: number;
}

/**
 * The scales that a picture is worked on at, from the coarsest on, each with about twice the size of the one before; the last has the
 * picture's aspect. `leastSide` is that of the network (graph.ts): 2 for each of its pools. Sides of all but the last are multiples of it,
 * for what pools leave over at the lower and right border is hardly seen by the network, and would spoil that border of the levels to come.
 * A level that would be narrower, or has no steps, is left out; the first that stays then takes as many steps as any of those. Throws an
 * `InvalidInputError` where even the last would be too narrow.
 */
export function plan(
  content: { width: number; height: number },
  { size, steps }: Pick<Settings, 'size' | 'steps'>,
  leastSide = 1,
): Level[] {
  const last = fitted(content, size);
  if (Math.min(last.width, last.height) < leastSide)
    throw new InvalidInputError(
      `At ${size} pixels the result would be ${last.width} × ${last.height}, but this network needs ${leastSide} each way: choose a size of ${enough(content, leastSide)} or more, or a picture less narrow.`,
    );
  const even = (side: number) => leastSide * Math.round(side / leastSide);
  const levels: Level[] = [];
  let most = 0; // of the steps of levels left out at the coarse end
  for (const [i, count] of steps.slice(0, -1).entries()) {
    const { width, height } = fitted(content, size / 2 ** (steps.length - 1 - i));
    if (Math.min(width, height) >= leastSide && count > 0)
      levels.push({ width: even(width), height: even(height), steps: count });
    else if (levels.length === 0) most = Math.max(most, count);
  }
  levels.push({ ...last, steps: steps[steps.length - 1] });
  levels[0].steps = Math.max(levels[0].steps, most);
  return levels;
}

/** Width and height with the given longer side and the same aspect, whole and at least 1. */
export function fitted(
  { width, height }: { width: number; height: number },
  longest: number,
): { width: number; height: number } {
  const scale = longest / Math.max(width, height);
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/** The least size at which the shorter side is rounded to `side` or more. */
function enough({ width, height }: { width: number; height: number }, side: number): number {
  return Math.ceil(((side - 0.5) * Math.max(width, height)) / Math.min(width, height));
}
