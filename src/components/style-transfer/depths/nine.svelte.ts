import { problemOf } from '../../../lib/problem.ts';
import { followRun } from '../../../lib/run-loop.ts';
import type { Api } from '../models/api.ts';
import { filesOf } from '../models/library.svelte.ts';
import type { Models } from '../models/models.svelte.ts';
import type { Totals } from '../models/shipped.ts';
import { BITS, type Depth } from '../models/views.ts';
import type { NineRow } from './views.ts';

/** One of the nine with its picture, as far as it has come. */
export interface NineCell extends NineRow {
  picture?: ImageData | undefined;
}

/** What the queue needs of the lab around it. */
export interface NineOptions {
  /** Gives the worker the pictures and settings as they stand. */
  give: (api: Api) => Promise<void>;
  /** Told while the queue has the worker. */
  onrunning: (running: boolean) => void;
  /** Names the pictures and settings as they stand, so that it shows when the grid is of others. */
  of: () => string;
}

/** Milliseconds between two pictures of the one that is running. */
const GLANCE = 400;

/** The picture made at all depths, one after the other: what the queue in the worker has come to, and its pictures. */
export class Nine {
  cells = $state.raw<readonly NineCell[]>([]);
  running = $state(false);
  /** The model, and what it is to work with, are on their way. */
  preparing = $state(false);
  problem = $state.raw('');
  /** What the cells are of: the network, and what its depths cost. */
  made = $state.raw<{ of: string; title: string; costs: readonly Totals[] }>();
  /** Bits of the two that are compared. */
  compared = $state.raw<readonly number[]>([]);

  readonly #models: Models;
  readonly #options: NineOptions;
  #stop = new AbortController();
  #glanced = 0;
  /** The worker while the queue is at work. */
  #api: Api | undefined;
  /** Depths whose last picture is here. */
  readonly #final = new Set<number>();
  /** Pictures on their way. */
  readonly #asked = new Set<number>();

  constructor(models: Models, options: NineOptions) {
    this.#models = models;
    this.#options = options;
  }

  /** The depths that the network has: the first is what the others are compared with. */
  get bits(): number[] {
    const { floats, most } = this.#models.view;
    return BITS.filter((bits) => (bits === 32 ? floats : bits <= most));
  }

  /** Bytes to download before it can begin. */
  get toLoad(): number {
    const { shipped } = this.#models;
    return shipped ? this.#models.library.bytesToLoad(filesOf(shipped)) : 0;
  }

  /** Whether pictures, settings or levels are others by now. */
  get stale(): boolean {
    return this.made !== undefined && this.made.of !== this.#nameOf(this.#models.depth);
  }

  get finished(): boolean {
    return (
      this.cells.length > 0 && this.cells.every(({ state }) => state !== 'waiting' && state !== 'running')
    );
  }

  /** All depths from the start. */
  start(): Promise<void> {
    return this.#run((api) => this.#begin(api));
  }

  /** Goes on where it was stopped. */
  goOn(): Promise<void> {
    return this.#run(async (api) => {
      if (!(await this.#isThere(api))) await this.#begin(api);
    });
  }

  /** Gives one that was stopped, or failed, another turn. */
  again(bits: number): Promise<void> {
    return this.#run(async (api) => {
      if (!(await this.#isThere(api))) return this.#begin(api);
      this.#final.delete(bits);
      this.#put(bits, { picture: undefined });
      await api.nineAgain(bits);
    });
  }

  /** Ends one: the next has its turn. */
  async skip(bits: number): Promise<void> {
    await this.#api?.nineStop(bits);
  }

  /** Stops the queue; what is done stays. */
  stop(): void {
    this.#stop.abort(new DOMException('Stopped.', 'AbortError'));
    this.#models.stop();
  }

  /** Two at a time: one more takes the place of the older. */
  compare(bits: number): void {
    const rest = this.compared.filter((each) => each !== bits);
    this.compared = rest.length < this.compared.length ? rest : [...rest.slice(-1), bits];
  }

  /** Back to none. */
  clear(): void {
    this.stop();
    this.cells = [];
    this.made = undefined;
    this.compared = [];
    this.problem = '';
  }

  #nameOf({ method, exact }: Depth): string {
    const { model, own } = this.#models;
    return JSON.stringify([this.#options.of(), model, own?.key, method, exact]);
  }

  async #begin(api: Api): Promise<void> {
    const { depth, view } = this.#models;
    const { method, exact } = depth;
    await this.#models.ensure(api, this.#stop.signal, true);
    await this.#models.measure(api);
    const of = this.#nameOf(depth); // what is given is as it stands now
    await this.#options.give(api);
    this.#stop.signal.throwIfAborted();
    const rows = await api.nineBegin({ bits: this.bits, method, exact });
    this.#final.clear();
    this.made = { of, title: view.title, costs: this.#models.costs };
    this.compared = [];
    this.cells = rows;
  }

  /** Whether the worker still has the queue: another may have taken its place. */
  async #isThere(api: Api): Promise<boolean> {
    return (await api.nineLatest()).step.length > 0;
  }

  async #run(begin: (api: Api) => Promise<void>): Promise<void> {
    if (this.running) return;
    this.running = this.preparing = true;
    this.#options.onrunning(true);
    this.problem = '';
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    try {
      await this.#models.use(async (api) => {
        this.#api = api;
        await begin(api);
        this.preparing = false;
        const { nineGo: go, nineLatest: latest, ninePause: pause } = api;
        await followRun<NineRow[]>(
          { go, latest, pause },
          ({ step }) => step && this.#show(api, step),
          signal,
        );
        await this.#pictures(api);
      });
    } catch (error) {
      this.problem = problemOf(error)?.message ?? '';
    } finally {
      this.#api = undefined;
      this.running = this.preparing = false;
      this.#options.onrunning(false);
    }
  }

  #show(api: Api, rows: readonly NineRow[]): void {
    this.cells = rows.map((row, i) => ({ ...row, picture: this.cells[i]?.picture }));
    const going = rows.find(({ state, step }) => state === 'running' && step > 0);
    const now = performance.now();
    if (going && now - this.#glanced > GLANCE) {
      this.#glanced = now;
      void this.#look(api, going.bits);
    }
    for (const { bits, state } of rows)
      if ((state === 'done' || state === 'stopped') && !this.#final.has(bits))
        void this.#look(api, bits, true);
  }

  async #look(api: Api, bits: number, final = false): Promise<void> {
    if (this.#asked.has(bits)) return;
    this.#asked.add(bits);
    try {
      const picture = await api.ninePicture(bits);
      if (picture) this.#put(bits, { picture: new ImageData(picture.rgba, picture.width, picture.height) });
      if (final) this.#final.add(bits);
    } catch {
      // The queue's own call tells what went wrong.
    } finally {
      this.#asked.delete(bits);
    }
  }

  /** The last ones, before the worker has other work. */
  async #pictures(api: Api): Promise<void> {
    while (this.#asked.size > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    for (const { bits, state, step } of this.cells)
      if (!this.#final.has(bits) && state !== 'waiting' && state !== 'failed' && step > 0)
        await this.#look(api, bits, state !== 'running');
  }

  #put(bits: number, change: Partial<NineCell>): void {
    this.cells = this.cells.map((cell) => (cell.bits === bits ? { ...cell, ...change } : cell));
  }
}
