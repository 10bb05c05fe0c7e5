import type { Remote } from 'comlink';
import { tick } from 'svelte';
import { isInvalidInput } from '../../../engine/errors.ts';
import { problemOf } from '../../../lib/problem.ts';
import { followRun } from '../../../lib/run-loop.ts';
import type { WorkerClient } from '../../../lib/worker-client.ts';
import type { Change } from './filling.ts';
import type { Holes } from './holes.ts';
import type { InpaintingApi } from './inpainting.worker.ts';
import { isRandom, Mask } from './mask.svelte.ts';
import type { Choices, Picture, Result, Shot } from './views.ts';

type Api = Remote<InpaintingApi>;

/** Milliseconds from sweep to sweep where they are to be watched. */
const SLOW = 350;
/** Milliseconds that the worker has to heed a stop before it is ended. */
const GRACE = 1000;

/** The lab's work, without its looks: a picture, its holes, and how far they are filled. Whatever is changed is filled anew at once. */
export class Lab {
  picture = $state.raw() as Picture;
  choices = $state.raw() as Choices;
  result = $state.raw() as Result;
  readonly mask = new Mask();
  /** The newest pictures from the worker; none while what the page was served with still holds. */
  shot = $state.raw<Shot>();
  running = $state(false);
  /** Stopped by the reader, with something left to do. */
  stopped = $state(false);
  /** Sweep by sweep, to be watched. */
  slow = $state(false);
  opening = $state(false);
  /** What is wrong with the picture, to be shown beside its control. */
  pictureProblem = $state('');
  /** What is wrong with the lab, to be tried again. */
  failure = $state('');

  readonly #spawn: () => Worker;
  #client: WorkerClient<InpaintingApi> | undefined;
  /** The run at hand. */
  #api: Api | undefined;
  #pending: Omit<Change, 'revision'> | undefined;
  #revision = 0;
  /** The worker that changes are being sent to; one that died never answers. */
  #sending: Api | undefined;
  /** The worker, by its number, that holds the picture. */
  #holder = 0;
  #working: Promise<void> | undefined;
  #halt = new AbortController();

  constructor(picture: Picture, holes: Holes, choices: Choices, result: Result, spawn: () => Worker) {
    this.picture = picture;
    this.choices = choices;
    this.result = result;
    this.mask.begin(picture, holes, choices.seed);
    this.#spawn = spawn;
  }

  /** Shows another picture, with the preset that its holes were, or 60% at random. */
  show(picture: Picture, holes = this.mask.holes): void {
    this.picture = picture;
    this.pictureProblem = '';
    this.mask.begin(picture, holes, this.choices.seed);
    this.#ask({ picture, known: this.mask.known });
  }

  /** Opens a file as a picture, scaled down where it is too large. Rejects where it is none. */
  async open(blob: Blob, name: string, holes = this.mask.holes): Promise<boolean> {
    this.pictureProblem = '';
    this.failure = '';
    this.opening = true;
    try {
      const { openPicture } = await import('./open-picture.ts');
      const client = await this.#connect();
      this.#halt.abort();
      const never = new AbortController().signal;
      this.show(await client.run((api) => openPicture(blob, name, api), never), holes);
      return true;
    } catch (error) {
      if (isInvalidInput(error)) this.pictureProblem = error.message;
      else this.#fail(error);
      return false;
    } finally {
      this.opening = false;
    }
  }

  choose(changes: Partial<Choices>): void {
    this.choices = { ...this.choices, ...changes };
    this.#ask({ choices: this.choices });
  }

  chooseHoles(holes: Holes): void {
    this.mask.choose(holes, this.choices.seed);
    this.#ask({ known: this.mask.known });
  }

  /** Other holes where those are random, and other factors to start from. */
  reseed(seed: number): void {
    this.choices = { ...this.choices, seed };
    const { holes } = this.mask;
    if (holes !== 'painted' && isRandom(holes)) this.mask.choose(holes, seed);
    this.#ask({ choices: this.choices, known: this.mask.known });
  }

  /** The mask was painted on: the filling goes on from where it is. */
  painted(): void {
    this.#ask({ known: this.mask.known, warm: true });
  }

  undo(): void {
    if (this.mask.undo()) this.painted();
  }

  setPace(slow: boolean): void {
    this.slow = slow;
    if (!this.running) return;
    this.#halt.abort();
    this.#ask({});
  }

  /** From the first factors on. */
  restart(): void {
    this.#ask({ choices: this.choices });
  }

