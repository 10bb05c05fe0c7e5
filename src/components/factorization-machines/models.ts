import type { Recipe } from '../../engine/factorization-machines/code/recipe.ts';
import type * as Engine from '../../engine/factorization-machines/index.ts';
import type {
  CreateTrainer,
  Fit,
  Problem,
  Samples,
  Trainer,
  Weights,
} from '../../engine/factorization-machines/index.ts';
import { seeded } from '../../engine/random.ts';
import type { Computer, ModelView, Passengers, Point, Spec } from './views.ts';

/** What the lab is handed of the engine. */
export type Tools = Pick<
  typeof Engine,
  'Fit' | 'denseFeatures' | 'gram' | 'initialWeights' | 'lossOf' | 'scores' | 'startingBias' | 'titanic'
> & {
  passengers: Passengers;
  /** Those that are loaded. */
  trainers: Partial<Record<Computer, CreateTrainer>> & { arrays: CreateTrainer };
  /** Why one that was asked for is not there. */
  missing: Partial<Record<Computer, string>>;
  /** Tensors in memory, once tfjs is loaded. */
  alive?: () => number;
};

/** Weights on their way. */
export interface Model {
  trainer: Trainer;
  fit: Fit;
}

/** One of each model. */
export interface Both<T> {
  linear: T;
  fm: T;
}

const TASK = 'classification';

/** Makes models of a spec, and shows them. */
export class Models {
  readonly tools: Tools;
  /** All people, as 24 rows that weigh as many. */
  readonly #weighted: Samples;
  readonly #groups: Engine.Features;
  #people: Samples | undefined;

  constructor(tools: Tools) {
    this.tools = tools;
    this.#weighted = tools.titanic();
    const { names, groups } = tools.passengers;
    this.#groups = tools.denseFeatures(
      groups.map(({ features }) => names.map((_, i) => (features.includes(i) ? 1 : 0))),
    );
  }

  /** Where both models begin. */
  starts(spec: Spec): Both<Weights> {
    return { linear: this.#start(spec, 0), fm: this.#start(spec, spec.k) };
  }

  /** A model that begins with these weights. */
  create(spec: Spec, start: Weights, computer: Computer): Model {
    const { trainers, Fit } = this.tools;
    const problem = this.#problem(spec, start);
    const trainer = (trainers[computer] ?? trainers.arrays)(problem);
    const rows = problem.samples.y.length;
    const fit = new Fit(trainer, {
      task: TASK,
      rows,
      batchSize: spec.batch === 0 ? rows : spec.batch,
      shuffle: spec.batch > 0,
      random: seeded(spec.seed),
    });
    return { trainer, fit };
  }

  /** What decides the numbers of a run from its seed to an epoch, for programs that make the same elsewhere. */
  recipe(spec: Spec, epochs: number): Recipe {
    const { k, seed, batch } = spec;
    const { task, samples, optimizer, regularizer } = this.#problem(spec, this.#start(spec, k));
    return {
      task,
      data: samples,
      standardize: false,
      start: { k, stdev: 0.1, seed },
      optimizer,
      ...(regularizer && { regularizer }),
      batchSize: batch === 0 ? samples.y.length : batch,
      shuffle: batch > 0 && { seed },
      epochs,
      keep: 'last',
    };
  }

  /** Both models as the page shows them. */
  point(epoch: number, { linear, fm }: Both<Weights>): Point {
    return { epoch, linear: this.#shown(linear), fm: this.#shown(fm) };
  }

  /** Mean cross entropy of all people. */
  logloss(weights: Weights): number {
    return this.tools.lossOf(TASK, this.#weighted, weights);
  }

  #start({ seed }: Spec, k: number): Weights {
    const { initialWeights, startingBias, passengers } = this.tools;
    const start = initialWeights({ d: passengers.names.length, k, random: seeded(seed) });
    start.w0 = startingBias(this.#weighted, TASK);
    return start;
  }

  #problem({ batch, method, rate, norm, w1, v }: Spec, start: Weights): Problem {
    if (batch > 0) this.#people ??= this.tools.titanic(true);
    return {
      task: TASK,
      samples: (batch > 0 && this.#people) || this.#weighted,
      start,
      optimizer: { method, learningRate: rate },
      regularizer: { norm, w1, v },
    };
  }

  #shown(weights: Weights): ModelView {
    const { gram, scores } = this.tools;
    const { k, w0, w1, V } = weights;
    const logloss = this.logloss(weights);
    return { k, w0, w1, V, G: gram(weights), scores: scores(weights, this.#groups), logloss };
  }
}
