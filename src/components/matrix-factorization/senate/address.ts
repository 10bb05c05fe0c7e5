import { choice, flag, integer, text, urlState } from '../../../lib/url-state.ts';
import { BALLOT } from './ballot.ts';
import type { LossName } from './losses.ts';
import type { Member, RollCall } from './senate.ts';

/** What a link to the lab holds. */
export interface LinkSettings {
  k: number;
  loss: LossName;
  seed: number;
  /** "AZ-McCain"; empty for none. */
  member: string;
  /** "2005-3": the third roll call of 2005; empty for none. */
  bill: string;
  /** Whether that member's vote on that bill is left out. */
  hide: boolean;
  /** The visitor's votes: y, n or - for each of the ballot; empty for none. */
  me: string;
}

export const MOST_FACTORS = 5;
export const MOST_SEED = 9999;

export const address = (id: string) =>
  urlState<LinkSettings>(id, {
    k: integer(2, 1, MOST_FACTORS),
    loss: choice<LossName>('squared', ['squared', 'logistic']),
    seed: integer(1, 1, MOST_SEED),
    member: text('', 24),
    bill: text('', 8),
    hide: flag(false),
    me: text('', BALLOT),
  });

export const memberKey = ({ state, name }: Member) => `${state}-${name}`;
export const billKey = ({ date, number }: RollCall) => `${date.slice(0, 4)}-${number}`;

/** The visitor's votes as they stand in an address, and back: 1, -1, or 0 for no answer. */
export const writeVotes = (votes: readonly number[]) =>
  votes.some((vote) => vote !== 0) ? votes.map((vote) => 'n-y'[vote + 1]).join('') : '';

export const readVotes = (text: string) =>
  Array.from({ length: BALLOT }, (_, i) => ({ y: 1, n: -1 })[text[i]] ?? 0);
