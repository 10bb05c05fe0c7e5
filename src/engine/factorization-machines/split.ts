import type { Random } from '../random.ts';
import { shuffled } from './fit.ts';
import type { Samples, Task } from './samples.ts';

/**
 * Rows that are learned from, and about `fraction` (from 0 to below 1) of all that are held out, each ascending. Of classes the same
 * fraction of each is held out, and at least one row of each class is learned from.
 */
export function splitRows(
  { y }: Samples,
  task: Task,
  fraction: number,
  random: Random,
): { learned: Uint32Array; held: Uint32Array } {
  const all = Array.from(y, (_, i) => i);
  const groups = task === 'regression' ? [all] : [0, 1].map((one) => all.filter((i) => y[i] === one));
  const isHeld = new Uint8Array(y.length);
  for (const group of groups) {
    const order = Uint32Array.from(group);
    shuffled(order, random);
    const count = Math.min(Math.round(fraction * order.length), Math.max(0, order.length - 1));
    for (const i of order.subarray(0, count)) isHeld[i] = 1;
  }
  const rows = (held: number) => Uint32Array.from(all.filter((i) => isHeld[i] === held));
  return { learned: rows(0), held: rows(1) };
}
