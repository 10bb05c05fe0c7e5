import type { Factors, Loss, Problem, Ratings, Trainer } from '../../../engine/matrix-factorization/index.ts';
import { gaussian, type Random, seeded } from '../../../engine/random.ts';
import { principalAxes, turnedTo } from './axes.ts';
import { accuracy, HELD_SHARE, type HeldOut, type HeldOutRow, majorities, RANKS } from './held-out.ts';
import { logisticFoldIn } from './logistic-fold-in.ts';
import { LOSSES, type LossName, MOST_STEPS, Settling, startOf } from './losses.ts';
import type { Senate } from './senate.ts';

/** What the session needs of the engine. */
export interface SenateEngine {
  parseLoss(source: string): Loss;
  /** The fastest executor there is. */
  train(problem: Problem): Trainer;
  split(ratings: Ratings, fraction: number, random: Random): { train: Ratings; held: Ratings };
  foldIn(
    given: { Q: Factors['Q']; k: number; columns: number },
    rated: ArrayLike<number>,
    values: ArrayLike<number>,
    beta: number,
  ): Float64Array;
}

/** What is to be fitted. */
export interface Order {
  k: number;
  loss: LossName;
  seed: number;
  /** A vote that is left out, by row and column. */
  hidden?: { member: number; rollCall: number } | undefined;
  /** Where to begin, instead of at the numbers of the seed. */
  from?: Factors | undefined;
}

/** Factors on their principal axes, turned to lie as the first map does. */
export interface SenateMap extends Factors {
  k: number;
}

/** Where a run stands. */
export interface Standing {
  map: SenateMap;
  steps: number;
  loss: number;
  done: boolean;
  /** Which way the loss and its gradient are computed. */
  executor: string;
}

/** Someone's votes: roll calls by column, and 1 or -1 for each. */
export interface Ballot {
  rollCalls: number[];
  votes: number[];
}

/** The lab's work on the table of votes. One run at a time. */
export class Session {
  readonly #engine: SenateEngine;
  readonly #senate: Senate;
  readonly #places: ArrayLike<number> | undefined;
  #run: { trainer: Trainer; order: Order; settling: Settling } | undefined;

  /** `places`: x and y of each member on the map that all others are turned to; without, they stay on their principal axes. */
  constructor(engine: SenateEngine, senate: Senate, places?: ArrayLike<number>) {
    this.#engine = engine;
    this.#senate = senate;
    this.#places = places;
  }

  /** Begins a run. */
  begin(order: Order): Standing {
    this.#run?.trainer.dispose();
    this.#run = undefined;
    const trainer = this.#trainer(ratingsOf(this.#senate, order.hidden), order);
    this.#run = { trainer, order, settling: new Settling(order.from !== undefined) };
    return this.#standing(false);
  }

  /** Takes up to `most` steps, fewer when `ms` milliseconds are over or the run has settled. */
  advance(most: number, ms: number): Standing {
    if (!this.#run) throw new Error('no run was begun');
    const until = performance.now() + ms;
    const { trainer, settling } = this.#run;
    let done = false;
    for (let taken = 0; taken < most && !done; taken++) {
      done = finished(trainer, settling);
      if (performance.now() > until) break;
    }
    return this.#standing(done);
  }

  /** The run to its end. */
  finish(): Standing {
    return this.advance(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
  }

  /** Where someone who votes like this would lie on a map, whose roll calls stay where they are. */
  place({ Q, k }: SenateMap, loss: LossName, { rollCalls, votes }: Ballot): Float64Array {
    const given = { Q, k, columns: this.#senate.rollCalls.length };
    const { beta } = LOSSES[loss];
    return loss === 'squared'
      ? this.#engine.foldIn(given, rollCalls, votes, beta)
      : logisticFoldIn(given, rollCalls, votes, beta);
  }

  /**
   * Holds out a tenth of the votes, fits the rest with each number of factors, and counts how many of the votes held out have the
   * predicted sign. Yields after every step what is known so far.
   */
  *heldOut(loss: LossName, seed: number, ranks = RANKS): Generator<HeldOut, void> {
    const random = seeded(seed);
    const { train, held } = this.#engine.split(ratingsOf(this.#senate), HELD_SHARE, random);
    const rows: HeldOutRow[] = [];
    const result = { seed, loss, held: held.value.length, ...majorities(this.#senate, train, held), rows };
    for (const k of ranks) {
      const trainer = this.#trainer(train, { k, loss, seed });
      try {
        const settling = new Settling();
        while (!finished(trainer, settling)) yield result;
        const factors = trainer.factors();
        rows.push({ k, held: accuracy(held, factors, k), train: accuracy(train, factors, k) });
      } finally {
        trainer.dispose();
      }
      yield result;
    }
  }

  #trainer(ratings: Ratings, { k, loss, seed, from }: Order): Trainer {
    const { source, beta, optimizer } = LOSSES[loss];
    const { rows, columns } = ratings;
    const random = seeded(seed);
    const normal = () => gaussian(random);
    const start = from ?? { P: startOf(rows * k, normal), Q: startOf(k * columns, normal) };
    return this.#engine.train({ ratings, k, start, loss: this.#engine.parseLoss(source), beta, optimizer });
  }

  #standing(done: boolean): Standing {
    if (!this.#run) throw new Error('no run was begun');
    const { trainer, order } = this.#run;
    const { k } = order;
    const principal = principalAxes(trainer.factors(), k);
    const map = { k, ...(this.#places ? turnedTo(principal, k, this.#places) : principal) };
    return { map, steps: trainer.steps, loss: trainer.loss, done, executor: trainer.executor };
  }
}

/** Takes a step; true when it was the last. */
function finished(trainer: Trainer, settling: Settling): boolean {
  const loss = trainer.advance();
  if (!Number.isFinite(loss)) throw new Error(`the loss is ${loss} after ${trainer.steps} steps`);
  return settling.settled(loss) || trainer.steps >= MOST_STEPS;
}

/** Every vote cast, but for a hidden one. */
export function ratingsOf({ members, rollCalls, votes }: Senate, hidden?: Order['hidden']): Ratings {
  const [rows, columns] = [members.length, rollCalls.length];
  const out = hidden ? hidden.member * columns + hidden.rollCall : -1;
  const cells: number[] = [];
  for (let cell = 0; cell < votes.length; cell++) {
    if (votes[cell] !== 0 && cell !== out) cells.push(cell);
  }
  return {
    rows,
    columns,
    row: Uint32Array.from(cells, (cell) => Math.floor(cell / columns)),
    column: Uint32Array.from(cells, (cell) => cell % columns),
    value: Float64Array.from(cells, (cell) => votes[cell]),
  };
}
