import { InvalidInputError } from '../../errors.ts';
import { seeded } from '../../random.ts';
import type { Als } from '../als.ts';
import { split } from '../evaluation.ts';
import { type Factors, randomFactors } from '../factors.ts';
import type { Factorizer } from '../index.ts';
import type { Loss } from '../loss/loss.ts';
import type { Ratings } from '../ratings.ts';
import type { Optimizer, Problem, Trainer } from '../training.ts';
import { type Baseline, type BaselineKind, baselineRmse, fitBaseline, residuals } from './baseline.ts';

/** What factorizes. */
export interface Solvers {
  als: Factorizer['als'];
  /** Makes a trainer for the gradient method. */
  train: (problem: Problem) => Trainer;
}

/** How ratings are to be factorized. */
export interface FitOptions {
  k: number;
  /** Weight of the regularization, as in the article's loss. */
  beta: number;
  /** Alternating least squares on squared errors, or gradient steps on any entrywise loss, of which X is the prediction less the baseline. */
  method: { kind: 'als' } | { kind: 'gradient'; loss: Loss; optimizer: Optimizer };
  baseline: BaselineKind;
  /** Share of the ratings that is not trained on but predicted, 0 to 0.5. */
  heldOut: number;
  seed: number;
}

/** Roots of the mean squared errors after a sweep, or after some gradient steps. */
export interface Round {
  /** Sweeps, or gradient steps, so far. */
  step: number;
  train: number;
  /** Of the ratings held out; NaN when none are. */
  held: number;
}

/** Gradient steps between two looks at the errors, which take about as long as a step each. */
export const STEPS_A_ROUND = 5;
/** A sweep that lowers the error by a smaller share than this is the last. */
const STILL = 1e-6;
/** Multiplications between two chances to pause. */
const PIECE = 4_000_000;

/** Ratings on their way to factors, some of them held out. The best factors so far are kept: those with the least error held out. */
export class Fit {
  readonly options: FitOptions;
  readonly baseline: Baseline;
  readonly train: Ratings;
  readonly held: Ratings;
  /** Errors of mean and offsets alone, whatever the baseline is: what factors have to beat. */
  readonly reference: { train: number; held: number };
  readonly rounds: Round[] = [];
  /** At rest no further sweep would change anything; a run has diverged when its loss is no longer a number. */
  state: 'going' | 'rest' | 'diverged' = 'going';
  best: (Round & Factors) | undefined;
  readonly #left: { train: Ratings; held: Ratings };
  readonly #run: { als: Als } | { trainer: Trainer };

