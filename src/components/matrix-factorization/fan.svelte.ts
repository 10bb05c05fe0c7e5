import { problemOf } from '../../lib/problem.ts';
import { followRun } from '../../lib/run-loop.ts';
import type { WorkerClient } from '../../lib/worker-client.ts';
import { FAN_PLAN, type FanStart, fanData } from './fan/fan-run.ts';
import type { FanData, Hole } from './fan/props.ts';
import type { Lab } from './lab.svelte.ts';
import type { MatrixFactorizationApi } from './matrix-factorization.worker.ts';
import { isObserved, type Sheet } from './sheet.ts';

/** The fan of starts, run in a worker of its own so that the lab stays at hand. */
export class FanState {
  holes = $state.raw<readonly Hole[]>([]);
  hole = $state(0);
  data = $state.raw() as FanData;
  running = $state(false);
  problem = $state('');

  readonly #lab: Lab;
  readonly #spawn: () => Worker;
  /** Loaded with the first run. */
  #client: WorkerClient<MatrixFactorizationApi> | undefined;
  #runs: readonly FanStart[] = [];
  #ran = $state('');
  #stop = new AbortController();

  constructor(lab: Lab, served: FanData, spawn: () => Worker) {
    this.#lab = lab;
    this.data = served;
    this.holes = holesOf(lab.work.sheet);
    this.#ran = this.#key;
    this.#spawn = spawn;
  }

  /** Whether what is shown is of something else than what stands in the lab now. */
  get stale(): boolean {
    return this.#ran !== this.#key;
  }

  /** What the fan depends on. */
  get #key(): string {
    const { work, knobs, loss } = this.#lab;
    const { cells, columns } = work.sheet;
    const values = cells.map((cell) => (isObserved(cell) ? cell.value : '')).join();
    return [values, columns.length, loss.source, knobs.k, knobs.beta, knobs.seed].join('|');
  }

  /** Looks at another hole; what was not run for it yet is. */
  pick(hole: number): void {
    this.hole = hole;
    if (this.#runs.length > 0) this.#show();
    else void this.run();
  }

  async run(): Promise<void> {
    this.#stop.abort();
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    const { spec } = this.#lab;
    const holes = holesOf(this.#lab.work.sheet);
    const picked = this.holes[this.hole];
    this.#ran = this.#key;
    this.holes = holes;
    this.hole = Math.max(
      0,
      holes.findIndex(({ row, column }) => row === picked?.row && column === picked.column),
    );
    if (holes.length === 0) return;
    this.running = true;
    this.problem = '';
    try {
      const { columns } = spec.matrix;
      const { WorkerClient } = await import('../../lib/worker-client.ts');
      this.#client ??= new WorkerClient(this.#spawn, { idleMs: 10_000 });
      await this.#client.run(async (api) => {
        await api.fan(
          spec,
          holes.map(({ row, column }) => row * columns + column),
        );
        await followRun<readonly FanStart[]>(
          api,
          ({ step }) => {
            if (signal.aborted || !step?.length || step.length === this.#runs.length) return;
            this.#runs = step;
            this.#show();
          },
          signal,
        );
      }, new AbortController().signal);
    } catch (error) {
      this.problem = problemOf(error)?.message ?? '';
    } finally {
      if (this.#stop.signal === signal) this.running = false;
    }
  }

  stop(): void {
    this.#stop.abort();
    this.running = false;
  }

  close(): void {
    this.#stop.abort();
    this.#client?.stop();
  }

  #show(): void {
    this.data = fanData(FAN_PLAN, this.#runs, this.holes.length, this.hole);
  }
}

/** The cells that take no part, hidden ones included. */
export function holesOf(sheet: Sheet): Hole[] {
  const n = sheet.columns.length;
  return sheet.cells.flatMap((cell, i) => {
    if (isObserved(cell)) return [];
    const [row, column] = [Math.floor(i / n), i % n];
    return [{ row, column, label: `${sheet.rows[row]}’s rating of ${sheet.columns[column]}` }];
  });
}
