import { problemOf } from '../../lib/problem.ts';
import type { Lab } from './lab.svelte.ts';
import type { ExecutorView } from './loss-line/props.ts';
import type { Probe } from './probe.ts';
import type { Served } from './views.ts';

/** Milliseconds of rest after which executors are compared, and those for which each is timed. */
const REST = 400;
const TIMING = 25;

/** What is known of the three executors: whether they agree, and how fast they are. Found out anew when the lab rests. */
export class Probing {
  now = $state.raw() as Probe;
  measuring = $state(false);
  /** Why tfjs could not be loaded. */
  loadProblem = $state<string>();

  readonly #lab: Lab;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #probed = '';

  constructor(lab: Lab, { compared }: Pick<Served, 'compared'>) {
    this.#lab = lab;
    this.now = { ...compared, module: undefined, tensors: undefined };
    lab.onidle = () => this.#rest();
  }

  /** Loads tfjs, and compares it with the others. */
  async load(): Promise<void> {
    this.loadProblem = undefined;
    this.#mark('tfjs', { state: 'loading' });
    try {
      await this.#lab.ask((api) => api.loadTfjs());
      await this.#probe();
      if (this.#lab.knobs.executor === 'tfjs') this.#lab.set({});
    } catch (error) {
      this.#mark('tfjs', { state: 'absent' });
      this.loadProblem = problemOf(error) && 'TensorFlow.js could not be loaded. Are you online?';
    }
  }

  /** Loads tfjs where it is chosen and not there yet. */
  want(): void {
    if (this.now.executors.some(({ executor, state }) => executor === 'tfjs' && state === 'absent'))
      void this.load();
  }

  /** Times all that take part. */
  async measure(): Promise<void> {
    this.measuring = true;
    try {
      const { spec } = this.#lab;
      for (const { executor, state } of this.now.executors) {
        if (state !== 'ready') continue;
        const rate = await this.#lab.ask((api) => api.rate(spec, executor, TIMING));
        if (rate !== undefined) this.#mark(executor, { rate });
      }
    } catch (error) {
      problemOf(error);
    } finally {
      this.measuring = false;
    }
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ifChanged(), REST);
  }

  async #ifChanged(): Promise<void> {
    const { spec, idle, failure, running } = this.#lab;
    if (idle || failure || running) return;
    const { matrix, loss, k, beta } = spec;
    const key = JSON.stringify([[...matrix.mask], [...matrix.values], matrix.columns, loss, k, beta]);
    if (key === this.#probed) return;
    this.#probed = key;
    try {
      await this.#probe();
    } catch (error) {
      problemOf(error);
    }
  }

  async #probe(): Promise<void> {
    const { spec } = this.#lab;
    const found = await this.#lab.ask((api) => api.probe(spec));
    const { executors } = this.now;
    this.now = {
      ...found,
      executors: found.executors.map((one) => {
        const rate = executors.find(({ executor }) => executor === one.executor)?.rate;
        return rate === undefined || one.state !== 'ready' ? one : { ...one, rate };
      }),
    };
    await this.measure();
  }

  #mark(executor: ExecutorView['executor'], change: Partial<ExecutorView>): void {
    const executors = this.now.executors.map((one) =>
      one.executor === executor ? { ...one, ...change } : one,
    );
    this.now = { ...this.now, executors };
  }
}
