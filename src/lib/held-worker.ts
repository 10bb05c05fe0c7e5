import type { Remote } from 'comlink';
import type { WorkerClient } from './worker-client.ts';

/**
 * A lab's worker that holds a run between calls. It is started, and the client's code loaded, with the first work: a page that is
 * only read goes without.
 */
export class HeldWorker<Api> {
  readonly #spawn: () => Worker;
  #client: WorkerClient<Api> | undefined;
  /** The worker, by its number, that holds the run. */
  #holder = 0;

  /** `spawn` as for `WorkerClient`. */
  constructor(spawn: () => Worker) {
    this.#spawn = spawn;
  }

  /** Whether a worker has ever held a run. */
  get warm(): boolean {
    return this.#holder > 0;
  }

  /** A call that begins a run, which this worker then holds. */
  begin<T>(job: (api: Remote<Api>) => Promise<T>): Promise<T> {
    return this.call(async (api, client) => {
      const made = await job(api);
      this.#holder = client.starts;
      return made;
    });
  }

  /** A call on the run; undefined where it was lost with its worker. */
  held<T>(job: (api: Remote<Api>) => Promise<T>): Promise<T | undefined> {
    return this.call(async (api, client) => (client.starts === this.#holder ? job(api) : undefined));
  }

  async call<T>(job: (api: Remote<Api>, client: WorkerClient<Api>) => Promise<T>): Promise<T> {
    const { WorkerClient } = await import('./worker-client.ts');
    this.#client ??= new WorkerClient<Api>(this.#spawn);
    const client = this.#client;
    return client.run((api) => job(api, client), new AbortController().signal);
  }

  /** Ends the worker. */
  close(): void {
    this.#client?.stop();
  }
}
