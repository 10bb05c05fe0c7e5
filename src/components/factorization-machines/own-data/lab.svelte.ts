import type { Remote } from 'comlink';
import { isInvalidInput } from '../../../engine/errors.ts';
import { problemOf } from '../../../lib/problem.ts';
import type { WorkerClient } from '../../../lib/worker-client.ts';
import type { OwnDataApi } from './own-data.worker.ts';
import type {
  Choices,
  EncodingChoices,
  Look,
  Opening,
  Progress,
  Run,
  RunSettings,
  Shown,
  Source,
} from './views.ts';

/** What the worker is busy with. */
export type Task = 'read' | 'train';

type Api = Remote<OwnDataApi>;

/** The lab's work, without its looks: one thing at a time, in the worker; what is asked for anew stops what goes on. */
export class Lab {
  shown = $state.raw() as Shown;
  /** How the rows that were opened last are laid out, whether or not they could be used. */
  look = $state.raw<Look>();
  task = $state<Task>();
  progress = $state.raw<Progress>();
  /** What is wrong with the file, with roles and encoding, with the settings, with the file of weights: to be shown beside each. */
  dataProblem = $state('');
  encodingProblem = $state('');
  runProblem = $state('');
  weightsProblem = $state('');
  /** Weights that the next run begins with. */
  weights = $state.raw<{ file: File; d: number; k: number }>();
  /** What is wrong with the lab, to be tried again. */
  failure = $state('');

  readonly #served: Shown;
  readonly #spawn: () => Worker;
  /** Loaded with the first work, so that a page that is only read goes without. */
  #client: WorkerClient<OwnDataApi> | undefined;
  /** The workers, by their number, that hold the rows and the run of `shown`. */
  #holders = { data: 0, run: 0 };
  /** What was opened last. */
  #opening: Opening;
  /** The weights that the run shown began with. */
  #begunWith: File | undefined;
  #stop = new AbortController();
  #turn = 0;
  #again: (() => void) | undefined;

  constructor(served: Shown, spawn: () => Worker) {
    this.#served = served;
    this.#opening = served.opening;
    this.shown = served;
    this.#spawn = spawn;
  }

  /** Reads rows, and encodes them. */
  open(source: Source, choices: Choices, encoding: EncodingChoices): void {
    this.#opening = { key: this.#opening.key + 1, source, choices };
    this.#prepare(this.#opening, encoding);
  }

  /** Encodes the rows opened last anew. */
  encode(encoding: EncodingChoices): void {
    this.#prepare(this.#opening, encoding);
  }

