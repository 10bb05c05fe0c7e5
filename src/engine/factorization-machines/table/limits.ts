import { InvalidInputError } from '../../errors.ts';

/** Cells, or targets and entries that are not 0, a table may have: with them, a session takes about a gigabyte. */
export const MOST_CELLS = 1 << 25;
/** Features that samples may have. */
export const MOST_FEATURES = 1 << 20;

/** Refuses a table that is too large for a tab. */
export function checkCells(cells: number): void {
  if (cells <= MOST_CELLS) return;
  throw new InvalidInputError(
    'This file has more than 33 million numbers, more than a tab can learn from. Give a part of it: the first lines, or fewer columns.',
  );
}
