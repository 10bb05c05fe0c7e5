import type { RollCall, Senate } from './senate.ts';
import type { SenateMap } from './session.ts';

/** How many roll calls a visitor is asked to vote on. */
export const BALLOT = 10;

/** Votes on a whole bill; amendments and motions are hard to judge by their one line. */
const WHOLE = ['Passage of the Bill', 'Conference Report', 'Joint Resolution', 'Resolution of Ratification'];
/** Nominations to offices that everyone has heard of. */
const OFFICE = /to be (?:Chief Justice|an Associate Justice|Secretary of State|Attorney General)\b/;
/** Least share of the votes on the smaller side: what nearly all agreed on tells no one apart. */
const CONTESTED = 0.1;

/**
 * The roll calls for a visitor's ballot: the directions in which contested bills lie on a map, as lines through the origin, are
 * cut into equal angles, and from each angle comes the roll call that the map knows best: the longest column of Q. No two are on one
 * bill. Where an angle has none left, the longest of all the others stand in. In order of time.
 */
export function ballotOf(senate: Senate, map: Pick<SenateMap, 'Q'>): number[] {
  const candidates = plainCalls(senate, map);
  const chosen: number[] = [];
  const free = ({ call }: { call: RollCall }) => chosen.every((j) => senate.rollCalls[j].bill !== call.bill);
  for (let sector = 0; sector < BALLOT; sector++) {
    const best = candidates.find((candidate) => candidate.sector === sector && free(candidate));
    if (best) chosen.push(best.j);
  }
  for (const candidate of candidates) {
    if (chosen.length < BALLOT && free(candidate)) chosen.push(candidate.j);
  }
  return chosen.sort((a, b) => a - b);
}

/** How many others a visitor's votes are predicted on. */
const OTHERS = 6;

/** Roll calls of the same kind that are not on the ballot, the longest columns of Q, no two on one bill; in order of time. */
export function othersOf(senate: Senate, map: Pick<SenateMap, 'Q'>, ballot: readonly number[]): number[] {
  const chosen: number[] = [];
  for (const { j, call } of plainCalls(senate, map)) {
    const free = [...ballot, ...chosen].every((other) => senate.rollCalls[other].bill !== call.bill);
    if (free && chosen.length < OTHERS) chosen.push(j);
  }
  return chosen.sort((a, b) => a - b);
}

/** Contested roll calls whose one line says what was voted on, the longest column of Q first. */
function plainCalls(senate: Senate, { Q }: Pick<SenateMap, 'Q'>) {
  const n = senate.rollCalls.length;
  return senate.rollCalls
    .map((call, j) => ({ j, call, sector: sectorOf(Q[j], Q[n + j]), length: Math.hypot(Q[j], Q[n + j]) }))
    .filter(({ j, call }) => isPlain(call) && minority(senate, j) >= CONTESTED)
    .sort((a, b) => b.length - a.length || a.j - b.j);
}

/** Whether its one line says what was voted on. */
function isPlain({ question, description }: RollCall): boolean {
  if (description.endsWith('…')) return false;
  return WHOLE.includes(question) || (question === 'Nomination' && OFFICE.test(description));
}

/** Which of `BALLOT` equal angles the line from the origin to a point lies in; the first has the first axis in its middle. */
function sectorOf(x: number, y: number): number {
  const turns = Math.atan2(y, x) / Math.PI + 0.5 / BALLOT;
  return Math.floor((turns - Math.floor(turns)) * BALLOT);
}

/** Share of the votes on the smaller side. */
export function minority({ members, rollCalls, votes }: Senate, j: number): number {
  let [yes, no] = [0, 0];
  for (let i = 0; i < members.length; i++) {
    const vote = votes[i * rollCalls.length + j];
    if (vote > 0) yes++;
    if (vote < 0) no++;
  }
  return Math.min(yes, no) / Math.max(1, yes + no);
}
