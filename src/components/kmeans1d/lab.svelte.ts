import type { Remote } from 'comlink';
import { isInvalidInput } from '../../engine/errors.ts';
import { problemOf } from '../../lib/problem.ts';
import type { WorkerClient } from '../../lib/worker-client.ts';
import { elbowLength, isCostly, STARTS } from './effort.ts';
import type { Kmeans1dApi } from './kmeans1d.worker.ts';
import type { Choices, LloydRuns, Opened, Progress, Shown, Solution, Source, StartKind } from './views.ts';
import { badCellsSentence } from './words.ts';

/** What the worker is busy with. */
export type Task = 'read' | 'solve' | 'elbow' | 'lloyd';

interface Wanted {
  source: Source;
  choices: Choices;
  k: number;
  /** It is what the figures show already, and was lost with its worker. */
  again?: true;
}

/** Milliseconds that a slice of background work may take, so that a moved slider never waits for longer. */
const SLICE = 12;
/** Milliseconds that k must rest before random starts are run for it. */
const REST = 250;
/** Milliseconds that the worker has to heed a stop before it is ended. */
const GRACE = 1000;

/**
 * The lab's work, without its looks. Whatever is asked for is noted down, and one loop works it off, the most urgent
 * first and only in its newest version: reading numbers, solving for k, the elbow curve, random starts.
 */
export class Lab {
  shown = $state.raw() as Shown;
  /** The k asked for; `shown.solution.k` follows it. */
  k = $state(1);
  /** Seed and kind of the random starts of Lloyd's algorithm. */
  seed = $state(1);
  startKind = $state<StartKind>('random');
  /** The source last read, where that left something to settle: its columns, its bad cells. */
  opened = $state.raw<Opened & { source: Source }>();
  task = $state<Task>();
  progress = $state.raw<Progress>();
  /** Stopped by the reader, with something left to do. */
  stopped = $state(false);
  /** Whether the times shown were taken on this device. */
  measured = $state(false);
  /** What is wrong with the numbers, to be shown beside them. */
  dataProblem = $state('');
  /** What is wrong with the lab, to be tried again. */
  failure = $state('');

  readonly #spawn: () => Worker;
  /** Loaded with the first work, so that a page that is only read goes without. */
  #client: WorkerClient<Kmeans1dApi> | undefined;
  #wanted: Wanted | undefined;
  #wantedK: number | undefined;
  #lastWanted: Wanted | undefined;
  /** What is being read, and what was being read when the reader stopped it. */
  #reading: Wanted | undefined;
  #halted: Wanted | undefined;
  #accept = false;
  /** The reader asked for random starts, however long they take. */
  #compare = false;
  #stopping = false;
  #restUntil = 0;
  /** The worker, by its number, that holds the values of `shown`. */
  #holder = 0;
  #working: Promise<void> | undefined;

  constructor(shown: Shown, spawn: () => Worker) {
    this.shown = shown;
    this.k = shown.solution.k;
    this.seed = shown.lloyd.seed;
    this.startKind = shown.lloyd.kind;
    this.#spawn = spawn;
  }

