import { type Remote, wrap } from 'comlink';
import { WorkerFailedError, watchLife } from './worker-life.ts';

export { WorkerFailedError };

/** Work for the worker: calls of its API, in any number and order. It must not go on using `api` after it settles. */
export type Job<Api, T> = (api: Remote<Api>) => Promise<T>;

export interface WorkerClientOptions {
  /**
   * Stop an idle worker after this many milliseconds, giving its memory back. Default 0: never, because what the
   * worker has prepared would be lost.
   */
  idleMs?: number;
}

interface Running<Api> {
  api: Remote<Api>;
  /** Ends the worker, and the job it is at with this reason. */
  end(reason: unknown): void;
  /** How to fail the job it is at. */
  fail: ((reason: unknown) => void) | undefined;
}

/**
 * Runs one job at a time on a worker that starts on first use. No call hangs: Comlink never settles a call whose worker
 * is gone, so a job also ends with its signal (the worker is terminated, which stops even a busy WASM loop) or with the
 * worker's death (`WorkerFailedError`). The next job starts a fresh worker.
 * Errors thrown in the worker keep name and message and nothing else.
 */
export class WorkerClient<Api> {
  readonly #spawn: () => Worker;
  readonly #idleMs: number;
  #running: Running<Api> | undefined;
  #starts = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #dropped = new AbortController();
  #idle: ReturnType<typeof setTimeout> | undefined;

  /** `spawn` must hold the literal `new Worker(new URL('./x.worker.ts', import.meta.url), { type: 'module' })`. */
  constructor(spawn: () => Worker, { idleMs = 0 }: WorkerClientOptions = {}) {
    this.#spawn = spawn;
    this.#idleMs = idleMs;
  }

  /**
   * How many workers have been started. When it differs from what it was at the time you prepared something in the
   * worker, that is gone. Read it inside a job: the job's worker is counted.
   */
  get starts(): number {
    return this.#starts;
  }

  /** Runs `job` when those before it are done. Aborting rejects with the signal's reason at once, waiting or running. */
  run<T>(job: Job<Api, T>, signal: AbortSignal): Promise<T> {
    const dropped = this.#dropped.signal;
    return new Promise((resolve, reject) => {
      const settled = new AbortController();
      for (const cause of [signal, dropped]) {
        if (cause.aborted) reject(cause.reason);
        cause.addEventListener('abort', () => reject(cause.reason), { signal: settled.signal });
      }
      this.#turn = this.#turn
        .then(() => this.#runNow(job, signal, dropped))
        .then(resolve, reject) // settles `run`; a failed job does not hold up the next
        .finally(() => settled.abort());
    });
  }

  /** Ends the worker; jobs running and waiting reject with an `AbortError`. The client can be used again. */
  stop(): void {
    const reason = new DOMException('The worker was stopped.', 'AbortError');
    this.#dropped.abort(reason);
    this.#dropped = new AbortController();
    this.#running?.end(reason);
  }

  async #runNow<T>(job: Job<Api, T>, signal: AbortSignal, dropped: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    dropped.throwIfAborted();
    clearTimeout(this.#idle);
    this.#running ??= this.#start();
    const running = this.#running;
    const abort = () => running.end(signal.reason);
    signal.addEventListener('abort', abort);
    try {
      return await new Promise<T>((resolve, reject) => {
        running.fail = reject;
        job(running.api).then(resolve, reject);
      });
    } finally {
      running.fail = undefined;
      signal.removeEventListener('abort', abort);
      if (this.#idleMs > 0) {
        this.#idle = setTimeout(() => running.end(undefined), this.#idleMs);
      }
    }
  }

  #start(): Running<Api> {
    let worker: Worker;
    try {
      worker = this.#spawn();
    } catch (cause) {
      throw new WorkerFailedError('The worker could not be started.', { cause });
    }
    this.#starts++;
    const running: Running<Api> = {
      api: wrap<Api>(worker),
      fail: undefined,
      end: (reason) => {
        unwatch();
        worker.terminate();
        if (this.#running === running) this.#running = undefined;
        running.fail?.(reason);
      },
    };
    const unwatch = watchLife(worker, running.end);
    return running;
  }
}
