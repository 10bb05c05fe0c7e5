import type { Factors, Trainer } from '../../engine/matrix-factorization/index.ts';
import { bestStep } from './best-step.ts';
import { History } from './curve/history.ts';
import type { CurveHistory } from './curve/props.ts';
import type { Point, RunState } from './views.ts';

/** The loss rests when it changes by less than `STILL` of itself in so many steps. */
const LOOK = 64;
const STILL = 1e-13;

/** One run of a trainer, with what it has passed. It can be left at any time and gone on with. */
export class Descent {
  readonly trainer: Trainer;
  /** Steps taken before this trainer's first, by one that it took over from. */
  readonly #base: number;
  readonly #history: History<Factors>;
  #state: RunState = 'going';
  #lastLook: number;

  constructor(trainer: Trainer, history = new History<Factors>(), base = 0) {
    this.trainer = trainer;
    this.#history = history;
    this.#base = base;
    this.#lastLook = trainer.loss;
    if (history.due <= base) this.#keep();
    if (!Number.isFinite(trainer.loss)) this.#state = 'diverged';
  }

  get step(): number {
    return this.#base + this.trainer.steps;
  }

  /** Where it stands, as to a run of `most` steps. */
  state(most: number): RunState {
    return this.#state === 'going' && this.step >= most ? 'ended' : this.#state;
  }

  /** Goes on up to step `to`, for about `ms` milliseconds at most. */
  advance(to: number, ms: number): void {
    const { trainer } = this;
    const until = performance.now() + ms;
    const bunch = trainer.executor === 'tfjs' ? 1 : 16; // a look at the clock costs as much as some steps
    while (this.#state === 'going' && this.step < to && performance.now() < until) {
      for (let left = Math.min(bunch, to - this.step); left > 0 && this.#state === 'going'; left--) {
        const loss = trainer.advance();
        if (!Number.isFinite(loss)) this.#state = 'diverged';
        else if (trainer.steps % LOOK === 0) this.#look(loss);
        if (this.step >= this.#history.due || this.#state === 'diverged') this.#keep();
      }
    }
  }

  /** The factors it stands at; of a run that diverged, the best it passed. */
  point(): Point {
    const { trainer } = this;
    if (this.#state === 'diverged') return this.at(bestStep(this.#history.view()));
    return { step: this.step, loss: trainer.loss, ...trainer.factors() };
  }

  /** What was kept at a step of `history`. */
  at(step: number): Point {
    const { steps, losses } = this.#history.view();
    const kept = this.#history.at(step);
    if (!kept) return { step: this.step, loss: this.trainer.loss, ...this.trainer.factors() };
    return { step, loss: losses[Array.from(steps).indexOf(step)], ...kept };
  }

  history(): CurveHistory {
    return this.#history.view({ step: this.step, loss: this.trainer.loss });
  }

  /** What another trainer needs to go on from a step. */
  branch(step: number): { start: Factors; history: History<Factors>; base: number } {
    const { P, Q } = this.at(step);
    this.#history.cutAfter(step);
    return {
      start: { P: Float64Array.from(P), Q: Float64Array.from(Q) },
      history: this.#history,
      base: step,
    };
  }

  dispose(): void {
    this.trainer.dispose();
  }

  #look(loss: number): void {
    if (Math.abs(this.#lastLook - loss) <= STILL * Math.abs(loss)) this.#state = 'rest';
    this.#lastLook = loss;
  }

  #keep(): void {
    const { trainer } = this;
    this.#history.add(this.step, trainer.loss, trainer.factors());
  }
}
