import type { Factors, Ratings } from '../../../engine/matrix-factorization/index.ts';
import type { LossName } from './losses.ts';
import type { Senate } from './senate.ts';

/** Share of the votes that the experiment holds out. */
export const HELD_SHARE = 0.1;
/** Numbers of factors that the experiment tries. */
export const RANKS = [1, 2, 3, 4, 5];

/** Share of votes whose sign PQ gives, for one number of factors. */
export interface HeldOutRow {
  k: number;
  /** Of the votes held out. */
  held: number;
  /** Of those it was fitted to. */
  train: number;
}

/** What the experiment on votes held out found. */
export interface HeldOut {
  seed: number;
  loss: LossName;
  /** How many votes are held out. */
  held: number;
  /** Share of them that are as most of the other votes on the same roll call. */
  majority: number;
  /** The same, with most of the member's party; this rule has to be told the parties. */
  partyMajority: number;
  rows: HeldOutRow[];
}

/** Share of votes that PQ has on the right side of 0. */
export function accuracy({ columns, row, column, value }: Ratings, { P, Q }: Factors, k: number): number {
  let right = 0;
  for (let i = 0; i < value.length; i++) {
    let x = 0;
    for (let f = 0; f < k; f++) x += P[row[i] * k + f] * Q[f * columns + column[i]];
    if (x * value[i] > 0) right++;
  }
  return right / value.length;
}

/** How well the votes held out are told by majorities in the rest. */
export function majorities(
  { members }: Senate,
  train: Ratings,
  held: Ratings,
): Pick<HeldOut, 'majority' | 'partyMajority'> {
  return { majority: told(train, held, () => 0), partyMajority: told(train, held, side) };
  function side(member: number): number {
    return members[member].party === 'R' ? 1 : 0; // the independent sat with the Democrats
  }
}

/** A tie counts as yes, as most votes are. */
function told(train: Ratings, held: Ratings, group: (member: number) => number): number {
  const sums = new Float64Array(2 * train.columns);
  train.value.forEach((vote, i) => {
    sums[2 * train.column[i] + group(train.row[i])] += vote;
  });
  let right = 0;
  held.value.forEach((vote, i) => {
    const sum = sums[2 * held.column[i] + group(held.row[i])];
    if (sum >= 0 === vote > 0) right++;
  });
  return right / held.value.length;
}
