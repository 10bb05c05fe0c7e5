import { InvalidInputError } from '../../errors.ts';
import { grouped } from '../../grouped.ts';
import type { BadLine } from '../../reading/reasons.ts';

/** Ratings a file may have at most: with them, a session takes about half a gigabyte. */
export const MOST_RATINGS = 12_000_000;

/** Of the lines that hold ratings, the share that may be bad, and how many of them are shown. */
const MOST_BAD = 0.01;
const SHOWN = 5;
/** So many bad lines, and most of all lines: reading on would bring nothing. */
const HOPELESS = 10_000;

/** Counts lines, and judges whether too many are bad. */
export class Tally {
  /** All lines so far, blank ones and comments among them. */
  lines = 0;
  /** Lines that begin with # or %. */
  comments = 0;
  /** Lines with ratings in them, or that should have some. */
  data = 0;
  bad = 0;
  readonly badLines: BadLine[] = [];

  takeBad(reason: string): void {
    this.bad++;
    if (this.badLines.length < SHOWN) this.badLines.push({ line: this.lines, reason });
    if (this.bad >= HOPELESS && 2 * this.bad > this.data) this.refuse();
  }

  /** Refuses a file of which too much is bad, or that holds no rating. */
  judge(ratings: number): void {
    if (this.bad > MOST_BAD * this.data) this.refuse();
    if (ratings === 0) {
      throw new InvalidInputError(
        'No rating was found in this file. See in its first lines whether the columns are chosen as they should be.',
      );
    }
  }

  refuse(): never {
    const [first] = this.badLines;
    const share = this.bad === this.data ? 'None' : 'Not all';
    throw new InvalidInputError(
      `${share} of the ${grouped(this.data)} lines could be read. Line ${grouped(first.line)}: ${first.reason}.${
        this.bad > 1 ? ` ${grouped(this.bad)} lines are bad; at most 1 in 100 is left out.` : ''
      } Correct the file, or change how its columns are read.`,
    );
  }
}

export function checkRoom(ratings: number): void {
  if (ratings <= MOST_RATINGS) return;
  throw new InvalidInputError(
    'This file has more than 12 million ratings, more than a tab can factorize. Give a part of it: the first lines, or every tenth reader.',
  );
}