  /** Throws `InvalidInputError` for what cannot be factorized, and what `solvers` throw. */
  constructor(solvers: Solvers, ratings: Ratings, options: FitOptions) {
    const { k, beta, method, heldOut, seed } = options;
    checkRank(ratings, k);
    const random = seeded(seed);
    this.options = options;
    const { train, held } = heldOut > 0 ? split(ratings, heldOut, random) : { train: ratings, held: NONE };
    this.train = train;
    this.held = held;
    const offsets = fitBaseline(train, 'offsets');
    this.reference = { train: baselineRmse(train, offsets), held: baselineRmse(held, offsets) };
    this.baseline = options.baseline === 'offsets' ? offsets : fitBaseline(train, options.baseline);
    this.#left = { train: residuals(train, this.baseline), held: residuals(held, this.baseline) };
    const start = startFor(ratings, options, randomFactors(ratings.rows, ratings.columns, k, random));
    this.#run =
      method.kind === 'als'
        ? { als: solvers.als(this.#left.train, { k, beta, start }) }
        : {
            trainer: solvers.train({
              ratings: this.#left.train,
              k,
              start,
              loss: method.loss,
              beta,
              optimizer: method.optimizer,
            }),
          };
  }

  /** Sweeps, or gradient steps, so far. */
  get step(): number {
    return 'als' in this.#run ? this.#run.als.sweeps : this.#run.trainer.steps;
  }

  /** Goes on until `to` sweeps or gradient steps are made in all, or it rests or has diverged; yields every few milliseconds. */
  *run(to: number): Generator<this, void> {
    yield this;
    while (this.state === 'going' && this.step < to) {
      if ('als' in this.#run) yield* this.#sweep(this.#run.als);
      else if (!(yield* this.#descend(this.#run.trainer, to))) {
        this.state = 'diverged';
        return;
      }
      yield* this.#look();
    }
  }

  dispose(): void {
    ('als' in this.#run ? this.#run.als : this.#run.trainer).dispose();
  }

  *#sweep(als: Als): Generator<this, void> {
    const before = als.sweeps;
    for (const { sweeps } of als.steps()) {
      if (sweeps > before) return;
      yield this;
    }
  }

  /** False when the loss is no longer a number. */
  *#descend(trainer: Trainer, to: number): Generator<this, boolean> {
    const end = Math.min(to, trainer.steps + STEPS_A_ROUND);
    while (trainer.steps < end) {
      if (!Number.isFinite(trainer.advance())) return false;
      yield this;
    }
    return true;
  }

  /** Measures the errors at the factors reached. */
  *#look(): Generator<this, void> {
    const factors = ('als' in this.#run ? this.#run.als : this.#run.trainer).factors();
    const held = yield* this.#error(this.#left.held, factors);
    const train =
      'als' in this.#run
        ? Math.sqrt(this.#run.als.squaredError() / this.train.value.length)
        : yield* this.#error(this.#left.train, factors);
    const round = { step: this.step, train, held };
    const last = this.rounds.at(-1);
    this.rounds.push(round);
    const [now, best] = [measure(round), this.best ? measure(this.best) : Number.POSITIVE_INFINITY];
    if (now < best) this.best = { ...round, ...factors };
    if ('als' in this.#run && last && Math.abs(last.train - train) <= STILL * train) this.state = 'rest';
    yield this;
  }

  *#error(ratings: Ratings, { P, Q }: Factors): Generator<this, number> {
    const { row, column, value, columns } = ratings;
    const { k } = this.options;
    const byColumn = columnwise(Q, k, columns);
    const piece = Math.ceil(PIECE / k);
    let sum = 0;
    for (let from = 0; from < value.length; from += piece) {
      sum += squaredErrors(row, column, value, P, byColumn, k, from, Math.min(value.length, from + piece));
      yield this;
    }
    return Math.sqrt(sum / value.length);
  }
}

/** What is made small: the error held out, or of training where nothing is held out. */
export const measure = ({ train, held }: Round) => (Number.isNaN(held) ? train : held);

const NONE: Ratings = {
  rows: 0,
  columns: 0,
  row: new Uint32Array(0),
  column: new Uint32Array(0),
  value: new Float64Array(0),
};

function checkRank({ rows, columns, value }: Ratings, k: number): void {
  const most = Math.min(rows, columns);
  if (rows < 2 || columns < 2) {
    throw new InvalidInputError(
      `There is only one ${rows < 2 ? 'row' : 'column'}, so nothing can be learned from others. Give ratings of at least two rows and two columns, or see whether the right columns of the file are chosen.`,
    );
  }
  if (k > most) {
    throw new InvalidInputError(
      `k is ${k}, and a matrix of ${rows} x ${columns} has a rank of at most ${most}. Choose a k of at most ${most}.`,
    );
  }
  if (value.every((d) => d === value[0])) {
    throw new InvalidInputError(
      `All ratings are ${value[0]}, so every prediction is ${value[0]}, too, and there is nothing to learn. See whether the right column of the file is chosen as the rating.`,
    );
  }
}

/** Even spreads: where a baseline is off, about 0; else such that PQ is about the mean. Gradients start small, least squares need not. */
function startFor({ value }: Ratings, { k, method, baseline }: FitOptions, even: Factors): Factors {
  const als = method.kind === 'als';
  const mean = value.reduce((sum, d) => sum + Math.abs(d), 0) / value.length;
  const scale = als ? 1 : baseline === 'none' ? 2 * Math.sqrt(mean / k) : 0.2;
  const shift = baseline === 'none' ? 0 : 0.5;
  const spread = (u: number) => scale * (u - shift);
  return { P: even.P.map(spread), Q: even.Q.map(spread) };
}

/** Q with its columns one after another, so that predicting a cell reads k numbers in a row. */
function columnwise(Q: Float64Array, k: number, columns: number): Float64Array {
  const turned = new Float64Array(Q.length);
  for (let f = 0; f < k; f++) for (let j = 0; j < columns; j++) turned[j * k + f] = Q[f * columns + j];
  return turned;
}

function squaredErrors(
  row: Uint32Array,
  column: Uint32Array,
  value: Float64Array,
  P: Float64Array,
  byColumn: Float64Array,
  k: number,
  from: number,
  to: number,
): number {
  let sum = 0;
  for (let i = from; i < to; i++) {
    let x = 0;
    const [p, q] = [row[i] * k, column[i] * k];
    for (let f = 0; f < k; f++) x += P[p + f] * byColumn[q + f];
    sum += (value[i] - x) ** 2;
  }
  return sum;
}
