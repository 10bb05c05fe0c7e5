import { type Problem, problemOf } from '../../lib/problem.ts';
import type { Computer } from './computers.ts';
import { type Cost, Costs } from './costs.svelte.ts';
import { Models } from './models/models.svelte.ts';
import { Pictures } from './pictures.svelte.ts';
import { Replay } from './replay.svelte.ts';
import type { Refused } from './session.ts';
import { nameOfSpec, type Shown, type Spec, sameSpec } from './spec.ts';
import {
  type Choices,
  type Opened,
  type Picture,
  type Served,
  type Source,
  type Told,
  USUAL,
} from './views.ts';
import { type Api, WorkerRun } from './worker-run.svelte.ts';

/** The lab's work, without its looks: pictures, settings and a network, and the picture that they lead to, step by step. */
export class Lab {
  readonly models: Models;
  readonly pictures: Pictures;
  readonly replay = new Replay();
  choices = $state.raw<Choices>(USUAL);
  /** Who is to compute; undefined: the faster one. */
  by: Computer | undefined;
  shown = $state.raw() as Shown;
  /** The result before this one, to be compared with. */
  previous = $state.raw<Shown>();
  /** The network and the pictures are on their way. */
  loading = $state(false);
  /** Another part of the lab has the worker. */
  occupied = $state(false);
  /** Whether the run was made on this device. */
  measured = $state(false);
  /** The step looked back at. */
  scrubbed = $state<number>();
  /** Why the size is too large, and one that is not. */
  oversized = $state.raw<Refused>();
  /** What is wrong with the lab, perhaps to be tried again. */
  failure = $state.raw<Problem>();

  readonly #served: Served;
  readonly #worker: WorkerRun;
  readonly #costs = new Costs();
  #again = () => {};

  constructor(served: Served, spawn: () => Worker) {
    this.#served = served;
    this.#worker = new WorkerRun(spawn);
    this.models = new Models({ call: (job) => this.#worker.call(job) });
    this.pictures = new Pictures((source) => this.#open(source));
    this.#costs.learnMemory(this.models.model, served.memory);
    this.shown = this.#first();
  }

  get running(): boolean {
    return this.#worker.running;
  }

  /** What a run started now would be of. */
  get spec(): Spec {
    const { model, depth } = this.models;
    const { content, styles } = this.pictures;
    return { content, styles, choices: this.choices, model, depth: JSON.stringify(depth) };
  }

  /** Whether a picture or a setting has changed since the result shown. */
  get stale(): boolean {
    const { spec, shown, measured } = this;
    // What the page was served with is small, whatever size is set.
    const choices = measured ? spec.choices : { ...spec.choices, size: shown.spec.choices.size };
    return !sameSpec({ ...spec, choices }, shown.spec);
  }

  /** Whether the run shown came to a stop before its end. */
  get stopped(): boolean {
    return !this.running && this.measured && this.shown.run?.state === 'going';
  }

  /** What a run started now would cost. */
  get cost(): Cost {
    return this.#costs.of(this.models.model, this.pictures.content.opened ?? this.shown, this.choices);
  }

  /** The pictures and settings as they stand, named: another text for others. */
  get named(): string {
    return nameOfSpec(this.spec);
  }

  set(choices: Partial<Choices>): void {
    this.choices = { ...this.choices, ...choices };
    this.oversized = undefined;
  }

  /** Another photo, of which nothing is made yet. */
  async pickContent(source: Source): Promise<void> {
    this.stop();
    try {
      const opened = await this.pictures.pickContent(source);
      if (!opened) return;
      this.stop(); // what was started while it was opened is of the one before
      this.#remember();
      this.replay.clear();
      this.scrubbed = undefined;
      this.measured = false;
      this.shown = { spec: this.spec, width: opened.width, height: opened.height };
    } catch (error) {
      this.#fail(error, () => this.pickContent(source));
    }
  }

  async pickStyle(at: number, source: Source): Promise<void> {
    try {
      await this.pictures.pickStyle(at, source);
    } catch (error) {
      this.#fail(error, () => this.pickStyle(at, source));
    }
  }

  /** Makes the picture from its start on. */
  start(): Promise<void> {
    let { spec } = this;
    const begin = (api: Api, signal: AbortSignal) => {
      spec = this.spec; // as it is by now: the worker may have been at something else
      return this.#begin(api, signal, spec);
    };
    return this.#run(
      () => this.start(),
      () => this.#worker.start(begin, (told) => this.#showing(spec)(told)),
    );
  }

  /** Goes on from where the run was stopped, or `steps` beyond its end; from its start, where it was lost with its worker. */
  async goOn(steps = 0): Promise<void> {
    const { spec } = this.shown;
    let kept = true;
    await this.#run(
      () => this.start(),
      async () => {
        kept = await this.#worker.goOn(spec, steps, this.#showing(spec));
      },
    );
    if (!kept) await this.start();
  }

  /** Stops what runs or loads; what was reached stays. */
  stop(): void {
    this.#worker.stop();
  }

  /** Looks back at a step, or at the newest. */
  look(step: number | undefined): void {
    this.scrubbed = step;
  }

  /** Tries again what failed. */
  retry(): void {
    this.failure = undefined;
    this.#again();
  }

  /** Shows again what the page was served with; `size` is the one to start with. */
  reset(size: number): void {
    this.#worker.reset();
    this.failure = undefined;
    this.loading = this.measured = false;
    this.scrubbed = this.oversized = this.previous = undefined;
    this.replay.clear();
    this.pictures.reset();
    this.models.reset();
    this.choices = { ...USUAL, size };
    this.shown = this.#first();
  }

  /** Gives the worker the pictures and settings as they stand, for runs that another part of the lab leads on. */
  async give(api: Pick<Api, never>): Promise<void> {
    this.#worker.lend(api as Api);
    await this.#give(api as Api, this.spec);
  }

  /** Another part has the worker, or has it no longer. */
  occupy(on: boolean): void {
    this.occupied = on;
    if (!on) this.#worker.lend(undefined);
  }

  /** Ends the worker. */
  close(): void {
    this.#worker.close();
  }

  async #run(again: () => void, work: () => Promise<void>): Promise<void> {
    if (this.running) return;
    this.failure = undefined;
    this.oversized = this.scrubbed = undefined;
    try {
      await work();
    } catch (error) {
      this.#fail(error, again);
    }
  }

