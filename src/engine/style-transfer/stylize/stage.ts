import type { Executor, Objective, Work } from '../executor.ts';
import type { Picture } from '../picture.ts';
import { Adam } from './adam.ts';
import { Lbfgs } from './lbfgs.ts';
import type { Level } from './levels.ts';
import type { Evaluate, Optimizer } from './optimizer.ts';
import type { Settings } from './settings.ts';
import type { StepLosses } from './steps.ts';
import { type Aim, relative } from './targets.ts';
import { variation } from './variation.ts';

/** One level being worked on: what is aimed at, and the picture as far as it has come. */
export class Stage {
  /** Steps taken of those planned. */
  taken = 0;
  /** Whether the last step tried found nothing lower. */
  settled = false;
  /** At the picture as it is; undefined until it has been evaluated first. */
  losses: StepLosses | undefined;
  readonly #level: Level;
  readonly #aim: Aim;
  readonly #totalVariation: number;
  readonly #optimizer: Optimizer;

  /** `rgb` is worked on in place. */
  constructor(
    level: Level,
    aim: Aim,
    rgb: Float32Array,
    { optimizer, learningRate, totalVariation }: Settings,
  ) {
    this.#level = level;
    this.#aim = aim;
    this.#totalVariation = totalVariation;
    // Adam's rate stays for half of the steps, then falls evenly to nothing.
    const rateAt = (t: number) => learningRate * Math.min(1, 2 * (1 - t / (level.steps + 1)));
    this.#optimizer = optimizer === 'adam' ? new Adam(rgb, rateAt) : new Lbfgs(rgb);
  }

  /** A copy. */
  picture(): Picture {
    const { width, height } = this.#level;
    return { width, height, data: this.#optimizer.x.slice() };
  }

  /** Takes the steps that are left; `changed` is called where it starts first, and after each. */
  *run(executor: Executor, changed: () => void): Work<void> {
    const { width, height } = this.#level;
    const objective = executor.aim(width, height, this.#aim.targets);
    let newest: StepLosses | undefined;
    const evaluate: Evaluate = (rgb, gradient) =>
      this.#evaluate(objective, rgb, gradient, (losses) => {
        newest = losses;
      });
    if (!this.losses) {
      yield* this.#optimizer.start(evaluate);
      this.losses = newest;
      changed();
    }
    while (this.taken < this.#level.steps) {
      this.settled = !(yield* this.#optimizer.step(evaluate));
      if (this.settled) this.taken = this.#level.steps;
      else {
        this.taken++;
        this.losses = newest; // an optimizer evaluates last where it then stands
      }
      changed();
    }
  }

  *#evaluate(
    objective: Objective,
    rgb: Float32Array,
    gradient: Float32Array,
    report: (losses: StepLosses) => void,
  ): Work<number> {
    const losses = yield* objective.evaluate(rgb, gradient);
    const { width, height } = this.#level;
    const varied = variation(rgb, width, height, this.#totalVariation, gradient);
    let total = this.#totalVariation * varied;
    for (const term of losses.style) total += term;
    for (const term of losses.content) total += term;
    report({ total, variation: varied, ...relative(this.#aim, losses) });
    return total;
  }
}
