import { followRun } from '../../../lib/run-loop.ts';
import type { Connection } from './connection.svelte.ts';
import type { HeldOut } from './held-out.ts';
import type { LossName } from './losses.ts';

/** Holds votes out and predicts them, with every number of factors. */
export class Experiment {
  result = $state.raw() as HeldOut;
  state = $state<'idle' | 'running' | 'stopped'>('idle');

  readonly #connection: Connection;
  readonly #first: HeldOut;
  /** The worker, by its number, that has the experiment. */
  #holder = 0;
  #stop = new AbortController();

  /** `first`: what is shown before one was run. */
  constructor(connection: Connection, first: HeldOut) {
    this.#connection = connection;
    this.#first = this.result = first;
  }

  /** It was stopped with this loss and seed, and can go on. */
  resumable(loss: LossName, seed: number): boolean {
    return this.state === 'stopped' && loss === this.result.loss && seed === this.result.seed;
  }

  async run(loss: LossName, seed: number): Promise<void> {
    if (this.state === 'running') return;
    const resumable = this.resumable(loss, seed);
    const connection = this.#connection;
    const stop = new AbortController();
    this.#stop = stop;
    this.state = 'running';
    await connection.ask(
      () => void this.run(loss, seed),
      async (api) => {
        if (!resumable || this.#holder !== connection.worker) await api.holdOut(loss, seed);
        this.#holder = connection.worker;
        const { done } = await followRun<HeldOut>(
          { go: () => api.go(), latest: () => api.latest(), pause: () => api.pause() },
          ({ step }) => {
            if (step && this.#stop === stop) this.result = step;
          },
          stop.signal,
        );
        if (this.#stop === stop) this.state = done ? 'idle' : 'stopped';
      },
    );
    if (this.#stop === stop && this.state === 'running') this.state = 'idle'; // it failed
  }

  stop(): void {
    this.#stop.abort();
  }

  reset(): void {
    this.stop();
    this.#stop = new AbortController(); // what is still on its way belongs to nobody now
    this.state = 'idle';
    this.result = this.#first;
  }
}