  /** Gets the worker going with what is shown. */
  warm(): void {
    if (this.#holder > 0 || this.#working || this.failure) return;
    this.#wanted = { source: this.shown.source, choices: this.shown.choices, k: this.k, again: true };
    this.#ask();
  }

  /** Reads other numbers, and clusters them into k. */
  open(source: Source, choices: Choices, k: number): void {
    this.#wanted = this.#lastWanted = { source, choices, k };
    this.#wantedK = undefined;
    this.k = k;
    this.dataProblem = '';
    this.#ask();
  }

  /** Goes on with the good numbers of a source that has bad cells. */
  skipBadCells(): void {
    this.#accept = true;
    this.dataProblem = '';
    this.#ask();
  }

  /** Lets go of a source that was refused or waits for a word; the figures stay as they are. */
  dismiss(): void {
    this.dataProblem = '';
    this.opened = undefined;
  }

  setK(k: number): void {
    this.k = k;
    this.#compare = false;
    if (this.#wanted) this.#wanted = { ...this.#wanted, k };
    else this.#wantedK = k;
    this.#ask();
  }

  /** Runs other random starts. */
  setStarts(seed: number, kind: StartKind): void {
    this.seed = seed;
    this.startKind = kind;
    this.#compare = true;
    this.#ask();
  }

  /** Stops what runs. Figures keep what they have; `goOn` takes up the rest. */
  stop(): void {
    if (!this.#working) return;
    this.#stopping = this.stopped = true;
    this.#halted = this.#wanted ?? this.#reading;
    this.#wanted = this.#wantedK = undefined;
    const working = this.#working;
    setTimeout(() => this.#working === working && this.#stopping && this.#client?.stop(), GRACE);
  }

  goOn(): void {
    this.#wanted = this.#halted;
    if (!this.#wanted && this.k !== this.shown.solution.k) this.#wantedK = this.k;
    this.#ask();
  }

  /** Tries again what failed. */
  retry(): void {
    const { source, choices } = this.shown;
    this.#wanted ??= this.#lastWanted ?? { source, choices, k: this.k, again: true };
    this.#ask();
  }

  /** Ends the worker. */
  close(): void {
    this.#client?.stop();
  }

  /** Makes something of the values shown, in the worker that holds them; for downloads. */
  async make<T>(job: (api: Remote<Kmeans1dApi>) => Promise<T>): Promise<T> {
    for (let tries = 0; tries < 3; tries++) {
      const made = await this.#withValues(job);
      if (made) return made.result;
      this.#ask();
      await this.#working;
    }
    throw new Error('The numbers could not be read again.');
  }

  #ask(): void {
    this.stopped = this.#stopping = false;
    this.#halted = undefined;
    this.failure = '';
    this.#working ??= this.#work().finally(() => {
      this.#working = this.task = undefined;
      this.#stopping = false;
    });
  }

  async #work(): Promise<void> {
    try {
      for (;;) {
        if (this.#wanted || this.#accept) await this.#read();
        else if (this.#wantedK !== undefined) await this.#solve(this.#wantedK);
        else if (this.#stopping || !(await this.#workInBackground())) return;
      }
    } catch (error) {
      this.#wanted = this.#wantedK = undefined;
      this.#accept = false;
      const problem = problemOf(error);
      if (problem) this.failure = problem.message;
    }
  }

  async #read(): Promise<void> {
    const wanted = this.#wanted;
    const accept = this.#accept && !wanted;
    this.#wanted = undefined;
    this.#accept = false;
    this.task = 'read';
    this.progress = undefined;
    const asked = wanted ?? this.#lastWanted;
    if (!asked) return;
    this.#reading = asked;

    const reading = { over: false };
    let read: { opened: Opened; solution?: Solution } | undefined;
    try {
      const client = await this.#connect();
      read = await client.run(async (api) => {
        void this.#follow(api, reading);
        const opened = await (accept ? api.accept() : api.open(asked.source, asked.choices));
        reading.over = true;
        if (!opened?.dataset) return opened && { opened };
        this.#holder = client.starts;
        return { opened, solution: await api.solve(asked.k) };
      }, new AbortController().signal);
    } catch (error) {
      if (isAbort(error)) return;
      if (!isInvalidInput(error)) throw error;
      this.dataProblem = error.message;
      return;
    } finally {
      reading.over = true;
      this.#reading = undefined;
    }
    if (!read) return;

    const { opened, solution } = read;
    this.opened = { ...opened, source: asked.source };
    const { dataset } = opened;
    if (!dataset || !solution) {
      this.dataProblem = badCellsSentence(opened);
      return;
    }
    const { source } = asked;
    const choices = accept ? { ...asked.choices, skipBad: true as const } : asked.choices;
    const fresh = {
      elbow: { inertias: [], done: 0, most: elbowLength(asked.k, dataset.distinct) },
      lloyd: this.#noRuns(asked.k),
    };
    this.measured = true;
    this.shown = { ...this.shown, source, choices, dataset, solution, ...(asked.again ? {} : fresh) };
    if (this.k !== asked.k) this.#wantedK = this.k;
  }

  /** Shows how far a reading is while it is under way, and ends it when it is no longer wanted. */
  async #follow(api: Remote<Kmeans1dApi>, reading: { over: boolean }): Promise<void> {
    let unwanted: number | undefined;
    while (!reading.over) {
      await pause(40);
      if (reading.over) return;
      if (this.#stopping || this.#wanted) {
        unwanted ??= performance.now();
        if (performance.now() - unwanted > GRACE) this.#client?.stop();
        else await Promise.race([api.cancel(), pause(GRACE)]);
      } else this.progress = (await Promise.race([api.progress(), pause(GRACE)])) ?? this.progress;
    }
  }

  async #solve(k: number): Promise<void> {
    this.#wantedK = undefined;
    this.task = 'solve';
    const made = await this.#withValues((api) => api.solve(k));
    if (made) this.shown = { ...this.shown, solution: made.result };
    else this.#wantedK ??= k;
    this.#restUntil = performance.now() + REST;
  }

  /** Takes a slice of what can wait; false when nothing is left. */
  async #workInBackground(): Promise<boolean> {
    const { elbow, lloyd, solution, dataset } = this.shown;
    const most = Math.max(elbow.most, elbowLength(solution.k, dataset.distinct));
    if (elbow.done < most) {
      this.task = 'elbow';
      const made = await this.#withValues((api) => api.elbow(most, SLICE));
      if (made) this.shown = { ...this.shown, elbow: made.result };
      return true;
    }
    const { k, clusters } = solution;
    const { seed, startKind: kind } = this;
    if (lloyd.k !== k || lloyd.seed !== seed || lloyd.kind !== kind)
      this.shown = { ...this.shown, lloyd: this.#noRuns(k) };
    else if (lloyd.inertias.length === STARTS) return false;
    if (!this.#compare && isCostly(dataset.n, clusters.length, kind)) return false;
    if (performance.now() < this.#restUntil) {
      this.task = undefined;
      await pause(30);
      return true;
    }
    this.task = 'lloyd';
    const made = await this.#withValues((api) => api.lloyd(clusters.length, seed, kind, STARTS, SLICE));
    if (made) this.shown = { ...this.shown, lloyd: { ...made.result, k } };
    return true;
  }

  #noRuns = (k: number): LloydRuns => ({ k, seed: this.seed, kind: this.startKind, inertias: [] });

  async #connect(): Promise<WorkerClient<Kmeans1dApi>> {
    const { WorkerClient } = await import('../../lib/worker-client.ts');
    this.#client ??= new WorkerClient<Kmeans1dApi>(this.#spawn);
    return this.#client;
  }

  /** Runs a job on the values shown; undefined where the worker has lost them, which asks for them to be read again. */
  async #withValues<T>(job: (api: Remote<Kmeans1dApi>) => Promise<T>): Promise<{ result: T } | undefined> {
    const client = await this.#connect();
    return client.run(async (api) => {
      if (this.#holder !== client.starts) {
        const { source, choices } = this.shown;
        this.#wanted ??= { source, choices, k: this.k, again: true };
        return undefined;
      }
      return { result: await job(api) };
    }, new AbortController().signal);
  }
}

const isAbort = (error: unknown) => error instanceof DOMException && error.name === 'AbortError';
const pause = (ms: number) => new Promise<undefined>((resolve) => setTimeout(resolve, ms));
