/** R: Republican; D: Democrat; I: independent. */
export type Party = 'R' | 'D' | 'I';

/** A row of the table of votes. */
export interface Member {
  name: string;
  party: Party;
  /** Two letters; USA for the President, whose announced positions are kept like votes. */
  state: string;
}

/** A column of the table of votes. */
export interface RollCall {
  /** 2005-02-03 */
  date: string;
  /** Counted anew in each year. */
  number: number;
  bill: string;
  /** What was voted on: Amendment, Passage of the Bill, ... */
  question: string;
  result: string;
  /** One line; long ones are clipped, with an ellipsis. */
  description: string;
}

/** The table of votes. */
export interface Senate {
  members: Member[];
  rollCalls: RollCall[];
  /** 1 yes, -1 no, 0 no vote; a row of `rollCalls.length` for each member. */
  votes: Int8Array;
}

/** The three files that hold the table, as tools/senate-votes.R writes them. */
export interface SenateFiles {
  members: string;
  rollCalls: string;
  votes: Uint8Array;
}

const VOTE = [0, 1, -1, 0];

/** Reads the files of tools/senate-votes.R. */
export function readSenate(files: SenateFiles): Senate {
  const members = readMembers(files.members);
  const rollCalls = lines(files.rollCalls).map(([date, number, bill, question, result, description]) => ({
    date,
    number: Number(number),
    bill,
    question,
    result,
    description,
  }));
  const votes = new Int8Array(members.length * rollCalls.length);
  for (let i = 0; i < votes.length; i++) votes[i] = VOTE[(files.votes[i >> 2] >> (2 * (i & 3))) & 3];
  return { members, rollCalls, votes };
}

/** Reads the file of members alone. */
export const readMembers = (text: string): Member[] =>
  lines(text).map(([name, party, state]) => ({ name, party: party as Party, state }));

const lines = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
