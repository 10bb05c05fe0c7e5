import { problemOf } from '../../lib/problem.ts';
import type { Api } from './link.ts';
import { Link } from './link.ts';
import type { LossProblem, LossView } from './loss-line/props.ts';
import { nextFrame, paced } from './pace.ts';
import { SheetState } from './sheet.svelte.ts';
import { isObserved, masked, type Sheet } from './sheet.ts';
import { type Cure, MOST_STEPS, type Point, type RunView, type Served, type Spec, USUAL } from './views.ts';

/** A run, what it was asked to do, and the matrix with its names. */
export interface Shown {
  run: RunView;
  spec: Spec;
  sheet: Sheet;
}

/** What was asked for, to be begun at the next turn. */
interface Wanted {
  /** The run that is shown, once more in the worker: what is looked back at stays. */
  again?: true;
  /** At reading speed; else as fast as it goes. */
  paced: boolean;
  /** A learning rate that diverges is halved until it does not. */
  tame: boolean;
}

/** Milliseconds of work between two looks of the page. */
const SLICE = 10;

export type Knobs = Pick<Spec, 'k' | 'beta' | 'method' | 'alpha' | 'steps' | 'seed' | 'executor'>;

/**
 * The lab's work, without its looks: the matrix and the knobs, and the run they lead to. Whatever changes is noted down, and one
 * loop works it off in the worker, a frame's worth at a time.
 */
export class Lab {
  readonly work: SheetState;
  knobs = $state.raw<Knobs>(USUAL);
  /** What stands in the line of the loss, the loss in force, and what is wrong with the former. */
  lossText = $state<string>(USUAL.loss);
  loss = $state.raw() as LossView;
  lossProblem = $state.raw<LossProblem>();
  shown = $state.raw() as Shown;
  /** Whether every change is run at once. */
  follow = $state(true);
  /** At reading speed, or at full speed. */
  running = $state<'paced' | 'full'>();
  /** Stopped by the reader before its end. */
  stopped = $state(false);
  /** Something has changed since the run shown. */
  stale = $state(false);
  /** Whether the run was made on this device. */
  measured = $state(false);
  /** The step looked back at, and the factors there. */
  scrubbed = $state<number>();
  looked = $state.raw<Point>();
  /** What is wrong with the lab, to be tried again. */
  failure = $state('');
  /** Told when the worker has nothing to do. */
  onidle = () => {};

  readonly #link: Link;
  #wanted: Wanted | undefined;
  #last: Wanted = { paced: false, tame: true };
  #tame = true;
  #pace = { begun: 0, from: 0 };
  #stopping = false;
  #reading = 0;
  #working: Promise<void> | undefined;

