import type { Remote } from 'comlink';
import { isInvalidInput } from '../../../engine/errors.ts';
import { problemOf } from '../../../lib/problem.ts';
import type { WorkerClient } from '../../../lib/worker-client.ts';
import type { OwnRatingsApi } from './own-ratings.worker.ts';
import type { Choices, Item, Look, Progress, Run, RunSettings, Shown, Source } from './views.ts';

/** What the worker is busy with. */
export type Task = 'read' | 'train' | 'ask';

type Api = Remote<OwnRatingsApi>;

/** The lab's work, without its looks: one thing at a time, in the worker; what is asked for anew stops what goes on. */
export class Lab {
  shown = $state.raw() as Shown;
  /** How the reader's own file is laid out, once one was given. */
  look = $state.raw<Look>();
  task = $state<Task>();
  progress = $state.raw<Progress>();
  /** What is wrong with the file, with the settings, with the file of titles: to be shown beside each. */
  dataProblem = $state('');
  runProblem = $state('');
  titlesProblem = $state('');
  /** How many items the titles name. */
  titled = $state(0);
  /** What is wrong with the lab, to be tried again. */
  failure = $state('');

  readonly #served: Shown;
  readonly #spawn: () => Worker;
  /** Loaded with the first work, so that a page that is only read goes without. */
  #client: WorkerClient<OwnRatingsApi> | undefined;
  /** The workers, by their number, that hold the ratings and the run of `shown`. */
  #holders = { data: 0, run: 0 };
  #titles: File | undefined;
  /** Who and what was asked about last, of the ratings at hand. */
  #asked: { item?: string; person?: string } = {};
  #stop = new AbortController();
  #turn = 0;
  #resets = 0;
  #again: (() => void) | undefined;

  constructor(served: Shown, spawn: () => Worker) {
    this.#served = served;
    this.shown = served;
    this.#spawn = spawn;
  }

