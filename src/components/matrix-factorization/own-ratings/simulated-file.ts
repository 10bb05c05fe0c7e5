import type { RatingsFile } from '../../../engine/matrix-factorization/reading/index.ts';
import { seeded } from '../../../engine/random.ts';
import { PEOPLE, TITLES } from './example.ts';
import type { Engine } from './session.ts';

/** The seed of either set of ratings; with that of the example nobody and nothing is without a rating. */
const SEEDS = { example: 34, simulated: 1 };

/** Ratings that nobody gave, in whole stars, as if they had been read; and the error of the tastes that they were drawn from. */
export function simulatedFile(
  { reading, simulated }: Engine,
  kind: 'example' | 'simulated',
): { file: RatingsFile; floor: number } {
  const example = kind === 'example';
  const shape = example
    ? { rows: PEOPLE.length, columns: TITLES.length, count: 1400, rank: 2 }
    : { ...simulated.MOVIELENS_SHAPES['100k'], rank: 5 };
  const random = seeded(SEEDS[kind]);
  const { ratings, truth } = simulated.simulatedRatings({ ...shape, noise: 0.5, random, stars: true });
  const { row, column, value, columns } = ratings;
  const { P, Q, k } = truth;
  let squares = 0;
  for (let i = 0; i < value.length; i++) {
    let x = 0;
    for (let f = 0; f < k; f++) x += P[row[i] * k + f] * Q[f * columns + column[i]];
    squares += (value[i] - Math.min(5, Math.max(1, x))) ** 2;
  }
  const file = {
    ratings,
    rows: example ? reading.listed(PEOPLE) : reading.numbered(shape.rows),
    columns: example ? reading.listed(TITLES) : reading.numbered(shape.columns),
    min: 1,
    max: 5,
    ...{ lines: 0, comments: 0, duplicates: 0, missing: 0, bad: 0, badLines: [] },
  };
  return { file, floor: Math.sqrt(squares / value.length) };
}
