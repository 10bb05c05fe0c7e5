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
import { nextStep } from '../../lib/round-steps.ts';
import type { Computer, Cure, ModelView, Passengers, Point, RunView, Spec } from './views.ts';

/** What the session is handed of the engine. */
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

interface Model {
  trainer: Trainer;
  fit: Fit;
}

interface Run {
  spec: Spec;
  linear: Model;
  fm: Model;
  /** Epochs before these trainers began. */
  base: number;
  computer: Computer;
  instead: string;
  ms: number;
  resting: boolean;
  kept: { epoch: number; linear: Weights; fm: Weights; losses: [linear: number, fm: number] }[];
  /** The next epoch worth keeping. */
  due: number;
  diverged?: RunView['diverged'];
  /** Of a run that diverged; null where there is none. */
  cure?: Cure | null;
}

const TASK = 'classification';
/** Epochs that a smaller learning rate is tried for, and how many are tried, each a tenth of the one before. */
const TRIAL = 200;
const TRIALS = 4;

/**
 * Two models on their way, trained alike: begun from a spec, led on by its caller, looked back into, taken up again from an epoch they
 * passed. It runs in the worker, and in Node for what the page is served with; it is handed the engine.
 */
export class Session {
  readonly tools: Tools;
  readonly #weighted: Samples;
  readonly #groups: Engine.Features;
  #people: Samples | undefined;
  #run: Run | undefined;

