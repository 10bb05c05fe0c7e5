import { problemOf } from '../../../lib/problem.ts';
import { followRun } from '../../../lib/run-loop.ts';
import type { WorkerClient } from '../../../lib/worker-client.ts';
import type { InpaintingApi } from './inpainting.worker.ts';
import type { Lab } from './lab.svelte.ts';
import type { RankPoint } from './views.ts';

/** The rank curve: the same holes filled with every rank, in a worker of its own, so that the lab goes on meanwhile. */
export class Curve {
  points = $state.raw<readonly RankPoint[]>([]);
  running = $state(false);
  problem = $state('');
  /** What the points were made of. */
  #of = $state('');
  readonly #lab: Lab;
  readonly #spawn: () => Worker;
  #client: WorkerClient<InpaintingApi> | undefined;
  /** The run that was begun and stopped, by its worker. */
  #begun = 0;
  #halt = new AbortController();

  constructor(lab: Lab, points: readonly RankPoint[], spawn: () => Worker) {
    this.#lab = lab;
    this.#spawn = spawn;
    this.points = points;
    this.#of = this.#key;
  }

  /** Whether the points belong to another picture, other holes or other choices than are shown now. */
  get stale(): boolean {
    return this.points.length > 0 && this.#of !== this.#key;
  }

  async start(): Promise<void> {
    const key = this.#key;
    const { picture, choices, mask } = this.#lab;
    this.problem = '';
    this.running = true;
    this.#halt = new AbortController();
    const { signal } = this.#halt;
    try {
      const { WorkerClient } = await import('../../../lib/worker-client.ts');
      this.#client ??= new WorkerClient<InpaintingApi>(this.#spawn);
      const client = this.#client;
      await client.run(async (api) => {
        const goesOn = this.#of === key && this.#begun === client.starts;
        if (!goesOn) {
          const { width, height, rgba } = picture;
          await api.beginCurve({ width, height, rgba }, mask.known, { ...choices });
          this.#begun = client.starts;
          this.#of = key;
        }
        const loop = { go: api.goCurve, latest: api.latestCurve, pause: api.pauseCurve };
        const show = (points: readonly RankPoint[] | undefined) => {
          if (points && points.length !== this.points.length) this.points = points;
        };
        const { done } = await followRun<readonly RankPoint[]>(loop, ({ step }) => show(step), signal);
        if (done) this.#begun = 0;
      }, new AbortController().signal);
    } catch (error) {
      this.problem = problemOf(error)?.message ?? '';
    } finally {
      this.running = false;
    }
  }

  stop(): void {
    this.#halt.abort();
  }

  close(): void {
    this.#client?.stop();
  }

  get #key(): string {
    const { picture, choices, mask } = this.#lab;
    const { name, width, height } = picture;
    return JSON.stringify([name, width, height, mask.version, { ...choices, k: 0 }]);
  }
}