  /** The spec names the run; what is changed while the network is on its way belongs to the next. */
  async #begin(api: Api, signal: AbortSignal, spec: Spec): Promise<Spec | undefined> {
    const { depth } = this.models;
    this.loading = true;
    try {
      await this.models.ensure(api, signal);
      signal.throwIfAborted();
      await this.#give(api, spec);
      signal.throwIfAborted();
      const begun = await api.begin(depth);
      signal.throwIfAborted();
      if ('refused' in begun) {
        this.oversized = begun;
        return undefined;
      }
      this.#remember();
      this.replay.clear();
      const { opened } = spec.content;
      if (opened && spec.choices.start === 'content') this.#keep({ step: 0, ...opened });
      this.measured = true;
      this.#showing(spec)(begun);
      this.#costs.learnMemory(spec.model, await api.memory());
      return spec;
    } finally {
      this.loading = false;
    }
  }

  async #give(api: Api, spec: Spec): Promise<void> {
    const { content, styles } = await this.pictures.ready(spec);
    const raster = ({ width, height, rgba }: Opened) => ({ width, height, rgba });
    await api.prepare({
      content: raster(content),
      styles: styles.map(({ picture, weight }) => ({ picture: raster(picture), weight })),
      choices: spec.choices,
      by: this.by,
    });
  }

  #showing(spec: Spec): (told: Told) => void {
    return ({ run, picture }) => {
      if (spec.content !== this.pictures.content) return; // stopped, since there is another photo
      const { width, height } = run.levels[run.levels.length - 1];
      const before = this.shown.spec === spec ? this.shown.picture : undefined;
      const drawn = picture ? new ImageData(picture.rgba, picture.width, picture.height) : before;
      this.shown = { spec, run, width, height, picture: drawn };
      this.#costs.learn(spec.model, run);
      if (picture) this.#keep(picture, run.state === 'ended');
    };
  }

  /** A browser without room for it has no replay. */
  #keep(picture: Picture, always = false): void {
    void this.replay.keep(picture, always).catch(() => {});
  }

  #remember(): void {
    if (this.shown.picture) this.previous = this.shown;
  }

  #first(): Shown {
    const { run, width, height } = this.#served;
    return { spec: this.spec, run, width, height };
  }

  async #open(source: Source): Promise<Opened> {
    const { openSource } = await import('./open-source.ts');
    return this.#worker.ask((api) => openSource(source, api));
  }

  #fail(error: unknown, again: () => void): void {
    const problem = problemOf(error);
    if (!problem) return;
    if (problem.message === this.models.problem) return; // told beside the button
    this.failure = problem;
    this.#again = again;
  }
}
