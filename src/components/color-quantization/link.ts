import type { Remote } from 'comlink';
import type { Job, WorkerClient } from '../../lib/worker-client.ts';
import type { ColorQuantizationApi } from './color-quantization.worker.ts';

/** Milliseconds that the worker has to heed a stop before it is ended. */
const GRACE = 1000;

/** The page's end of the worker: one job at a time, which can be told to stop, and whether it still holds the picture. */
export class Link {
  readonly #spawn: () => Worker;
  /** Loaded with the first work, so that a page that is only read goes without. */
  #client: WorkerClient<ColorQuantizationApi> | undefined;
  /** The job at hand, by what answers it. */
  #job: { api: Remote<ColorQuantizationApi> } | undefined;
  /** The worker, by its number, that holds the picture; 0: none yet. */
  #holder = 0;

  constructor(spawn: () => Worker) {
    this.#spawn = spawn;
  }

  /** Whether a worker has been given the picture; it may have died since. */
  get warm(): boolean {
    return this.#holder > 0;
  }

  /** Runs a job when those before it are done. `opens` says whether its outcome is that the worker holds the picture. */
  async run<T>(job: Job<ColorQuantizationApi, T>, opens: (outcome: T) => boolean = () => false): Promise<T> {
    const client = await this.#connect();
    return client.run(async (api) => {
      const mine = { api };
      this.#job = mine;
      try {
        const outcome = await job(api);
        if (opens(outcome)) this.#holder = client.starts;
        return outcome;
      } finally {
        if (this.#job === mine) this.#job = undefined;
      }
    }, new AbortController().signal);
  }

  /** Runs a job on the picture; 'lost' where the worker no longer holds it. */
  async withPicture<T>(job: Job<ColorQuantizationApi, T>): Promise<T | 'lost'> {
    const client = await this.#connect();
    return this.run(async (api) => (this.#holder === client.starts ? job(api) : 'lost'));
  }

  /** Has the job at hand end as soon as it can, giving undefined. */
  interrupt(): void {
    void this.#job?.api.cancel();
  }

  /** The same, and ends the worker where it does not heed it. */
  halt(): void {
    const job = this.#job;
    if (!job) return;
    this.interrupt();
    setTimeout(() => this.#job === job && this.close(), GRACE);
  }

  close(): void {
    this.#client?.stop();
  }

  async #connect(): Promise<WorkerClient<ColorQuantizationApi>> {
    const { WorkerClient } = await import('../../lib/worker-client.ts');
    this.#client ??= new WorkerClient<ColorQuantizationApi>(this.#spawn);
    return this.#client;
  }
}