  /** Finds how the rows at hand are laid out, where that is not known yet. */
  lookAgain(): void {
    if (this.look) return;
    this.#again = () => this.lookAgain();
    void this.#ask(async (api) => {
      const opening = this.#opening;
      const look = await api.look(opening);
      if (opening === this.#opening) this.look = look;
      else if (this.task !== 'read') this.lookAgain(); // a reset came between; what is being read is looked at anyhow
    });
  }

  /** Lets go of a file that was refused or is being read, and of what was opened behind what is shown. */
  dismiss(): void {
    if (this.task === 'read') this.#overtake();
    this.dataProblem = this.encodingProblem = this.runProblem = this.weightsProblem = '';
    this.look = undefined;
    this.weights = undefined;
  }

  /** Starts a run of the rows at hand, from the weights of a file where one is given. */
  train(settings: RunSettings, weights: File | undefined): void {
    this.#again = () => this.train(settings, weights);
    this.#run(async (api, stands) => {
      // Weights that fitted the rows when they were chosen may not fit those of now.
      if (weights && !(await this.#fitting(api, weights))) return false;
      const run = await api.begin({ settings, ...(weights && { weights }) });
      if (!stands()) return false;
      this.#begunWith = weights;
      this.shown = { ...this.shown, run, results: undefined };
      this.#holders.run = this.#holders.data;
      return true;
    }, settings.epochs);
  }

  /** Looks at a file of weights to begin with; undefined is none. */
  takeWeights(file: File | undefined): void {
    this.weightsProblem = '';
    this.weights = undefined;
    if (!file) return;
    this.#again = () => this.takeWeights(file);
    void this.#ask(async (api) => {
      await this.#restoreData(api);
      const shape = await this.#fitting(api, file);
      if (shape) this.weights = { file, ...shape };
    });
  }

  /** The shape of weights, if they fit the rows; else it is told why not. */
  async #fitting(api: Api, file: File): Promise<{ d: number; k: number } | undefined> {
    try {
      return await api.weightsShape(file);
    } catch (error) {
      if (!isInvalidInput(error)) throw error;
      this.weightsProblem = error.message;
      return undefined;
    }
  }

  /** Takes a run further, by so many epochs. */
  goOn(epochs: number): void {
    if (!this.shown.run) return;
    this.#again = () => this.goOn(epochs);
    this.#run(async (api) => {
      await this.#restoreRun(api);
      return true;
    }, epochs);
  }

  /** Stops what runs; what was reached is kept. */
  stop(): void {
    this.#stop.abort();
  }

  /** Back to what the page was served with. */
  reset(): void {
    this.#overtake();
    this.dismiss();
    this.failure = '';
    this.#holders = { data: 0, run: 0 };
    // Its rows are to be read anew: what the worker holds by this key may be others.
    this.#opening = { ...this.#served.opening, key: this.#opening.key + 1 };
    this.shown = { ...this.#served, opening: this.#opening };
  }

  /** Tries again what failed. */
  retry(): void {
    this.failure = '';
    this.#client?.stop(); // one whose module did not come would fail again
    this.#again?.();
  }

  /** Makes something of the run shown, in the worker that holds it, or holds it again. */
  async query<T>(job: (api: Api) => Promise<T>): Promise<T> {
    const client = await this.#connect();
    return client.run(async (api) => {
      await this.#restoreRun(api);
      return job(api);
    }, new AbortController().signal);
  }

  /** Ends the worker. */
  close(): void {
    this.#client?.stop();
  }

  #prepare(opening: Opening, encoding: EncodingChoices): void {
    this.dataProblem = this.encodingProblem = this.runProblem = this.weightsProblem = '';
    this.#again = () => this.#prepare(opening, encoding);
    void this.#work('read', async (api, stop) => {
      const stands = this.#standing();
      // What was overtaken by another file, or a reset, has nothing more to tell.
      const wanted = () => stop === this.#stop.signal;
      try {
        const look = await api.look(opening);
        if (!wanted()) return;
        this.look = look;
        this.dataProblem = look.problem ?? '';
        if (this.dataProblem) return;
        if (!(await this.#follow(api, stop, () => api.read(opening)))) {
          if (wanted())
            this.dataProblem =
              'Reading was stopped, so the rows below are still those from before. Choose the file again to read it.';
          return;
        }
      } catch (error) {
        if (!isInvalidInput(error)) throw error;
        if (wanted()) this.dataProblem = error.message;
        return;
      }
      if (!wanted()) return;
      try {
        const opened = await api.encode(encoding);
        if (!stands()) return; // reset: what the worker holds is not what is shown
        this.#holders = { data: this.#client?.starts ?? 0, run: 0 };
        this.shown = { opening, encoding, opened, run: undefined, results: undefined };
      } catch (error) {
        if (!isInvalidInput(error)) throw error;
        if (wanted()) this.encodingProblem = error.message;
      }
    });
  }

  /** `begin` says whether there is something to run; `stands`, whether it is still asked for. */
  #run(begin: (api: Api, stands: () => boolean) => Promise<boolean>, epochs: number): void {
    this.runProblem = this.weightsProblem = '';
    void this.#work('train', async (api, stop) => {
      const stands = this.#standing();
      try {
        await this.#restoreData(api);
        if (!stands() || !(await begin(api, stands))) return;
        await api.prepare(epochs);
        const { followRun } = await import('../../../lib/run-loop.ts');
        const show = (run: Run | undefined) => {
          if (run && stands()) this.shown = { ...this.shown, run };
        };
        const loop = { go: () => api.go(), latest: () => api.latest(), pause: () => api.pause() };
        await followRun<Run>(loop, ({ step }) => show(step), stop);
        const results = await api.results();
        if (stands()) this.shown = { ...this.shown, results };
      } catch (error) {
        if (!isInvalidInput(error)) throw error;
        if (stands()) this.runProblem = error.message;
      }
    });
  }

  /** Gives the worker the rows shown, where it has lost them, or never had them. */
  async #restoreData(api: Api): Promise<void> {
    const starts = this.#client?.starts ?? 0;
    if (this.#holders.data === starts) return;
    const { opening, encoding } = this.shown;
    const stands = this.#standing();
    if (!(await api.read(opening))) throw new Error('The rows could not be read again.');
    await api.encode(encoding);
    if (stands()) this.#holders = { data: starts, run: 0 };
  }

  /** Whether what is shown now is still shown later, and has not been reset: work that goes on meanwhile must not bring its rows back. */
  #standing(): () => boolean {
    const { opening } = this.shown;
    return () => opening === this.shown.opening;
  }

  /** Stops what goes on, which tells nothing more. */
  #overtake(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#turn++;
    this.task = this.progress = undefined;
  }

  /** The same for the run: it is repeated, step by step, to where it stood. */
  async #restoreRun(api: Api): Promise<void> {
    await this.#restoreData(api);
    const { run } = this.shown;
    if (!run || this.#holders.run === this.#holders.data) return;
    await api.begin({ settings: run.settings, ...(this.#begunWith && { weights: this.#begunWith }) });
    await api.prepare(run.epoch);
    await api.go();
    this.#holders.run = this.#holders.data;
  }

  /** Does a small thing, behind what goes on. */
  async #ask(job: (api: Api) => Promise<void>): Promise<void> {
    this.failure = '';
    try {
      const client = await this.#connect();
      await client.run(job, new AbortController().signal);
    } catch (error) {
      this.failure = problemOf(error)?.message ?? '';
    }
  }

  /** Shows how far reading is, and stops it when it is no longer wanted. */
  async #follow<T>(api: Api, stop: AbortSignal, read: () => Promise<T>): Promise<T> {
    const timer = setInterval(async () => {
      if (stop.aborted) await api.cancel();
      else this.progress = await api.progress();
    }, 60);
    try {
      return await read();
    } finally {
      clearInterval(timer);
    }
  }

  async #work(task: Task, job: (api: Api, stop: AbortSignal) => Promise<void>): Promise<void> {
    this.#overtake();
    const { signal } = this.#stop;
    const turn = this.#turn;
    this.task = task;
    this.failure = '';
    try {
      const client = await this.#connect();
      await client.run(async (api) => {
        if (!signal.aborted) await job(api, signal);
      }, new AbortController().signal);
    } catch (error) {
      const problem = problemOf(error);
      if (problem && turn === this.#turn) this.failure = problem.message;
    } finally {
      if (turn === this.#turn) this.task = this.progress = undefined;
    }
  }

  async #connect(): Promise<WorkerClient<OwnDataApi>> {
    const { WorkerClient } = await import('../../../lib/worker-client.ts');
    this.#client ??= new WorkerClient<OwnDataApi>(this.#spawn);
    return this.#client;
  }
}
