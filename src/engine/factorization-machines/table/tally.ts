import { InvalidInputError } from '../../errors.ts';
import { grouped } from '../../grouped.ts';
import type { BadLine } from '../../reading/reasons.ts';

/** What a file without rows is answered. */
export const NO_ROWS =
  'There are no rows in this file, or none behind the line of heads. Give a row for each sample.';

/** How many bad lines are shown, and after how many a file that may have none is given up. */
const SHOWN = 5;
const ENOUGH = 1000;
/** So many bad lines, and most of all: reading on would bring nothing. */
const HOPELESS = 10_000;

/** Counts what can be read and what cannot, and refuses a file of which lines are bad, unless they may be left out. */
export class Tally {
  rows = 0;
  bad = 0;
  readonly badLines: BadLine[] = [];
  readonly #skip: boolean;

  constructor(skipBad: boolean) {
    this.#skip = skipBad;
  }

  takeBad(reason: string, line: number): void {
    this.bad++;
    if (this.badLines.length < SHOWN) this.badLines.push({ line, reason });
    if (this.#skip ? this.bad >= HOPELESS && this.bad > this.rows : this.bad >= ENOUGH) this.#refuse(true);
  }

  /** Refuses a file with bad lines, or without rows. */
  judge(): void {
    if (this.bad > 0 && (!this.#skip || this.rows === 0)) this.#refuse(false);
    if (this.rows === 0) throw new InvalidInputError(NO_ROWS);
  }

  #refuse(soFar: boolean): never {
    const all = this.bad + this.rows;
    const which = this.badLines.map(({ line, reason }) => `line ${grouped(line)}: ${reason}`).join('; ');
    const head = `${soFar ? 'At least ' : ''}${grouped(this.bad)} of the ${soFar ? 'first ' : ''}${grouped(all)} rows cannot be read`;
    const rest =
      this.bad > this.badLines.length ? `, and ${grouped(this.bad - this.badLines.length)} more` : '';
    const advice =
      this.rows === 0
        ? 'See whether the format and the columns are chosen as they should be.'
        : this.#skip
          ? 'See whether the columns are chosen as they should be.'
          : `Correct ${this.bad === 1 ? 'it' : 'them'}, or choose to leave such lines out.`;
    throw new InvalidInputError(`${head}. ${which[0]?.toUpperCase()}${which.slice(1)}${rest}. ${advice}`);
  }
}
