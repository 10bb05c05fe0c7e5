import type { Fit, Weights } from '../../engine/factorization-machines/index.ts';
import { KeptEpochs } from './kept-epochs.ts';
import { type Both, type Model, Models, type Tools } from './models.ts';
import type { Computer, Cure, Point, RunView, Spec } from './views.ts';

interface Run extends Both<Model> {
  spec: Spec;
  /** Epochs before these trainers began. */
  base: number;
  computer: Computer;
  instead: string;
  ms: number;
  /** Its trainers are given back. */
  resting: boolean;
  kept: KeptEpochs;
  diverged?: RunView['diverged'];
  /** Of a run that diverged; null where there is none. */
  cure?: Cure | null;
}

/** Epochs that a smaller learning rate is tried for, and how many are tried, each a tenth of the one before. */
const TRIAL = 200;
const TRIALS = 4;

/**
 * Two models on their way, trained alike: begun from a spec, led on by its caller, looked back into, taken up again from an epoch they
 * passed. It runs in the worker, and in Node for what the page is served with; it is handed the engine.
 */
export class Session {
  readonly tools: Tools;
  readonly models: Models;
  #run: Run | undefined;

  constructor(tools: Tools) {
    this.tools = tools;
    this.models = new Models(tools);
  }

  /** Begins a run from the seed. */
  begin(spec: Spec): void {
    this.rest();
    this.#set(spec, this.models.starts(spec), 0, new KeptEpochs());
  }

  /**
   * Keeps where the run stands and gives back what it holds of tfjs and WebAssembly: another backend may be started, and the run
   * be taken up again by `resume`.
   */
  rest(): void {
    const run = this.#run;
    if (!run || run.resting) return;
    if (!run.diverged) this.#keep(run);
    run.linear.trainer.dispose();
    run.fm.trainer.dispose();
    run.resting = true;
  }

  /** Takes the run up again after an epoch that it passed, or after the newest, with settings of which k is the same. */
  resume(spec: Spec, epoch = Number.POSITIVE_INFINITY): void {
    this.rest();
    const { kept, ms } = this.#running();
    const from = kept.at(epoch);
    this.#set(spec, from, from.epoch, kept.upTo(from.epoch)).ms = ms;
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
      if (run.diverged) return;
      const epoch = epochOf(run);
      const last = epoch >= run.spec.epochs;
      if (last || epoch >= run.kept.due) this.#keep(run);
      if (last) return;
      for (const name of ['linear', 'fm'] as const) {
        const steps = run[name].fit.run(epoch + 1 - run.base);
        while (!run.diverged && step(run, name, steps)) yield;
      }
    }
  }

  /** Where the run stands. */
  view(): RunView {
    const run = this.#running();
    const { spec, kept, diverged, computer, instead, ms } = run;
    const epoch = diverged?.epoch ?? epochOf(run);
    const point = diverged ? this.at(kept.best().epoch) : this.models.point(epoch, weightsOf(run));
    const losses = diverged
      ? { linear: kept.last?.losses.linear ?? Number.NaN, fm: Number.NaN, [diverged.model]: Number.NaN }
      : { linear: point.linear.logloss, fm: point.fm.logloss };
    const cure = diverged && this.#cure(run);
    return {
      state: diverged ? 'diverged' : epoch >= spec.epochs ? 'ended' : 'going',
      epoch,
      point,
      history: kept.history({ epoch, losses }),
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
    const kept = this.#running().kept.at(epoch);
    return this.models.point(kept.epoch, kept);
  }

  /** Weights of both models after such an epoch, or where the run stands. */
  weightsAt(epoch: number): Both<Weights> {
    const run = this.#running();
    // Where it was stopped may lie between two epochs that are kept.
    if (!run.diverged && !run.resting && epoch >= epochOf(run)) this.#keep(run);
    return run.kept.at(epoch);
  }

  #set(spec: Spec, { linear, fm }: Both<Weights>, base: number, kept: KeptEpochs): Run {
    const { trainers, missing } = this.tools;
    const computer = trainers[spec.computer] ? spec.computer : 'arrays';
    const instead = computer === spec.computer ? '' : (missing[spec.computer] ?? 'It is not loaded.');
    const models = {
      linear: this.models.create(spec, linear, computer),
      fm: this.models.create(spec, fm, computer),
    };
    this.#run = { ...models, spec, base, computer, instead, ms: 0, resting: false, kept };
    return this.#run;
  }

  #keep(run: Run): void {
    const { linear, fm } = weightsOf(run);
    const losses = { linear: this.models.logloss(linear), fm: this.models.logloss(fm) };
    run.kept.add({ epoch: epochOf(run), linear, fm, losses });
  }

  /** The best epoch, and the first tenth, hundredth … of the learning rate that leads further down from there. */
  #cure(run: Run): Cure | undefined {
    if (run.cure !== undefined) return run.cure ?? undefined;
    const { epoch, fm, losses } = run.kept.best();
    run.cure = null;
    for (let trial = 1; trial <= TRIALS && !run.cure; trial++) {
      const rate = Number((run.spec.rate / 10 ** trial).toPrecision(3));
      const model = this.models.create({ ...run.spec, rate, batch: 0 }, fm, 'arrays');
      try {
        for (const _ of model.fit.run(TRIAL));
        if (this.models.logloss(model.trainer.weights()) < losses.fm) run.cure = { epoch, rate };
      } catch (error) {
        if (!isDivergence(error)) throw error;
      }
    }
    return run.cure ?? undefined;
  }

  #running(): Run {
    if (!this.#run) throw new Error('no run');
    return this.#run;
  }
}

/** Epochs that both models have completed. */
const epochOf = ({ base, linear, fm }: Run) => base + Math.min(linear.fit.epoch, fm.fit.epoch);

const weightsOf = ({ linear, fm }: Run): Both<Weights> => ({
  linear: linear.trainer.weights(),
  fm: fm.trainer.weights(),
});

/** Errors are told apart by what they are, not by class: the engine is handed in. */
const isDivergence = (error: unknown) => error instanceof Error && 'epoch' in error;

/** One step; false at the end of the epoch, or where the loss is no number any more. */
function step(run: Run, model: keyof Both<Model>, steps: ReturnType<Fit['run']>): boolean {
  const begun = performance.now();
  try {
    return !steps.next().done;
  } catch (error) {
    if (!isDivergence(error)) throw error;
    run.diverged = { model, epoch: run.base + run[model].fit.epoch };
    return false;
  } finally {
    run.ms += performance.now() - begun;
  }
}
