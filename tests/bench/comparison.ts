import type { Titled } from './words.ts';

/**
 * Ratios of times hold from one machine to the next far better than times do, but not to the percent; a kept ratio is wrong when
 * today's is more than this many times as large, or as small.
 */
export const LEEWAY = 3;

/** Gathers sentences that say where kept figures no longer hold. */
export class Comparison {
  readonly problems: string[] = [];

  /** Complains unless `now` is `then`, at most `leeway` times as large or as small. */
  compare(what: string, then: number | undefined, now: number, leeway: number): void {
    if (then === undefined) this.problems.push(`it says nothing on ${what}.`);
    else if (!(now <= then * leeway && now >= then / leeway))
      this.problems.push(`it says ${then.toPrecision(4)} for ${what}; today it is ${now.toPrecision(4)}.`);
  }
}

/** Rows of today with those kept of the same name, where there are such; those of another version are left out. */
export function pairs<Row extends Titled>(
  kept: Row[] | undefined,
  today: Row[],
): { row: Row; before: Row | undefined }[] {
  return today
    .map((row) => ({ row, before: kept?.find(({ name }) => name === row.name) }))
    .filter(({ row, before }) => !before || before.version === row.version);
}
