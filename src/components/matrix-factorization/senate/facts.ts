import type { Senate } from './senate.ts';
import type { SenateMap } from './session.ts';

/** The entry of PQ for a member and a roll call: above 0 is a predicted yes. */
export function predicted({ P, Q, k }: SenateMap, columns: number, member: number, rollCall: number): number {
  let x = 0;
  for (let f = 0; f < k; f++) x += P[member * k + f] * Q[f * columns + rollCall];
  return x;
}

/** The same for someone with a row of their own. */
export function predictedFor(
  place: ArrayLike<number>,
  { Q, k }: SenateMap,
  columns: number,
  rollCall: number,
) {
  let x = 0;
  for (let f = 0; f < k; f++) x += place[f] * Q[f * columns + rollCall];
  return x;
}

/** What a map makes of all votes. */
export interface Fit {
  votes: number;
  /** How many have the predicted sign. */
  right: number;
}

export function fitOf({ members, rollCalls, votes }: Senate, map: SenateMap): Fit {
  let [cast, right] = [0, 0];
  for (let i = 0; i < members.length; i++) {
    for (let j = 0; j < rollCalls.length; j++) {
      const vote = votes[i * rollCalls.length + j];
      if (vote === 0) continue;
      cast++;
      if (vote * predicted(map, rollCalls.length, i, j) > 0) right++;
    }
  }
  return { votes: cast, right };
}

/** Sum of the votes of each party on a roll call; above 0, most said yes. The independent is in neither. */
function partySums({ members, rollCalls, votes }: Senate, rollCall: number): { R: number; D: number } {
  const sums = { R: 0, D: 0 };
  members.forEach(({ party }, i) => {
    if (party !== 'I') sums[party] += votes[i * rollCalls.length + rollCall];
  });
  return sums;
}

/**
 * For every roll call on which the majorities of the two parties disagreed, how the Republican one voted: 1 or -1; for all others 0.
 * O(votes): make it once.
 */
export function partyLines(senate: Senate): Int8Array {
  return Int8Array.from(senate.rollCalls, (_, j) => {
    const { R, D } = partySums(senate, j);
    return R * D < 0 ? Math.sign(R) : 0;
  });
}

/** A vote, and how far the map is from it: vote times prediction, below 0 where the prediction is wrong. */
export interface Surprise {
  rollCall: number;
  vote: number;
  margin: number;
}

export interface MemberFacts {
  votes: number;
  yes: number;
  /** Votes that the map has on the right side. */
  right: number;
  /** Votes on roll calls that divided the parties, and how many of them were cast with the majority of the member's party. */
  divided: number;
  loyal: number;
  /** The votes that the map gets most wrong; fewer where it gets fewer wrong. */
  surprises: Surprise[];
}

export function memberFacts(
  { members, rollCalls, votes }: Senate,
  map: SenateMap,
  lines: Int8Array,
  member: number,
  most = 5,
): MemberFacts {
  const facts: MemberFacts = { votes: 0, yes: 0, right: 0, divided: 0, loyal: 0, surprises: [] };
  const side = members[member].party === 'R' ? 1 : -1;
  const wrong: Surprise[] = [];
  for (let j = 0; j < rollCalls.length; j++) {
    const vote = votes[member * rollCalls.length + j];
    if (vote === 0) continue;
    facts.votes++;
    if (vote > 0) facts.yes++;
    if (lines[j] !== 0) {
      facts.divided++;
      if (vote === side * lines[j]) facts.loyal++;
    }
    const margin = vote * predicted(map, rollCalls.length, member, j);
    if (margin > 0) facts.right++;
    else wrong.push({ rollCall: j, vote, margin });
  }
  facts.surprises = wrong.sort((a, b) => a.margin - b.margin).slice(0, most);
  return facts;
}

/** Votes on a roll call: cast, and as the map has them for the same members. */
export interface Count {
  yes: number;
  no: number;
  predictedYes: number;
  predictedNo: number;
}

export interface RollCallFacts {
  R: Count;
  D: Count;
  I: Count;
  /** Members on the wrong side of the line, the farthest from it first. */
  wrong: { member: number; vote: number; margin: number }[];
}

export function rollCallFacts(
  { members, rollCalls, votes }: Senate,
  map: SenateMap,
  rollCall: number,
): RollCallFacts {
  const none = () => ({ yes: 0, no: 0, predictedYes: 0, predictedNo: 0 });
  const facts: RollCallFacts = { R: none(), D: none(), I: none(), wrong: [] };
  members.forEach(({ party }, i) => {
    const vote = votes[i * rollCalls.length + rollCall];
    if (vote === 0) return;
    const x = predicted(map, rollCalls.length, i, rollCall);
    facts[party][vote > 0 ? 'yes' : 'no']++;
    facts[party][x > 0 ? 'predictedYes' : 'predictedNo']++;
    if (x * vote <= 0) facts.wrong.push({ member: i, vote, margin: x * vote });
  });
  facts.wrong.sort((a, b) => a.margin - b.margin);
  return facts;
}

/** A member near a place on the map. */
export interface Neighbour {
  member: number;
  distance: number;
  /** Of the ballot's roll calls on which the member voted, how many alike. */
  alike: number;
  of: number;
}

/** The members whose rows of P are nearest to a place, nearest first. */
export function nearest(
  { members, rollCalls, votes }: Senate,
  { P, k }: SenateMap,
  place: ArrayLike<number>,
  ballot: { rollCalls: number[]; votes: number[] },
  most: number,
): Neighbour[] {
  return members
    .map((_, member) => {
      let square = 0;
      for (let f = 0; f < k; f++) square += (P[member * k + f] - place[f]) ** 2;
      let [alike, of] = [0, 0];
      ballot.rollCalls.forEach((rollCall, i) => {
        const vote = votes[member * rollCalls.length + rollCall];
        if (vote === 0) return;
        of++;
        if (vote === ballot.votes[i]) alike++;
      });
      return { member, distance: Math.sqrt(square), alike, of };
    })
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most);
}