  constructor(sheet: Sheet, { run, math }: Served, spawn: () => Worker) {
    this.work = new SheetState(sheet, () => this.#edited());
    this.loss = { source: USUAL.loss, math };
    this.shown = { run, spec: this.spec, sheet };
    this.#link = new Link(spawn);
  }

  /** What a run of the lab as it stands is asked to do. */
  get spec(): Spec {
    return { ...this.knobs, matrix: masked(this.work.sheet), loss: this.loss.source };
  }

  get rank(): number {
    const { rows, columns } = this.work.sheet;
    return Math.min(rows.length, columns.length);
  }

  /** Why there is nothing to run, in a sentence. */
  get idle(): string {
    return this.work.sheet.cells.some(isObserved)
      ? ''
      : 'No cell of D is observed, so there is nothing to learn from. Type a number into a cell, or unhide one.';
  }

  /** The factors on screen: those looked back at, or the newest. */
  get point(): Point {
    return this.scrubbed === undefined ? this.shown.run.point : (this.looked ?? this.shown.run.point);
  }

  /** Gets the worker going with what is shown. */
  warm(): void {
    if (this.#link.warm || this.#working || this.failure || this.idle) return;
    this.#want({ paced: false, tame: this.#tame, again: true });
  }

  set(knobs: Partial<Knobs>): void {
    this.knobs = { ...this.knobs, ...knobs };
    if ('alpha' in knobs || 'method' in knobs) this.#tame = false;
    this.#changed();
  }

  setFollow(follow: boolean): void {
    this.follow = follow;
    if (follow && this.stale) this.#changed();
  }

  /** Reads another loss; where it is none, the one in force stays. */
  async setLoss(text: string): Promise<void> {
    this.lossText = text;
    const reading = ++this.#reading;
    try {
      const { loss, problem } = await this.#link.call((api) => api.readLoss(text));
      if (reading !== this.#reading) return;
      this.lossProblem = problem;
      if (!loss || loss.source === this.loss.source) return;
      this.loss = loss;
      this.#changed();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Runs from the seed, at reading speed. */
  start(pacedRun = true): void {
    this.#want({ paced: pacedRun, tame: this.#tame });
  }

  /** Stops what runs; what was reached stays. */
  stop(): void {
    if (!this.#working) return;
    this.#stopping = true;
  }

  /** Goes on where the run was stopped or had taken its steps. */
  goOn(pacedRun = true): void {
    const { run, spec } = this.shown;
    const steps = run.state === 'ended' ? Math.min(MOST_STEPS, 2 * run.step) : spec.steps;
    this.knobs = { ...this.knobs, steps };
    void this.#resume(run.step, run.alpha, steps, pacedRun);
  }

  /** Goes back to a step, and on from there with another learning rate. */
  restore({ step, alpha }: Cure, pacedRun: boolean): void {
    this.knobs = { ...this.knobs, alpha };
    this.#tame = false;
    void this.#resume(step, alpha, this.knobs.steps, pacedRun);
  }

  /** Looks back at a step of the run, or at its newest. */
  async look(step: number | undefined): Promise<void> {
    this.scrubbed = step;
    if (step === undefined) {
      this.looked = undefined;
      return;
    }
    try {
      if (!this.#link.warm) this.warm();
      await this.#working;
      const looked = await this.#link.held((api) => api.at(step));
      if (this.scrubbed === step) this.looked = looked;
    } catch (error) {
      this.#fail(error);
    }
  }

  /** A call on the worker when nothing more urgent is at hand; undefined where it came to nothing. */
  async ask<T>(job: (api: Api) => Promise<T>): Promise<T> {
    await this.#working;
    return this.#link.call(job);
  }

  /** Tries again what failed. */
  retry(): void {
    this.#want(this.#last);
  }

  /** Takes everything anew, as a link or Reset asks for it, and runs it as fast as it goes. */
  async open(sheet: Sheet | undefined, knobs: Knobs, loss: string): Promise<void> {
    const { follow } = this;
    this.follow = false; // once, when all is in place
    if (sheet) this.work.apply({ sheet, note: '' });
    this.knobs = knobs;
    await this.setLoss(loss);
    this.follow = follow;
    this.#tame = false;
    this.#want({ paced: false, tame: false });
  }

  /** Ends the worker. */
  close(): void {
    this.#link.close();
  }

  #edited(): void {
    const { rank } = this;
    if (this.knobs.k > rank) this.knobs = { ...this.knobs, k: rank };
    this.#tame = true;
    this.#changed();
  }

  #changed(): void {
    this.stale = true;
    if (this.follow) this.#want({ paced: false, tame: this.#tame });
  }

  #want(wanted: Wanted): void {
    if (this.idle) return;
    this.#wanted = this.#last = wanted;
    this.failure = '';
    this.#go();
  }

  #go(): void {
    this.#stopping = this.stopped = false;
    this.#working ??= this.#work().finally(() => {
      this.#working = this.running = undefined;
      this.onidle();
    });
  }

  async #resume(step: number, alpha: number, steps: number, pacedRun: boolean): Promise<void> {
    this.scrubbed = this.looked = undefined;
    try {
      const run = await this.#link.held((api) => api.resume(step, alpha, steps));
      if (!run) return this.start(pacedRun);
      this.shown = { ...this.shown, run, spec: { ...this.shown.spec, alpha, steps } };
      this.running = pacedRun ? 'paced' : 'full';
      this.#pace = { begun: performance.now(), from: run.step };
      this.#go();
    } catch (error) {
      this.#fail(error);
    }
  }

  async #work(): Promise<void> {
    try {
      for (;;) {
        if (this.#wanted) await this.#begin(this.#wanted);
        else if (this.shown.run.state === 'going' && !this.#stopping) await this.#advance();
        else break;
      }
      this.stopped = this.shown.run.state === 'going';
    } catch (error) {
      this.#wanted = undefined;
      this.#fail(error);
    }
  }

  async #begin(wanted: Wanted): Promise<void> {
    this.#wanted = undefined;
    const { spec } = this;
    const { sheet } = this.work;
    let run = await this.#link.begin((api) =>
      wanted.paced ? api.begin(spec, wanted.tame) : api.solve(spec, wanted.tame, SLICE),
    );
    // What is on screen stays until the worker has it, too.
    while (wanted.again && run.state === 'going' && !this.#wanted) {
      const further = await this.#link.held((api) => api.advance(spec.steps, SLICE));
      if (!further) break;
      run = further;
    }
    this.running = wanted.paced ? 'paced' : 'full';
    this.#pace = { begun: performance.now(), from: 0 };
    this.measured = true;
    if (!wanted.again) this.scrubbed = this.looked = undefined;
    this.shown = { run, spec, sheet };
    this.stale = this.#wanted !== undefined;
  }

  async #advance(): Promise<void> {
    await nextFrame();
    if (this.#wanted || this.#stopping) return;
    const { spec } = this.shown;
    const { begun, from } = this.#pace;
    const to = this.running === 'paced' ? paced(from, spec.steps, performance.now() - begun) : spec.steps;
    const run = await this.#link.held((api) => api.advance(to, SLICE));
    if (!run) this.#wanted = this.#last;
    else this.shown = { ...this.shown, run };
  }

  #fail(error: unknown): void {
    const problem = problemOf(error);
    if (problem) this.failure = problem.message;
  }
}
