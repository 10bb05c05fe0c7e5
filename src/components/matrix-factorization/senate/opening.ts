import type { HeldOut } from './held-out.ts';
import type { Member } from './senate.ts';

/** What the page is served with, computed by the engine while the site is built. */
export interface Opening {
  members: Member[];
  /** Of the table of votes: its columns, and how many of its cells hold a vote. */
  rollCalls: number;
  votes: number;
  /** The map with two factors and the squared loss, converged: P and Q to four decimals. */
  P: number[];
  Q: number[];
  steps: number;
  loss: number;
  /** Votes on the right side of 0. */
  right: number;
  /** The experiment with the squared loss and seed 1. */
  heldOut: HeldOut;
  /** With one factor: members on their party's side of 0, and who is not. */
  oneFactor: { right: number; wrong: string[] };
  /** The roll calls of the visitor's ballot. */
  ballot: number[];
  /** Others, on which the visitor's vote is predicted. */
  others: number[];
}
