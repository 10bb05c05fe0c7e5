import type {
  Factors,
  Loss,
  MaskedMatrix,
  Problem,
  Ratings,
  Trainer,
} from '../../engine/matrix-factorization/index.ts';
import type { TfjsTrainer } from '../../engine/matrix-factorization/tfjs/trainer.ts';
import { seeded } from '../../engine/random.ts';
import { Descent } from './descent.ts';
import type { LossProblem, LossView } from './loss-line/props.ts';
import { ALPHA, type Cure, type Point, type RunView, type Spec } from './views.ts';

/** What the session is handed of the engine. */
export interface Tools {
  parseLoss(source: string): Loss;
  lossMathml(loss: Loss): LossView['math'];
  observed(matrix: MaskedMatrix): Ratings;
  randomFactors(rows: number, columns: number, k: number, random: () => number): Factors;
  arrays(problem: Problem): Trainer;
  /** Throws an error named NotCompiledError where it cannot. */
  compiled(problem: Problem): Trainer;
  /** Absent until it is loaded. */
  tfjs?: {
    create(problem: Problem): TfjsTrainer;
    /** Tensors in memory. */
    alive(): number;
  };
}

interface Run {
  spec: Spec;
  descent: Descent;
  instead: string;
  alpha: number;
  ms: number;
  /** How often alpha may still be halved. */
  halvings: number;
  /** Of a run that diverged; null where there is none. */
  cure?: Cure | null;
}

/** How often the learning rate of an edited matrix is halved before its run may diverge. */
const HALVINGS = 24;
/** Steps that a smaller learning rate is tried for, and the milliseconds that all tries may take. */
const TRIAL = 300;
const TRIAL_MS = 30;

/**
 * The run that is shown: set up from a spec, led on by its caller, looked back into, taken up again from any step it passed.
 * It runs in the worker, and in Node for what the page is served with; it is handed the engine.
 */
export class Session {
  readonly tools: Tools;
  #losses = new Map<string, Loss>();
  #run: Run | undefined;

  constructor(tools: Tools) {
    this.tools = tools;
  }

  /** Reads a loss: the loss with its derivatives, or what is wrong with it. */
  readLoss(source: string): { loss?: LossView; problem?: LossProblem } {
    try {
      return { loss: { source, math: this.tools.lossMathml(this.loss(source)) } };
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'InvalidInputError') throw error;
      const { column, length } = error as Error & { column?: number; length?: number };
      return {
        problem: { text: source, message: error.message, ...(column && { column, length: length ?? 1 }) },
      };
    }
  }

  /** A loss, read once. Throws a `LossError`. */
  loss(source: string): Loss {
    let loss = this.#losses.get(source);
    if (!loss) {
      loss = this.tools.parseLoss(source);
      if (this.#losses.size > 50) this.#losses.clear();
      this.#losses.set(source, loss);
    }
    return loss;
  }

  /** Starts a run. `tame`: where it diverges its learning rate is halved, and it begins again. */
  begin(spec: Spec, tame: boolean): void {
    this.#run?.descent.dispose();
    this.#run = undefined;
    const { trainer, instead } = this.train(spec, this.start(spec), spec.alpha);
    const descent = new Descent(trainer);
    this.#run = { spec, descent, instead, alpha: spec.alpha, ms: 0, halvings: tame ? HALVINGS : 0 };
  }

  /** Goes on up to step `to`, for about `ms` milliseconds at most, and tells where it stands. */
  advance(to: number, ms: number): RunView {
    const run = this.#running();
    const begun = performance.now();
    const until = begun + ms;
    run.descent.advance(Math.min(to, run.spec.steps), ms);
    while (this.#diverged() && run.halvings > 0 && run.alpha / 2 >= ALPHA.least) {
      run.halvings--;
      run.alpha /= 2;
      run.descent.dispose();
      run.descent = new Descent(this.train(run.spec, this.start(run.spec), run.alpha).trainer);
      run.descent.advance(Math.min(to, run.spec.steps), Math.max(1, until - performance.now()));
    }
    run.ms += performance.now() - begun;
    return this.view();
  }

  /** Begins a run and leads it on for at most `ms` milliseconds. */
  solve(spec: Spec, tame: boolean, ms: number): RunView {
    this.begin(spec, tame);
    return this.advance(spec.steps, ms);
  }

  /** Takes the run up again at a step that it passed, with another learning rate or more steps. */
  resume(step: number, alpha: number, steps: number): void {
    const run = this.#running();
    const same = step === run.descent.step && alpha === run.alpha;
    run.spec = { ...run.spec, alpha, steps };
    run.alpha = alpha;
    if (same) return;
    const { start, history, base } = run.descent.branch(step);
    run.descent.dispose();
    run.descent = new Descent(this.train(run.spec, start, alpha).trainer, history, base);
    run.halvings = 0;
    delete run.cure;
  }

  view(): RunView {
    const cure = this.#diverged() ? this.#cure() : undefined;
    const { spec, descent, instead, alpha, ms } = this.#running();
    return {
      state: descent.state(spec.steps),
      point: descent.point(),
      step: descent.step,
      history: descent.history(),
      executor: descent.trainer.executor,
      instead,
      alpha,
      ms,
      ...(cure && { cure }),
    };
  }

  #diverged(): boolean {
    const { spec, descent } = this.#running();
    return descent.state(spec.steps) === 'diverged' && descent.step > 0;
  }

  /** The best step, and the first half, quarter, eighth … of alpha that leads down from there; undefined where none does. */
  #cure(): Cure | undefined {
    const run = this.#running();
    if (run.cure !== undefined) return run.cure ?? undefined;
    const { step, loss, P, Q } = run.descent.point();
    const start = { P: Float64Array.from(P), Q: Float64Array.from(Q) };
    const until = performance.now() + TRIAL_MS;
    run.cure = null;
    for (let alpha = run.alpha / 2; alpha >= ALPHA.least && performance.now() < until; alpha /= 2) {
      const trial = new Descent(this.train(run.spec, start, alpha).trainer);
      trial.advance(TRIAL, until - performance.now());
      const better = trial.trainer.loss < loss;
      trial.dispose();
      if (!better) continue;
      run.cure = { step, alpha: Number(alpha.toPrecision(3)) };
      break;
    }
    return run.cure ?? undefined;
  }

  /** The factors after a step of the history. */
  at(step: number): Point {
    return this.#running().descent.at(step);
  }

  /** A trainer as a spec asks for it, or the next best with the reason. */
  train(spec: Spec, start: Factors, alpha: number): { trainer: Trainer; instead: string } {
    const problem = this.problem(spec, start, alpha);
    const { arrays, compiled, tfjs } = this.tools;
    if (spec.executor === 'tfjs' && tfjs) return { trainer: tfjs.create(problem), instead: '' };
    if (spec.executor === 'compiled') {
      try {
        return { trainer: compiled(problem), instead: '' };
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'NotCompiledError') throw error;
        return { trainer: arrays(problem), instead: error.message };
      }
    }
    return { trainer: arrays(problem), instead: spec.executor === 'tfjs' ? 'It is not loaded.' : '' };
  }

  problem(spec: Spec, start: Factors, alpha = spec.alpha): Problem {
    const { matrix, k, beta, method } = spec;
    const loss = this.loss(spec.loss);
    return { ratings: this.tools.observed(matrix), k, start, loss, beta, optimizer: { method, alpha } };
  }

  start({ matrix, k, seed }: Spec): Factors {
    return this.tools.randomFactors(matrix.rows, matrix.columns, k, seeded(seed));
  }

  #running() {
    if (!this.#run) throw new Error('no run');
    return this.#run;
  }
}
