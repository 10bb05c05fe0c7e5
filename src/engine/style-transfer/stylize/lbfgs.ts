import type { Work } from '../executor.ts';
import type { Evaluate, Optimizer } from './optimizer.ts';

export interface LbfgsOptions {
  /** Steps remembered, each with two arrays as long as x. Default 10. */
  history?: number;
  /** How far the first step moves x, on average over its entries; so, too, a step after a fresh start. Default 2. */
  firstMove?: number;
}

/** Armijo's rule: a step must lower the function by this part of what its slope promises. */
const SUFFICIENT = 1e-4;
/** A step that does not is shortened to this part. */
const SHORTER = 0.35;
/** Trials of a step along the direction that history gives, and along steepest descent, which must be given up less lightly. */
const TRIALS = { remembered: 6, steepest: 14 };

/**
 * Limited-memory BFGS (Nocedal and Wright 2006, algorithm 7.5) with backtracking. It has no tolerances: it says that it has come to the
 * end only where no step along the gradient itself lowers the function, however short. A direction from history that fails is
 * answered by forgetting history.
 */
export class Lbfgs implements Optimizer {
  readonly x: Float32Array;
  loss = Number.NaN;
  readonly #history: number;
  readonly #firstMove: number;
  /** Oldest first: how x moved, how the gradient changed thereby, and 1 / their product. */
  #pairs: { s: Float32Array; y: Float32Array; rho: number }[] = [];
  #gradient: Float32Array;
  #trial: Float32Array;
  #trialGradient: Float32Array;
  readonly #direction: Float32Array;

  /** `x` is worked on in place. */
  constructor(x: Float32Array, { history = 10, firstMove = 2 }: LbfgsOptions = {}) {
    this.x = x;
    this.#history = history;
    this.#firstMove = firstMove;
    this.#gradient = new Float32Array(x.length);
    this.#trial = new Float32Array(x.length);
    this.#trialGradient = new Float32Array(x.length);
    this.#direction = new Float32Array(x.length);
  }

  *start(evaluate: Evaluate): Work<void> {
    this.loss = yield* evaluate(this.x, this.#gradient);
  }

  *step(evaluate: Evaluate): Work<boolean> {
    for (;;) {
      const steepest = this.#pairs.length === 0;
      yield* this.#findDirection();
      const slope = dot(this.#gradient, this.#direction);
      const loss = slope < 0 ? yield* this.#search(evaluate, slope, steepest) : undefined;
      if (loss !== undefined) {
        this.#accept(loss);
        return true;
      }
      if (steepest) return false;
      this.#pairs = [];
    }
  }

  /** Minus the inverse Hessian as far as remembered, times the gradient, by the two loops. */
  *#findDirection(): Work<void> {
    const direction = this.#direction;
    for (let i = 0; i < direction.length; i++) direction[i] = -this.#gradient[i];
    const shares: number[] = [];
    for (const { s, y, rho } of this.#pairs.toReversed()) {
      const share = rho * dot(s, direction);
      shares.unshift(share);
      addScaled(direction, y, -share);
      yield;
    }
    const newest = this.#pairs.at(-1);
    if (newest) {
      const scale = 1 / (newest.rho * dot(newest.y, newest.y));
      for (let i = 0; i < direction.length; i++) direction[i] *= scale;
    }
    for (const [k, { s, y, rho }] of this.#pairs.entries()) {
      addScaled(direction, s, shares[k] - rho * dot(y, direction));
      yield;
    }
  }

  /** Tries shorter and shorter steps; the value at the first that lowers the function enough, which is then in `#trial`. */
  *#search(evaluate: Evaluate, slope: number, steepest: boolean): Work<number | undefined> {
    let length = steepest ? this.#firstMove / meanSize(this.#direction) : 1;
    for (let tries = steepest ? TRIALS.steepest : TRIALS.remembered; tries > 0; tries--) {
      for (let i = 0; i < this.x.length; i++) this.#trial[i] = this.x[i] + length * this.#direction[i];
      const loss = yield* evaluate(this.#trial, this.#trialGradient);
      if (loss <= this.loss + SUFFICIENT * length * slope) return loss; // a NaN is not
      length *= SHORTER;
    }
    return undefined;
  }

  #accept(loss: number): void {
    const [s, y] = this.#spare();
    for (let i = 0; i < s.length; i++) {
      s[i] = this.#trial[i] - this.x[i];
      y[i] = this.#trialGradient[i] - this.#gradient[i];
    }
    const curvature = dot(s, y);
    if (curvature > 1e-10 * dot(y, y)) this.#pairs.push({ s, y, rho: 1 / curvature });
    this.x.set(this.#trial);
    [this.#gradient, this.#trialGradient] = [this.#trialGradient, this.#gradient];
    this.loss = loss;
  }

  /** Two arrays to fill: the oldest pair's where history is full. */
  #spare(): [s: Float32Array, y: Float32Array] {
    const oldest = this.#pairs.length >= this.#history ? this.#pairs.shift() : undefined;
    return oldest ? [oldest.s, oldest.y] : [new Float32Array(this.x.length), new Float32Array(this.x.length)];
  }
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function addScaled(to: Float32Array, values: Float32Array, scale: number): void {
  for (let i = 0; i < to.length; i++) to[i] += scale * values[i];
}

function meanSize(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.abs(values[i]);
  return sum / values.length;
}
