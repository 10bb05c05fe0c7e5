import type { Executor } from '../executor.ts';
import type { Level } from './levels.ts';
import type { Settings } from './settings.ts';

/** Arrays as long as the picture that an optimizer holds, two per remembered step of L-BFGS; and the few around it. */
const ARRAYS = { lbfgs: 25, adam: 5 };
const AROUND = 5;

/** Bytes that a stylization holds at most, besides the pictures given: told before anything is allocated. */
export function memoryNeeded(
  executor: Pick<Executor, 'memory'>,
  levels: readonly Level[],
  { optimizer, styleScale }: Pick<Settings, 'optimizer' | 'styleScale'>,
): number {
  const { width, height } = levels[levels.length - 1];
  const picture = 12 * width * height;
  // A style picture of another aspect has at most the square of the longest side.
  const side = Math.max(1, Math.round(styleScale * Math.max(width, height)));
  const working = Math.max(executor.memory(width, height), executor.memory(side, side));
  return working + picture * (ARRAYS[optimizer] + AROUND);
}