  /** Reads ratings. */
  open(source: Source, choices: Choices): void {
    this.dataProblem = this.runProblem = '';
    this.#again = () => this.open(source, choices);
    void this.#work('read', async (api, stop) => {
      const stands = this.#standing();
      const own = source.kind === 'file' || source.kind === 'text';
      try {
        if (own) {
          const look = await api.look(source, choices);
          if (!stands()) return;
          this.look = look;
          this.dataProblem = look.problem ?? '';
          if (this.dataProblem) return;
        }
        const opened = await this.#follow(api, stop, () => api.open(source, choices));
        if (!stands()) return;
        if (!opened) {
          // Told only where the reader stopped it, and not another file.
          if (stop === this.#stop.signal)
            this.dataProblem =
              'Reading was stopped, so the ratings below are still those from before. Choose the file again to read it.';
          return;
        }
        this.#holders = { data: this.#client?.starts ?? 0, run: 0 };
        this.#titles = undefined;
        this.titled = 0;
        this.#asked = {};
        this.shown = { source, choices, opened, run: undefined, neighbours: undefined, picks: undefined };
      } catch (error) {
        if (!isInvalidInput(error)) throw error;
        if (stands()) this.dataProblem = error.message;
      }
    });
  }

  /** Lets go of a file that was refused. */
  dismiss(): void {
    this.dataProblem = '';
    this.look = undefined;
  }

  /** Starts a run of the ratings at hand. */
  factorize(settings: RunSettings): void {
    this.#again = () => this.factorize(settings);
    this.#train(async (api, stands) => {
      const run = await api.begin(settings);
      if (!stands()) return;
      this.shown = { ...this.shown, run, neighbours: undefined, picks: undefined };
      this.#holders.run = this.#holders.data;
    }, settings);
  }

  /** Takes a run further. */
  goOn(): void {
    const { run } = this.shown;
    if (!run) return;
    this.#again = () => this.goOn();
    this.#train((api) => this.#restoreRun(api), run.settings);
  }

  /** Stops what runs; what was reached is kept. */
  stop(): void {
    this.#stop.abort();
  }

  /** Back to what the page was served with. */
  reset(): void {
    this.stop();
    this.#resets++;
    this.#turn++;
    this.task = this.progress = undefined;
    this.dismiss();
    this.failure = this.runProblem = this.titlesProblem = '';
    this.titled = 0;
    this.#asked = {};
    this.#holders = { data: 0, run: 0 };
    this.shown = this.#served;
  }

  /** Tries again what failed. */
  retry(): void {
    this.failure = '';
    this.#client?.stop(); // one whose module did not come would fail again
    this.#again?.();
  }

  /** Shows titles in place of the items' ids. */
  takeTitles(file: File): void {
    this.titlesProblem = '';
    this.#again = () => this.takeTitles(file);
    void this.#work('ask', async (api) => {
      const stands = this.#standing();
      try {
        await this.#restoreData(api);
        const titled = await api.takeTitles(file);
        if (!stands()) return;
        this.titled = titled;
        this.#titles = file;
        if (this.shown.run?.best) await this.#askFirst(api, stands);
      } catch (error) {
        if (!isInvalidInput(error)) throw error;
        if (stands()) this.titlesProblem = error.message;
      }
    });
  }

  /** Neighbours of an item, or predictions for a person. Rejects with an `InvalidInputError` for a name that is none. */
  async ask(what: 'neighbours' | 'picks', name: string): Promise<void> {
    const shown = this.shown;
    const found = await this.query(
      async (api): Promise<Partial<Shown>> =>
        what === 'neighbours' ? { neighbours: await api.neighbours(name) } : { picks: await api.picks(name) },
    );
    this.#asked = { ...this.#asked, [what === 'neighbours' ? 'item' : 'person']: name };
    if (this.shown.run === shown.run) this.shown = { ...this.shown, ...found };
  }

  suggest(side: 'person' | 'item', text: string): Promise<string[]> {
    return this.query((api) => api.suggest(side, text));
  }

  newcomer(given: { item: string; rating: number }[]): Promise<Item[]> {
    return this.query((api) => api.newcomer(given));
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

  #train(
    begin: (api: Api, stands: () => boolean) => Promise<void>,
    { method, sweeps, steps }: RunSettings,
  ): void {
    this.runProblem = '';
    void this.#work('train', async (api, stop) => {
      const stands = this.#standing();
      try {
        await this.#restoreData(api);
        if (stands()) await begin(api, stands);
        if (!stands()) return;
        await api.prepare(method === 'als' ? sweeps : steps);
        const { followRun } = await import('../../../lib/run-loop.ts');
        const show = (run: Run | undefined) => {
          if (run && stands()) this.shown = { ...this.shown, run };
        };
        const loop = { go: () => api.go(), latest: () => api.latest(), pause: () => api.pause() };
        await followRun<Run>(loop, ({ step }) => show(step), stop);
        if (stands() && this.shown.run?.best) await this.#askFirst(api, stands);
      } catch (error) {
        const told = error instanceof Error && /^(InvalidInput|NotCompiled)Error$/.test(error.name);
        if (!told) throw error;
        if (stands()) this.runProblem = error.message;
      }
    });
  }

  /** Whether nothing has been reset since: work that goes on meanwhile must not bring back what was shown. */
  #standing(): () => boolean {
    const at = this.#resets;
    return () => at === this.#resets;
  }

  /** What the factors say of those that were asked about last, or else of the first. */
  async #askFirst(api: Api, stands: () => boolean): Promise<void> {
    const { item, person } = { ...(await api.first()), ...this.#asked };
    const [neighbours, picks] = [await api.neighbours(item), await api.picks(person)];
    if (stands()) this.shown = { ...this.shown, neighbours, picks };
  }

  /** Gives the worker the ratings shown, where it has lost them, or never had them. */
  async #restoreData(api: Api): Promise<void> {
    const starts = this.#client?.starts ?? 0;
    if (this.#holders.data === starts) return;
    const { source, choices } = this.shown;
    const stands = this.#standing();
    if (!(await api.open(source, choices))) throw new Error('The ratings could not be read again.');
    if (!stands()) return;
    this.#holders = { data: starts, run: 0 };
    if (this.#titles) await api.takeTitles(this.#titles);
  }

  /** The same for the run: it is repeated, step by step, to where it stood. */
  async #restoreRun(api: Api): Promise<void> {
    await this.#restoreData(api);
    const { run } = this.shown;
    if (!run || this.#holders.run === this.#holders.data) return;
    await api.begin(run.settings);
    await api.prepare(run.step);
    await api.go();
    this.#holders.run = this.#holders.data;
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
    this.#stop.abort();
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    const turn = ++this.#turn;
    this.task = task;
    this.failure = '';
    this.progress = undefined;
    try {
      const client = await this.#connect();
      await client.run(async (api) => {
        if (!signal.aborted) await job(api, signal);
      }, new AbortController().signal);
    } catch (error) {
      const problem = problemOf(error);
      if (problem) this.failure = problem.message;
    } finally {
      if (turn === this.#turn) this.task = this.progress = undefined;
    }
  }

  async #connect(): Promise<WorkerClient<OwnRatingsApi>> {
    const { WorkerClient } = await import('../../../lib/worker-client.ts');
    this.#client ??= new WorkerClient<OwnRatingsApi>(this.#spawn);
    return this.#client;
  }
}
