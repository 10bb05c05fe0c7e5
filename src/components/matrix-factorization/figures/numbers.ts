import { type RankPoint, type Result, SIDE } from '../inpainting/views.ts';
import type { Opening } from '../senate/opening.ts';
import type { LossRow } from './losses.ts';
import type { RaceShown } from './race.ts';
import type { RankShown } from './rank.ts';
import type { SeedsShown } from './seeds.ts';
import { LOSSES, MISSING, RACE, RANKS, SEEDS } from './settings.ts';
import type { StuckShown } from './stuck.ts';

/** What is computed for the text alone. */
export interface Facts {
  observed: number;
  /** Bytes of the module that is compiled for the article's loss. */
  module: number;
  filled: { zero: Filled; mean: Filled };
}

/** The decomposition of the table with its holes filled: by what, Ada's rating of film C then, and the error on known ratings. */
export interface Filled {
  value: number;
  cell: number;
  error: number;
}

/** Nine starts in ten guess Ada's rating of film C from `low` to `high`; the median of their losses. */
interface Guesses {
  low: number;
  high: number;
  loss: number;
}

/** The numbers that the text of the article names. */
export interface Numbers extends Facts {
  /** Ada's rating of film C and Cleo's, and the loss, at convergence. */
  least: number;
  ada: number;
  cleo: number;
  starts: number;
  early: Guesses;
  later: Guesses;
  /** The largest learning rate with which gradient descent gets to the end. */
  race: { seeds: number; edge: number; most: number };
  /** What absolute error makes of the ratings with one factor. */
  absolute: LossRow['single'];
  stuck: { count: number; loss: number };
  rank: { rows: number; columns: number; count: number; held: number; planted: number; noise: number };
  /** Rows of its matrix, and how many one factor puts on their party's side; shares of held-out votes that are predicted. */
  senate: { members: number; sorted: number; one: number; two: number; party: number };
  /** Share of the tartan's pixels that are missing, and how well five and six factors fill them, in decibels. */
  inpainting: { missing: number; five: number; six: number };
}

/** What is shown on the page: all that the text takes its numbers from. */
export interface Shown {
  seeds: SeedsShown;
  race: RaceShown;
  rank: RankShown;
  stuck: StuckShown;
  losses: LossRow[];
  senate: Pick<Opening, 'members' | 'oneFactor' | 'heldOut'>;
  inpainting: { result: Pick<Result, 'missing'>; curve: RankPoint[] };
}

/** Takes them from what the figures show. */
export function numbersOf(facts: Facts, shown: Shown): Numbers {
  const { seeds, race, rank, stuck, losses, senate, inpainting } = shown;
  const { stands } = stuck.starts[0];
  const { cells } = stands[stands.length - 1];
  const reaching = race.runs[0].runs.filter(({ steps }) => steps.hundredth !== null);
  const guesses = (stage: number): Guesses => {
    const { loss, spreads } = seeds.stages[stage];
    return { low: spreads[0].low, high: spreads[0].high, loss };
  };
  const { rows, columns, count, held, noise } = RANKS;
  const decibels = (k: number) => inpainting.curve.find((point) => point.k === k)!.holes;
  const predicted = (k: number) => senate.heldOut.rows.find((row) => row.k === k)!.held;
  return {
    ...facts,
    least: stuck.least,
    ada: cells[MISSING[0]],
    cleo: cells[MISSING[3]],
    starts: SEEDS.count,
    early: guesses(0),
    later: guesses(1),
    race: {
      seeds: RACE.seeds,
      edge: Math.max(...reaching.map(({ alpha }) => alpha)),
      most: RACE.most,
    },
    absolute: losses[LOSSES.indexOf('absolute')].single,
    stuck: { count: stuck.stuck, loss: stuck.rest },
    rank: { rows, columns, count, held, planted: rank.planted, noise },
    senate: {
      members: senate.members.length,
      sorted: senate.oneFactor.right,
      one: predicted(1),
      two: predicted(2),
      party: senate.heldOut.partyMajority,
    },
    inpainting: { missing: inpainting.result.missing / SIDE ** 2, five: decibels(5), six: decibels(6) },
  };
}