  constructor(tools: Tools) {
    this.tools = tools;
    this.#weighted = tools.titanic();
    const { names, groups } = tools.passengers;
    this.#groups = tools.denseFeatures(
      groups.map(({ features }) => names.map((_, i) => (features.includes(i) ? 1 : 0))),
    );
  }

  /** Begins a run from the seed. */
  begin(spec: Spec): void {
    this.rest();
    this.#set(spec, [this.#start(spec, 0), this.#start(spec, spec.k)], 0, []);
  }

  /**
   * Keeps where the run stands and gives back what it holds of tfjs and WebAssembly: another backend may be started, and the run
   * be taken up again by `resume`.
   */
  rest(): void {
    const run = this.#run;
    if (!run || run.resting) return;
    if (!run.diverged) this.#keep(run, this.epoch);
    run.linear.trainer.dispose();
    run.fm.trainer.dispose();
    run.resting = true;
  }

  /** Takes the run up again after an epoch that it passed, or after the newest, with settings of which k is the same. */
  resume(spec: Spec, epoch = Number.POSITIVE_INFINITY): void {
    this.rest();
    const { kept, ms } = this.#running();
    const from = this.#keptAt(epoch);
    const before = kept.filter((each) => each.epoch <= from.epoch);
    this.#set(spec, [from.linear, from.fm], from.epoch, before).ms = ms;
  }

  /** Lets the run go on to more epochs. */
  extend(epochs: number): void {
    const run = this.#running();
    run.spec = { ...run.spec, epochs };
  }

  /** The steps of both models by turns, epoch by epoch, up to the epochs asked for; can be left at any time, and called again. */
  *steps(): Generator<void, void> {
    const run = this.#running();
    for (;;) {
      const done = Math.min(run.linear.fit.epoch, run.fm.fit.epoch);
      if (run.base + done >= run.due) this.#keep(run, run.base + done);
      if (run.diverged || run.base + done >= run.spec.epochs) break;
      for (const name of ['linear', 'fm'] as const) {
        const steps = run[name].fit.run(done + 1);
        for (;;) {
          const begun = performance.now();
          const more = this.#next(run, name, steps);
          run.ms += performance.now() - begun;
          if (!more) break;
          yield;
        }
        if (run.diverged) break;
      }
    }
    if (!run.diverged) this.#keep(run, this.epoch);
  }

  get epoch(): number {
    const { base, linear, fm } = this.#running();
    return base + Math.min(linear.fit.epoch, fm.fit.epoch);
  }

  /** Where the run stands. */
  view(): RunView {
    const run = this.#running();
    const { spec, kept, diverged, computer, instead, ms } = run;
    const epoch = diverged?.epoch ?? this.epoch;
    const weights = diverged
      ? undefined
      : { linear: run.linear.trainer.weights(), fm: run.fm.trainer.weights() };
    const point = weights ? this.#point(epoch, weights) : this.at(this.#best(run).epoch);
    const losses = kept.map(({ epoch, losses }) => [epoch, ...losses] as [number, number, number]);
    if (diverged) {
      const [linear, fm] =
        diverged.model === 'fm'
          ? [kept.at(-1)?.losses[0] ?? Number.NaN, Number.NaN]
          : [Number.NaN, Number.NaN];
      losses.push([diverged.epoch, linear, fm]);
    } else if ((kept.at(-1)?.epoch ?? -1) < epoch)
      losses.push([epoch, point.linear.logloss, point.fm.logloss]);
    const column = (at: 0 | 1 | 2) => Float64Array.from(losses, (row) => row[at]);
    const cure = diverged && this.#cure(run);
    return {
      state: diverged ? 'diverged' : epoch >= spec.epochs ? 'ended' : 'going',
      epoch,
      point,
      history: { epochs: column(0), linear: column(1), fm: column(2) },
      computer,
      instead,
      ms,
      ...(computer.startsWith('tfjs') && this.tools.alive && { tensors: this.tools.alive() }),
      ...(diverged && { diverged }),
      ...(cure && { cure }),
    };
  }

  /** Both models as they were after an epoch, or after the last one kept before it. */
  at(epoch: number): Point {
    const kept = this.#keptAt(epoch);
    return this.#point(kept.epoch, kept);
  }

  /** Weights of both models after an epoch that was kept. */
  weightsAt(epoch: number): { linear: Weights; fm: Weights } {
    return this.#keptAt(epoch);
  }

  /** What a model is learned from, and how. */
  problem(spec: Spec, start: Weights): Problem {
    const { method, rate, norm, w1, v } = spec;
    return {
      task: TASK,
      samples: this.samples(spec),
      start,
      optimizer: { method, learningRate: rate },
      regularizer: { norm, w1, v },
    };
  }

  /** What decides the numbers of a run from its seed to an epoch, for programs that make the same elsewhere. */
  recipe(spec: Spec, epochs: number): Recipe {
    const { k, seed, batch } = spec;
    const data = this.samples(spec);
    const { task, optimizer, regularizer } = this.problem(spec, this.#start(spec, k));
    return {
      task,
      data,
      standardize: false,
      start: { k, stdev: 0.1, seed },
      optimizer,
      ...(regularizer && { regularizer }),
      batchSize: batch === 0 ? data.y.length : batch,
      shuffle: batch > 0 && { seed },
      epochs,
      keep: 'last',
    };
  }

  samples({ batch }: Spec): Samples {
    if (batch === 0) return this.#weighted;
    this.#people ??= this.tools.titanic(true);
    return this.#people;
  }

  #start({ seed }: Spec, k: number): Weights {
    const { initialWeights, startingBias, passengers } = this.tools;
    const start = initialWeights({ d: passengers.names.length, k, random: seeded(seed) });
    start.w0 = startingBias(this.#weighted, TASK);
    return start;
  }

  #set(spec: Spec, [linear, fm]: [Weights, Weights], base: number, kept: Run['kept']): Run {
    const { trainers, missing } = this.tools;
    const computer = trainers[spec.computer] ? spec.computer : 'arrays';
    const instead = computer === spec.computer ? '' : (missing[spec.computer] ?? 'It is not loaded.');
    const last = kept.at(-1)?.epoch;
    this.#run = {
      spec,
      linear: this.#model(spec, linear, computer),
      fm: this.#model(spec, fm, computer),
      base,
      computer,
      instead,
      ms: 0,
      resting: false,
      kept,
      due: last === undefined ? 0 : nextStep(last),
    };
    return this.#run;
  }

  #model(spec: Spec, start: Weights, computer: Computer): Model {
    const { trainers, Fit } = this.tools;
    const problem = this.problem(spec, start);
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

  /** One step; false at the end of the epoch, or where the loss is no number any more. */
  #next(run: Run, model: 'linear' | 'fm', steps: ReturnType<Fit['run']>): boolean {
    try {
      return !steps.next().done;
    } catch (error) {
      if (!(error instanceof Error) || !('epoch' in error)) throw error;
      run.diverged = { model, epoch: run.base + run[model].fit.epoch };
      return false;
    }
  }

  #keep(run: Run, epoch: number): void {
    if ((run.kept.at(-1)?.epoch ?? -1) >= epoch) return;
    const [linear, fm] = [run.linear.trainer.weights(), run.fm.trainer.weights()];
    const losses: [number, number] = [this.#logloss(linear), this.#logloss(fm)];
    if (!losses.every(Number.isFinite)) return;
    run.kept.push({ epoch, linear, fm, losses });
    run.due = nextStep(epoch);
  }

  #keptAt(epoch: number): Run['kept'][number] {
    const { kept } = this.#running();
    return kept.findLast((each) => each.epoch <= epoch) ?? kept[0];
  }

  #best({ kept }: Run): Run['kept'][number] {
    return kept.reduce((best, each) => (each.losses[1] < best.losses[1] ? each : best));
  }

  #point(epoch: number, { linear, fm }: { linear: Weights; fm: Weights }): Point {
    return { epoch, linear: this.#shown(linear), fm: this.#shown(fm) };
  }

  #shown(weights: Weights): ModelView {
    const { gram, scores } = this.tools;
    const { k, w0, w1, V } = weights;
    return {
      k,
      w0,
      w1,
      V,
      G: gram(weights),
      scores: scores(weights, this.#groups),
      logloss: this.#logloss(weights),
    };
  }

  #logloss(weights: Weights): number {
    return this.tools.lossOf(TASK, this.#weighted, weights);
  }

  /** The best epoch, and the first tenth, hundredth … of the learning rate that leads further down from there. */
  #cure(run: Run): Cure | undefined {
    if (run.cure !== undefined) return run.cure ?? undefined;
    const { epoch, fm, losses } = this.#best(run);
    run.cure = null;
    for (let trial = 1; trial <= TRIALS && !run.cure; trial++) {
      const rate = Number((run.spec.rate / 10 ** trial).toPrecision(3));
      const model = this.#model({ ...run.spec, rate, batch: 0 }, fm, 'arrays');
      try {
        for (const _ of model.fit.run(TRIAL));
        if (this.#logloss(model.trainer.weights()) < losses[1]) run.cure = { epoch, rate };
      } catch (error) {
        if (!(error instanceof Error) || !('epoch' in error)) throw error;
      }
      model.trainer.dispose();
    }
    return run.cure ?? undefined;
  }

  #running(): Run {
    if (!this.#run) throw new Error('no run');
    return this.#run;
  }
}
