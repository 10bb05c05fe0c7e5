import { gaussian, seeded } from '../../../engine/random.ts';
import type { Domain } from './scale.ts';

/** Mean, standard deviation and size of each clump. */
const CLUMPS = [
  [8, 1.5, 20],
  [17, 2.6, 40],
  [30, 3.2, 30],
  [62, 2.2, 24],
  [71, 3.5, 40],
  [92, 2, 16],
] as const;

/** The numbers that the article's figures share: 170 of them in six clumps, ascending, with one decimal each. */
export const clumps: number[] = (() => {
  const random = seeded(1);
  const values = CLUMPS.flatMap(([mean, deviation, size]) =>
    Array.from({ length: size }, () => Math.round(10 * (mean + deviation * gaussian(random))) / 10),
  );
  return values.sort((a, b) => a - b);
})();

/** The part of the number line they are drawn on. */
export const clumpsDomain: Domain = [0, 100];
