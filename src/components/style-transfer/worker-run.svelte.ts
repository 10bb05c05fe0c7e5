import type { Remote } from 'comlink';
import { HeldWorker } from '../../lib/held-worker.ts';
import { followRun } from '../../lib/run-loop.ts';
import type { StyleTransferApi } from './style-transfer.worker.ts';
import type { Told } from './views.ts';

/** The worker as the page sees it. */
export type Api = Remote<StyleTransferApi>;

/** Milliseconds that the worker has to heed a stop before it is ended. */
const GRACE = 4000;

/** The lab's one worker: a run in it that is followed frame by frame, and whatever else is asked of it. */
export class WorkerRun {
  running = $state(false);
  readonly #link: HeldWorker<StyleTransferApi>;
  #stop = new AbortController();
  /** The worker while it is at something long, which can be asked between two slices of work. */
  #busy: Api | undefined;
  /** Names the run that the worker holds. */
  #held: object | undefined;

  constructor(spawn: () => Worker) {
    this.#link = new HeldWorker(spawn);
  }

  /** A job, once the worker is free. */
  call<T>(job: (api: Api) => Promise<T>): Promise<T> {
    return this.#link.call((api) => job(api));
  }

  /** A short job, at once, whatever the worker is at. */
  ask<T>(job: (api: Api) => Promise<T>): Promise<T> {
    return this.#busy ? job(this.#busy) : this.call(job);
  }

  /** Another part of the lab is at something long in the worker, or is it no longer. */
  lend(api: Api | undefined): void {
    this.#busy = api;
  }

  /**
   * Begins a run by `begin`, which names it or, where nothing came of it, gives undefined, and follows it. Rejects as both do; `show`
   * is told nothing more after `reset`.
   */
  async start(
    begin: (api: Api, signal: AbortSignal) => Promise<object | undefined>,
    show: (told: Told) => void,
  ): Promise<void> {
    const ready = async (api: Api, signal: AbortSignal) => {
      this.#held = undefined;
      this.#held = await begin(api, signal);
      return this.#held !== undefined;
    };
    await this.#lead('begin', ready, show);
  }

  /** Goes on with a run, `steps` beyond its end; false where the worker does not hold it any more. */
  async goOn(run: object, steps: number, show: (told: Told) => void): Promise<boolean> {
    if (this.#held !== run) return false;
    const ready = async (api: Api) => {
      if (steps > 0) await api.extend(steps);
      return true;
    };
    return this.#lead('held', ready, show);
  }

  /** Stops what runs or loads. */
  stop(): void {
    if (!this.running) return;
    const { signal } = this.#stop;
    this.#stop.abort(new DOMException('Stopped.', 'AbortError'));
    setTimeout(() => this.running && signal === this.#stop.signal && this.close(), GRACE);
  }

  /** Stops at once, and forgets all. */
  reset(): void {
    this.stop();
    this.#stop = new AbortController();
    this.running = false;
    this.close();
  }

  /** Ends the worker. */
  close(): void {
    this.#held = this.#busy = undefined;
    this.#link.close();
  }

  /** `held`: only in the worker that holds the run; false where that is gone. */
  async #lead(
    how: 'begin' | 'held',
    ready: (api: Api, signal: AbortSignal) => Promise<boolean>,
    show: (told: Told) => void,
  ): Promise<boolean> {
    this.running = true;
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    const current = () => signal === this.#stop.signal;
    try {
      const led = await this.#link[how](async (api) => {
        this.#busy = api;
        if (!(await ready(api, signal))) return true;
        const { go, latest, pause } = api;
        await followRun<Told>({ go, latest, pause }, ({ step }) => step && current() && show(step), signal);
        return true;
      });
      return led === true || !current();
    } catch (error) {
      if (current()) throw error;
      return true;
    } finally {
      if (current()) {
        this.#busy = undefined;
        this.running = false;
      }
    }
  }
}
