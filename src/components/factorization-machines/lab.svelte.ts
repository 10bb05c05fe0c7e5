import type { Remote } from 'comlink';
import { HeldWorker } from '../../lib/held-worker.ts';
import { problemOf } from '../../lib/problem.ts';
import { followRun } from '../../lib/run-loop.ts';
import type { FactorizationMachinesApi } from './factorization-machines.worker.ts';
import {
  type Computer,
  type Cure,
  MOST_EPOCHS,
  MOST_SEED,
  type Point,
  type RunView,
  type Served,
  type Spec,
  sameSpec,
  USUAL,
} from './views.ts';

type Api = Remote<FactorizationMachinesApi>;

/** A run, and what it was asked to do. */
export interface Shown {
  run: RunView;
  spec: Spec;
}

/** The lab's work, without its looks: the knobs, and the run they lead to, which is in the worker and followed frame by frame. */
export class Lab {
  knobs = $state.raw<Spec>(USUAL);
  shown = $state.raw() as Shown;
  running = $state(false);
  /** Who is to compute, while it is on its way. */
  loading = $state<Computer>();
  /** Whether the run was made on this device. */
  measured = $state(false);
  /** Whether the run was taken up again on its way, with an optimizer that knew nothing of before. */
  resumed = $state(false);
  /** The epoch looked back at, and both models there. */
  scrubbed = $state<number>();
  looked = $state.raw<Point>();
  /** What is wrong with the lab, to be tried again. */
  failure = $state('');

  readonly #link: HeldWorker<FactorizationMachinesApi>;
  #stop = new AbortController();
  #again = () => {};
  /** Whether the worker holds the run as it is shown, and not one that was made anew by typed arrays. */
  #asShown = false;
  /** The worker while it is at a run, which can be asked between two slices of work. */
  #busy: Api | undefined;

  constructor({ run }: Served, spawn: () => Worker) {
    this.shown = { run, spec: USUAL };
    this.#link = new HeldWorker(spawn);
  }

  /** Whether a setting has changed since the run shown. */
  get stale(): boolean {
    return !sameSpec(this.knobs, this.shown.spec);
  }

  /** Whether the run shown came to a stop before its end. */
  get stopped(): boolean {
    return !this.running && this.shown.run.state === 'going';
  }

  /** Whether the run shown can be gone on with by the knobs as they stand. */
  get canGoOn(): boolean {
    const { k, seed } = this.shown.spec;
    return this.shown.run.state !== 'diverged' && this.knobs.k === k && this.knobs.seed === seed;
  }

  /** The epoch that a run goes on to: the one set, or twice as far where it is there already. */
  get goal(): number {
    const { epoch } = this.shown.run;
    return Math.min(MOST_EPOCHS, this.knobs.epochs > epoch ? this.knobs.epochs : 2 * epoch);
  }

  /** Both models on screen: those looked back at, or the newest. */
  get point(): Point {
    return this.scrubbed === undefined ? this.shown.run.point : (this.looked ?? this.shown.run.point);
  }

  set(knobs: Partial<Spec>): void {
    this.knobs = { ...this.knobs, ...knobs };
  }

  /** Trains from the seed. */
  start(): Promise<void> {
    const spec = this.knobs;
    const begin = (api: Api) => {
      this.resumed = false;
      return api.begin(spec);
    };
    return this.#run(() => this.start(), spec, begin, true);
  }

  /** From the next seed. */
  another(): Promise<void> {
    this.set({ seed: (this.knobs.seed % MOST_SEED) + 1 });
    return this.start();
  }

  /** Goes on from where the run stands, with the knobs as they stand. */
  async goOn(): Promise<void> {
    const { spec } = this.shown;
    const next = { ...this.knobs, epochs: this.goal };
    const same = sameSpec(next, { ...spec, epochs: next.epochs });
    this.knobs = next;
    await this.#run(
      () => this.goOn(),
      next,
      (api) => (same && this.#asShown ? api.extend(next.epochs) : this.#resume(api, next)),
    );
  }

  /** Goes back to an epoch, and on from there with another learning rate. */
  restore({ epoch, rate }: Cure): Promise<void> {
    const { spec } = this.shown;
    const next = { ...spec, rate };
    this.knobs = next;
    return this.#run(
      () => this.restore({ epoch, rate }),
      next,
      (api) => this.#resume(api, next, epoch),
    );
  }

  /** Stops what runs; what was reached stays. */
  stop(): void {
    this.#stop.abort();
  }

  /** Looks back at an epoch of the run, or at its newest. */
  async look(epoch: number | undefined): Promise<void> {
    this.scrubbed = epoch;
    if (epoch === undefined) {
      this.looked = undefined;
      return;
    }
    try {
      const looked = await this.ask((api) => api.at(epoch));
      if (this.scrubbed === epoch) this.looked = looked;
    } catch (error) {
      this.#fail(error, () => this.look(epoch));
    }
  }

  /** A call on the run that is shown, which is made once more where no worker holds it. */
  async ask<T>(job: (api: Api) => Promise<T>): Promise<T> {
    if (this.#busy) return job(this.#busy);
    const answered = await this.#link.held(async (api) => ({ answer: await job(api) }));
    if (answered) return answered.answer;
    return this.#link.begin(async (api) => {
      await this.#rerun(api);
      return job(api);
    });
  }

  /** Tries again what failed. */
  retry(): void {
    this.failure = '';
    this.#again();
  }

  /** Shows again what the page was served with. */
  reset({ run }: Served): void {
    this.stop();
    this.#stop = new AbortController();
    this.failure = '';
    this.scrubbed = this.looked = undefined;
    this.running = this.measured = this.resumed = false;
    this.loading = undefined;
    this.#link.close(); // what it holds is of another run
    this.knobs = USUAL;
    this.shown = { run, spec: USUAL };
  }

  /** Ends the worker. */
  close(): void {
    this.#link.close();
  }

  #resume(api: Api, spec: Spec, epoch?: number): Promise<RunView> {
    this.resumed = true;
    return api.resume(spec, epoch);
  }

  /** Makes the run shown once more, in a worker that knows nothing of it: by typed arrays, in a moment. */
  async #rerun(api: Api): Promise<void> {
    const { spec, run } = this.shown;
    await api.begin({ ...spec, epochs: run.epoch, computer: 'arrays' });
    await api.go();
    this.#asShown = false;
  }

  async #run(
    again: () => void,
    spec: Spec,
    begin: (api: Api) => Promise<RunView>,
    anew = false,
  ): Promise<void> {
    if (this.running) return;
    this.running = true;
    this.loading = spec.computer;
    this.failure = '';
    this.scrubbed = this.looked = undefined;
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    const current = () => signal === this.#stop.signal;
    const show = (run: RunView | undefined) => {
      if (run && current()) this.shown = { run, spec };
    };
    try {
      const held = await this.#link.held(async () => true);
      await this.#link.begin(async (api) => {
        if (!held && !anew) await this.#rerun(api);
        show(await begin(api));
        this.loading = undefined;
        this.measured = this.#asShown = true;
        this.#busy = api;
        await followRun<RunView>(api, ({ step }) => show(step), signal);
      });
    } catch (error) {
      this.#asShown = false;
      if (current()) this.#fail(error, again);
    } finally {
      this.#busy = undefined;
      if (current()) {
        this.running = false;
        this.loading = undefined;
      }
    }
  }

  #fail(error: unknown, again: () => void): void {
    const problem = problemOf(error);
    if (!problem) return;
    this.failure = problem.message;
    this.#again = again;
  }
}
