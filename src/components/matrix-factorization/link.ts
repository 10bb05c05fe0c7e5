import type { Remote } from 'comlink';
import type { WorkerClient } from '../../lib/worker-client.ts';
import type { MatrixFactorizationApi } from './matrix-factorization.worker.ts';

export type Api = Remote<MatrixFactorizationApi>;

/** The lab's worker, started with the first work: a page that is only read goes without. */
export class Link {
  readonly #spawn: () => Worker;
  #client: WorkerClient<MatrixFactorizationApi> | undefined;
  /** The worker, by its number, that holds the run. */
  #holder = 0;

  constructor(spawn: () => Worker) {
    this.#spawn = spawn;
  }

  /** Whether a worker has ever held a run. */
  get warm(): boolean {
    return this.#holder > 0;
  }

  /** A call that begins a run, which this worker then holds. */
  begin<T>(job: (api: Api) => Promise<T>): Promise<T> {
    return this.call(async (api, client) => {
      const made = await job(api);
      this.#holder = client.starts;
      return made;
    });
  }

  /** A call on the run; undefined where it was lost with its worker. */
  held<T>(job: (api: Api) => Promise<T>): Promise<T | undefined> {
    return this.call(async (api, client) => (client.starts === this.#holder ? job(api) : undefined));
  }

  async call<T>(job: (api: Api, client: WorkerClient<MatrixFactorizationApi>) => Promise<T>): Promise<T> {
    const { WorkerClient } = await import('../../lib/worker-client.ts');
    this.#client ??= new WorkerClient<MatrixFactorizationApi>(this.#spawn);
    const client = this.#client;
    return client.run((api) => job(api, client), new AbortController().signal);
  }

  close(): void {
    this.#client?.stop();
  }
}
