import { InvalidInputError } from '../errors.ts';
import { grouped } from '../grouped.ts';
import type { Ratings } from './ratings.ts';

/** The largest matrix that is held whole, in numbers. */
export const MOST_CELLS = 4_000_000;

/** Refuses a matrix that is too large to be held whole, with what is not observed. */
export function checkWhole({ rows, columns }: Ratings): void {
  if (rows * columns <= MOST_CELLS) return;
  throw new InvalidInputError(
    `The matrix has ${grouped(rows)} x ${grouped(columns)} cells, and this way of computing holds all of them: ${grouped(MOST_CELLS)} at most. Take a loss over observed cells alone, which can be compiled, or fewer ratings.`,
  );
}
