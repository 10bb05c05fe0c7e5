import { formatCount, formatNumber, formatPercent } from '../../../lib/format.ts';
import type { MemberFacts } from './facts.ts';
import type { HeldOut } from './held-out.ts';
import type { LossName } from './losses.ts';
import type { Member, RollCall } from './senate.ts';

/** As the table of votes is cited: "McCain (R-AZ)". */
export const memberName = ({ name, party, state }: Member) =>
  state === 'USA' ? `President ${name}` : `${name} (${party}-${state})`;

export const PARTIES = { R: 'Republicans', D: 'Democrats', I: 'Independent' } as const;

/** "vote 3 of 2005" */
export const callNumber = ({ date, number }: RollCall) => `vote ${number} of ${date.slice(0, 4)}`;

export const voteWord = (vote: number) => (vote > 0 ? 'yes' : vote < 0 ? 'no' : 'no vote');

export const twoDecimals = (x: number) => x.toFixed(2).replace('-', '−');

/** An entry of PQ as a prediction: "yes, 0.83"; with the logistic loss as a probability: "yes, at 83%". */
export function predictionWords(x: number, loss: LossName): string {
  const word = x > 0 ? 'yes' : 'no';
  if (loss === 'squared') return `${word} (${twoDecimals(x)})`;
  return `${word} (${formatPercent(1 / (1 + Math.exp(-Math.abs(x))), 2)} sure)`;
}

export const factors = (k: number) =>
  k === 1 ? 'one factor' : `${['', '', 'two', 'three', 'four', 'five'][k]} factors`;

/** What the experiment on votes held out found for one number of factors, in a sentence. */
export function heldOutSentence({ rows, majority, held }: HeldOut, k: number): string {
  const row = rows.find((row) => row.k === k);
  if (!row) return '';
  return `Of ${formatCount(held)} votes held out, ${factors(k)} ${k === 1 ? 'predicts' : 'predict'} ${formatPercent(row.held)}; going with the majority gets ${formatPercent(majority)}.`;
}

export const shortNumber = (value: number) => formatNumber(value, 5);

/** A roll call in a list. */
export const callLabel = (call: RollCall) =>
  `${call.date.slice(0, 4)}/${call.number} ${clipped(call.description, 70)}`;

const clipped = (text: string, most: number) =>
  text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;

/** What is on the map, in a sentence. */
export function mapSentence(of: {
  k: number;
  right: number;
  votes: number;
  steps: number;
  running: boolean;
  done: boolean;
}): string {
  const { k, right, votes, steps, running, done } = of;
  if (running) return `Training ${factors(k)}…`;
  const share = `${formatPercent(right / votes)} of ${formatCount(votes)} votes`;
  const verb = k === 1 ? 'has' : 'have';
  const said = `${factors(k)} ${verb} ${share} on the right side of 0`;
  const upper = said[0].toUpperCase() + said.slice(1);
  return done ? `${upper}.` : `Stopped after ${formatCount(steps)} steps: ${said}.`;
}

/** How often a member went with the party; an independent, with those he sat with. */
export function loyaltyWords({ party }: Member, { loyal, divided }: MemberFacts): string {
  const side = party === 'R' ? 'Republicans' : 'Democrats';
  return `with most ${side} in ${formatPercent(loyal / divided)} of ${formatCount(divided)} votes that divided the parties`;
}

/** A member under the pointer, in a line. */
export function memberSentence(member: Member, facts: MemberFacts, rollCalls: readonly RollCall[]): string {
  const [surprise] = facts.surprises;
  const odd = surprise
    ? ` Most surprising: ${voteWord(surprise.vote)} on “${clipped(rollCalls[surprise.rollCall].description, 90)}”.`
    : '';
  return `${memberName(member)}: ${loyaltyWords(member, facts)}.${odd}`;
}
