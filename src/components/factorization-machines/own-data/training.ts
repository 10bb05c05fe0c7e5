import type * as factorization from '../../../engine/factorization-machines/index.ts';
import type { Fit, Samples, Scaling, Task, Weights } from '../../../engine/factorization-machines/index.ts';
import { type Random, seeded } from '../../../engine/random.ts';
import type { Point, RunSettings } from './views.ts';

/** The engine of factorization machines, handed over. */
export type Machines = typeof factorization;

/** Of the factors, where a run begins. */
export const STDEV = 0.1;
/** More points than a chart has pixels for are not told. */
const MOST_POINTS = 240;

/** A machine and the linear model beside it, on their way: split, scaled and trained by the same settings, in step with each other. */
export class Training {
  readonly settings: RunSettings;
  readonly task: Task;
  /** Rows that are learned from, and rows held out. */
  readonly learned: Uint32Array;
  readonly held: Uint32Array;
  /** The standardization of the rows learned from, whether or not it is applied. */
  readonly scaling: Scaling;
  /** The rank, which is that of the weights begun with where there are such. */
  readonly k: number;
  /** The file of those. */
  readonly from: string | undefined;
  readonly fit: Fit;
  /** Why it ended in no finite number. */
  problem = '';
  readonly #linear: Fit | undefined;
  readonly #machines: Machines;
  readonly #applied: Scaling;
  readonly #trainers: factorization.Trainer[] = [];

  /** `begun`: weights to begin with, for the data as they are. */
  constructor(
    machines: Machines,
    create: factorization.CreateTrainer,
    samples: Samples,
    task: Task,
    settings: RunSettings,
    begun?: { weights: Weights; file: string },
  ) {
    const { seed, heldOut, standardize } = settings;
    this.#machines = machines;
    this.settings = settings;
    this.task = task;
    const { learned, held } = machines.splitRows(samples, task, heldOut / 100, seeded(seed));
    [this.learned, this.held] = [learned, held];
    const own = machines.pickSamples(samples, learned);
    this.scaling = machines.standardization(own, task);
    this.#applied = standardize ? this.scaling : unmoved(this.scaling);
    const scaled = machines.scaledSamples(own, this.#applied);
    const validation = this.#validation(samples);
    this.k = begun?.weights.k ?? settings.k;
    this.from = begun?.file;
    const begin = (k: number, random: Random) => {
      const start = machines.initialWeights({ d: scaled.X.columns, k, stdev: STDEV, random });
      start.w0 = machines.startingBias(scaled, task);
      return start;
    };
    const train = (start: Weights, random: Random): Fit => {
      const trainer = create({ task, samples: scaled, start, ...methodOf(settings) });
      this.#trainers.push(trainer);
      const { batch: batchSize, keep, patience } = settings;
      return new machines.Fit(trainer, {
        task,
        rows: scaled.X.rows,
        batchSize,
        random,
        keep,
        ...(validation && { validation }),
        ...(validation && patience > 0 && { patience }),
      });
    };
    try {
      const random = seeded(seed + 1);
      const start = begun ? machines.scaledWeights(begun.weights, this.#applied) : begin(this.k, random);
      this.fit = train(start, random);
      if (this.k > 0) this.#linear = train(begin(0, random), seeded(seed + 2));
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  /** Goes on until so many epochs are complete in all; yields after every step. A machine that diverges ends it, with its best weights kept. */
  *run(epochs: number): Generator<void, void> {
    const machine = this.fit.run(epochs);
    const linear = this.#linear?.run(epochs);
    let [going, beside] = [true, linear !== undefined];
    while (going || beside) {
      if (going)
        try {
          going = !machine.next().done;
        } catch (error) {
          if (!isDiverged(error)) throw error;
          this.problem = error.message;
          going = false;
        }
      if (beside)
        try {
          beside = !linear?.next().done;
        } catch (error) {
          if (!isDiverged(error)) throw error;
          beside = false; // its best weights are compared with
        }
      yield;
    }
  }

  /** The weights that are kept, for the data as they are. */
  weights(): Weights {
    return this.#machines.unscaledWeights(this.fit.weights(), this.#applied);
  }

  /** Likewise those of the linear model. */
  linearWeights(): Weights {
    return this.#linear
      ? this.#machines.unscaledWeights(this.#linear.weights(), this.#applied)
      : this.weights();
  }

  /** The score that is best for every row alike. */
  constant(samples: Samples): number {
    return this.#machines.startingBias(this.#machines.pickSamples(samples, this.learned), this.task);
  }

  /** Losses by epoch; of many epochs some, the best of both models and the last among them. */
  points(): Point[] {
    const { losses, validations, best, epoch } = this.fit;
    const every = Math.max(1, Math.ceil(epoch / MOST_POINTS));
    const beside = this.#linear && (validations.length > 0 ? this.#linear.validations : this.#linear.losses);
    const points: Point[] = [];
    for (const [at, loss] of losses.entries()) {
      if (at % every !== 0 && at !== epoch && at !== best && at !== this.#linear?.best) continue;
      const point: Point = { epoch: at, loss };
      if (validations.length > 0) point.held = validations[at] as number;
      const linear = beside?.[at];
      if (linear !== undefined) point.linear = linear;
      points.push(point);
    }
    return points;
  }

  /** Every epoch, for a file. */
  losses(): { loss: number; held: number | undefined; linear: number | undefined }[] {
    const { losses, validations } = this.fit;
    const beside = this.#linear && (validations.length > 0 ? this.#linear.validations : this.#linear.losses);
    return losses.map((loss, at) => ({ loss, held: validations[at], linear: beside?.[at] }));
  }

  /** Gives back what the trainers hold. */
  dispose(): void {
    for (const trainer of this.#trainers.splice(0)) trainer.dispose();
  }

  #validation(samples: Samples): Samples | undefined {
    if (this.held.length === 0) return undefined;
    const held = this.#machines.pickSamples(samples, this.held);
    if (held.weights?.every((weight) => weight === 0)) return undefined;
    return this.#machines.scaledSamples(held, this.#applied);
  }
}

/** Optimizer and regularizer as the engine takes them. */
export function methodOf({ method, rate, norm, reduction, l0, l1, lv }: RunSettings): {
  optimizer: factorization.Optimizer;
  regularizer?: factorization.Regularizer;
} {
  const optimizer = { method, learningRate: rate };
  if (l0 === 0 && l1 === 0 && lv === 0) return { optimizer };
  return { optimizer, regularizer: { norm, reduction, w0: l0, w1: l1, v: lv } };
}

/** The scaling that leaves everything as it is. */
const unmoved = ({ mean }: Scaling): Scaling => ({
  mean: new Float64Array(mean.length),
  scale: new Float64Array(mean.length).fill(1),
  yMean: 0,
  yScale: 1,
});

const isDiverged = (error: unknown): error is Error => error instanceof Error && 'epoch' in error;
