import type { Work } from '../executor.ts';
import type { Evaluate, Optimizer } from './optimizer.ts';

const [BETA1, BETA2, EPSILON] = [0.9, 0.99, 1e-12];

/** Adam (Kingma and Ba 2015). `rateAt(t)` is the learning rate of step t = 1, 2, ...; a step may raise the function, and always succeeds. */
export class Adam implements Optimizer {
  readonly x: Float32Array;
  loss = Number.NaN;
  readonly #rateAt: (t: number) => number;
  #steps = 0;
  /** Whether `#trial` and the means are those of the next step already. */
  #ready = false;
  readonly #gradient: Float32Array;
  readonly #trial: Float32Array;
  /** Means of the gradient and of its square. */
  readonly #first: Float32Array;
  readonly #second: Float32Array;

  /** `x` is worked on in place. */
  constructor(x: Float32Array, rateAt: (t: number) => number) {
    this.x = x;
    this.#rateAt = rateAt;
    this.#gradient = new Float32Array(x.length);
    this.#trial = new Float32Array(x.length);
    this.#first = new Float32Array(x.length);
    this.#second = new Float32Array(x.length);
  }

  *start(evaluate: Evaluate): Work<void> {
    this.loss = yield* evaluate(this.x, this.#gradient);
  }

  *step(evaluate: Evaluate): Work<boolean> {
    if (!this.#ready) this.#move();
    this.loss = yield* evaluate(this.#trial, this.#gradient);
    this.#steps++;
    this.#ready = false;
    this.x.set(this.#trial);
    return true;
  }

  #move(): void {
    const t = this.#steps + 1;
    const rate = this.#rateAt(t) / (1 - BETA1 ** t);
    const unbias = 1 / (1 - BETA2 ** t);
    for (let i = 0; i < this.x.length; i++) {
      const slope = this.#gradient[i];
      this.#first[i] += (1 - BETA1) * (slope - this.#first[i]);
      this.#second[i] += (1 - BETA2) * (slope * slope - this.#second[i]);
      this.#trial[i] = this.x[i] - (rate * this.#first[i]) / (Math.sqrt(this.#second[i] * unbias) + EPSILON);
    }
    this.#ready = true;
  }
}