  /** Stops where it is; `goOn` goes on from there. */
  stop(): void {
    if (!this.running) return;
    this.stopped = true;
    this.#halt.abort();
    const working = this.#working;
    setTimeout(() => this.#working === working && this.#halt.signal.aborted && this.#client?.stop(), GRACE);
  }

  goOn(): void {
    this.#ask({});
  }

  /** Stops, and takes one sweep. */
  async sweep(): Promise<void> {
    if (this.#holder === 0)
      this.#ask({}); // what the page was served with is yet to be filled here
    else this.stop();
    await this.#working;
    this.stopped = true;
    await this.#withWorker(async (api) => this.#show(await api.sweep())).catch((error) => this.#fail(error));
  }

  retry(): void {
    this.#ask({});
  }

  close(): void {
    this.#client?.stop();
  }

  /** Makes something of what is filled, in the worker that holds it; for downloads. */
  async make<T>(job: (api: Api) => Promise<T>): Promise<T> {
    if (this.#holder === 0) this.#ask({});
    await this.#working;
    return this.#withWorker(job);
  }

  #ask(change: Omit<Change, 'revision'>): void {
    const { warm = false } = change;
    if (Object.keys(change).length > 0) {
      this.#pending = { ...this.#pending, ...change, warm: warm && (this.#pending?.warm ?? true) };
    }
    this.stopped = false;
    this.failure = '';
    if (this.#api) {
      void this.#send(this.#api).catch((error) => {
        this.stopped = true;
        this.#fail(error);
      });
    }
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
    });
  }

  async #work(): Promise<void> {
    this.running = true;
    try {
      do {
        this.#halt = new AbortController();
        await this.#withWorker(async (api) => {
          this.#api = api;
          try {
            await api.begin();
            await this.#follow(api, this.#halt.signal);
          } finally {
            this.#api = undefined;
          }
        });
        // A change that came too late for the run, or another pace: once more.
      } while (!this.stopped && (this.#pending || this.result.settled === false));
    } catch (error) {
      this.#fail(error);
    } finally {
      this.running = false;
    }
  }

  /** A job for the worker, which by then holds what is shown. */
  async #withWorker<T>(job: (api: Api) => Promise<T>): Promise<T> {
    const client = await this.#connect();
    return client.run(async (api) => {
      if (this.#holder !== client.starts) {
        this.#pending = { picture: this.picture, known: this.mask.known, choices: this.choices };
        this.#holder = client.starts;
      }
      await this.#send(api);
      return job(api);
    }, new AbortController().signal);
  }

  async #follow(api: Api, halt: AbortSignal): Promise<void> {
    if (!this.slow) {
      const { go, latest, pause } = api;
      await followRun<Shot>({ go, latest, pause }, ({ step }) => step && this.#show(step), halt);
      return;
    }
    this.#show(await api.look());
    while (!halt.aborted && !this.result.settled) {
      await wait(SLOW, halt);
      if (!halt.aborted) this.#show(await api.sweep());
    }
  }

  /** Sends what was changed, and what is changed while it is sent. */
  async #send(api: Api): Promise<void> {
    if (this.#sending === api) return;
    this.#sending = api;
    try {
      while (this.#pending) {
        const change = { ...this.#pending, revision: ++this.#revision };
        this.#pending = undefined;
        if (change.picture) {
          const { width, height, rgba } = change.picture;
          change.picture = { width, height, rgba };
        }
        await api.change(change);
      }
    } finally {
      if (this.#sending === api) this.#sending = undefined;
    }
  }

  #show(shot: Shot): void {
    const { k, holes, known, missing, sweeps, settled, revision } = shot;
    const current = revision === this.#revision;
    // The first factors say nothing yet; where all goes fast they would only flicker.
    if (sweeps === 0 && !settled && !this.slow && !this.stopped) {
      shot.filled.close();
      return;
    }
    const old = this.shot?.filled;
    this.shot = shot;
    this.result = { k, holes, known, missing, sweeps, settled: settled && current };
    void tick().then(() => old?.close());
  }

  #fail(error: unknown): void {
    const problem = problemOf(error);
    if (!problem) return;
    this.#pending = undefined;
    this.failure = problem.message;
  }

  async #connect(): Promise<WorkerClient<InpaintingApi>> {
    const { WorkerClient } = await import('../../../lib/worker-client.ts');
    this.#client ??= new WorkerClient<InpaintingApi>(this.#spawn);
    return this.#client;
  }
}

/** So many milliseconds, or fewer. */
function wait(ms: number, until: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    until.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
