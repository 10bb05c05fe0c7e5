import type { Remote } from 'comlink';
import { problemOf } from '../../../lib/problem.ts';
import type { WorkerClient } from '../../../lib/worker-client.ts';
import type { Senate } from './senate.ts';
import type { SenateApi } from './senate.worker.ts';

export type Api = Remote<SenateApi>;

/** The lab's worker, started when it is first asked for something; it then fetches the table of votes. */
export class Connection {
  /** The table of votes, once it is here. */
  senate = $state.raw<Senate>();
  failure = $state('');

  readonly #places: number[];
  readonly #spawn: () => Worker;
  #client: WorkerClient<SenateApi> | undefined;
  /** The worker, by its number, that has the table of votes. */
  #opened = 0;
  /** How much has been asked of the worker. */
  #asked = 0;
  /** What to do again after a failure. */
  #last: () => void = () => this.warm();

  /** `places`: where the members lie on the first map; see `Session`. */
  constructor(places: number[], spawn: () => Worker) {
    this.#places = places;
    this.#spawn = spawn;
  }

  /** The number of the worker there is; what an earlier one was told is lost. */
  get worker(): number {
    return this.#client?.starts ?? 0;
  }

  /** Fetches the table of votes, so that members and bills can be asked about. */
  warm(): void {
    if (!this.senate && !this.failure) void this.table();
  }

  /** The table of votes, fetched if need be; undefined when that failed. */
  async table(): Promise<Senate | undefined> {
    const nothing = async () => {};
    if (!this.senate) await this.ask(() => this.warm(), nothing);
    return this.senate;
  }

  /** Runs a job on a worker that has the table of votes. `again` is what "Try again" does when it fails. */
  async ask(again: () => void, job: (api: Api) => Promise<void>): Promise<void> {
    this.failure = '';
    const asked = ++this.#asked;
    try {
      const { WorkerClient } = await import('../../../lib/worker-client.ts');
      this.#client ??= new WorkerClient<SenateApi>(this.#spawn);
      const client = this.#client;
      await client.run(async (api) => {
        if (this.#opened !== client.starts) {
          const senate = await api.open(this.#places);
          this.senate ??= senate;
          this.#opened = client.starts;
        }
        await job(api);
      }, new AbortController().signal);
    } catch (error) {
      const problem = problemOf(error);
      // What was asked for since needs the table, too, and tells of it itself.
      if (!problem || asked !== this.#asked) return;
      this.failure = problem.message;
      this.#last = again;
    }
  }

  retry(): void {
    this.failure = '';
    this.#last();
  }

  /** Ends the worker. */
  close(): void {
    this.#client?.stop();
  }
}
