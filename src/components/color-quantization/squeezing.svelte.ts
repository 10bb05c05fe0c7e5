import { WorkerClient } from '../../lib/worker-client.ts';
import type { SqueezeApi } from './squeeze.worker.ts';

/** oxipng in a worker of its own, as it works for seconds without a pause: it is stopped by ending the worker. */
export class Squeezing {
  running = $state(false);
  readonly #client = new WorkerClient<SqueezeApi>(
    () => new Worker(new URL('./squeeze.worker.ts', import.meta.url), { type: 'module', name: 'squeeze' }),
    { idleMs: 30_000 },
  );

  /** A smaller PNG of the same pixels; never a larger one. Rejects with an `AbortError` when stopped. */
  async squeeze(png: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
    this.running = true;
    try {
      const smaller = await this.#client.run((api) => api.squeeze(png), new AbortController().signal);
      return smaller.length < png.length ? smaller : png;
    } finally {
      this.running = false;
    }
  }

  stop(): void {
    this.#client.stop();
  }
}
