import { InvalidInputError } from '../../engine/errors.ts';
import type { Executor } from '../../engine/style-transfer/executor.ts';
import type * as Engine from '../../engine/style-transfer/index.ts';
import type { Network } from '../../engine/style-transfer/network.ts';
import type { Picture as EnginePicture } from '../../engine/style-transfer/picture.ts';
import { type Progress, RunLoop } from '../../lib/run-loop.ts';
import type { Computer } from './computers.ts';
import type { Going } from './depths/nine-queue.ts';
import { settingsOf } from './job.ts';
import { Pace } from './pace.ts';
import { viewOf } from './run-view.ts';
import { type Choices, type Job, type Memory, type Raster, SIZE, type Told } from './views.ts';

/** What a session is handed of the engine. */
export type Tools = Pick<
  typeof Engine,
  'Stylization' | 'DEFAULTS' | 'memoryNeeded' | 'pictureOf' | 'rgbaOf'
> & {
  withPooling(network: Network, kind: 'max' | 'average'): Network;
  /** An executor: by whom was asked for, or by the faster. */
  create(network: Network, asked: Computer | undefined): Promise<Executor>;
  /** Another in the place of one whose graphics device is lost. */
  instead(network: Network): Promise<Executor>;
  /** Bytes that a run may take. */
  mostBytes: number;
};

/** Why a run was not begun, and the longest side at which it could be. */
export interface Refused {
  refused: string;
  size: number;
}

interface Run {
  /** With its pooling as chosen. */
  network: Network;
  executor: Executor;
  /** Whether a graphics device was lost on the way. */
  lost: boolean;
  stylization: Engine.Stylization;
  loop: RunLoop<void>;
  pace: Pace;
  ms: number;
  /** Since when it has been at work. */
  since: number | undefined;
  /** Where it stood when the page was last told, and when the pace was last taken. */
  told: number;
  paced: { step: number; at: number };
}

/**
 * One run at a time: pictures and choices are given first, then it is begun on a network and led on in slices, looked at, stopped,
 * continued and extended. It runs in the worker; it is handed the engine.
 */
export class Session {
  readonly #tools: Tools;
  #job:
    | { content: EnginePicture; styles: Engine.Style[]; choices: Choices; by: Computer | undefined }
    | undefined;
  #run: Run | undefined;

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  /** Takes the pictures and choices of the runs to come. */
  prepare({ content, styles, choices, by }: Job): void {
    const { pictureOf } = this.#tools;
    const picture = ({ rgba, width, height }: Raster) => pictureOf(rgba, width, height);
    this.#job = {
      content: picture(content),
      styles: styles.map(({ picture: raster, weight }) => ({ picture: picture(raster), weight })),
      choices,
      by,
    };
  }

  /** Begins the run that was prepared; the one before is given up. */
  async begin(network: Network): Promise<Told | Refused> {
    this.free();
    const { pooled, executor, stylization } = await this.#stylization(network);
    const refused = this.#refusal(executor, stylization);
    if (refused) {
      executor.free();
      return refused;
    }
    this.#run = {
      ...{ network: pooled, executor, stylization, lost: false },
      loop: new RunLoop<void>(stylization.run()),
      ...{ pace: new Pace(), ms: 0, since: undefined, told: -1, paced: { step: 0, at: 0 } },
    };
    return this.#tell(this.#run);
  }

  /** The same run on a network, for a queue that leads several on by itself; the session's own stays as it is. */
  async beginOn(network: Network): Promise<Going> {
    const { executor, stylization } = await this.#stylization(network);
    const refused = this.#refusal(executor, stylization);
    if (refused) {
      executor.free();
      throw new InvalidInputError(refused.refused);
    }
    return {
      work: stylization.run(),
      get latest() {
        return stylization.latest;
      },
      steps: stylization.steps,
      free: () => executor.free(),
    };
  }

  /** Leads the run on to its end, a pause or an error. */
  async go(): Promise<Progress<Told>> {
    const run = this.#running();
    run.since = run.paced.at = performance.now();
    try {
      await this.#lead(run);
    } finally {
      run.ms += performance.now() - (run.since ?? 0);
      run.since = undefined;
    }
    run.told = -1;
    return this.latest();
  }

  pause(): void {
    this.#run?.loop.pause();
  }

  /** Where the run stands; of a step that was told already, its number alone. */
  latest(): Progress<Told> {
    const run = this.#running();
    const count = run.stylization.latest?.step ?? 0;
    const { done } = run.loop.latest();
    return { step: count === run.told ? undefined : this.#tell(run), count, done };
  }

  /** Adds steps to the last level. */
  extend(steps: number): void {
    const run = this.#running();
    run.stylization.more(steps);
    run.loop = new RunLoop<void>(run.stylization.run());
    run.told = -1;
  }

  /** What a run would hold of the network in use. */
  memory(): Memory {
    const { executor } = this.#running();
    const [small, large] = [this.#bytes(executor, 64, 64), this.#bytes(executor, 256, 256)];
    const perPixel = (large - small) / (256 ** 2 - 64 ** 2);
    return { fixed: small - perPixel * 64 ** 2, perPixel };
  }

  free(): void {
    this.#run?.executor.free();
    this.#run = undefined;
  }

  /** Where the graphics device is lost, it goes on in WebAssembly from the last picture. */
  async #lead(run: Run): Promise<void> {
    try {
      await run.loop.go();
    } catch (error) {
      if ((error as Error).name !== 'ContextLostError') throw error;
      run.executor.free();
      run.executor = await this.#tools.instead(run.network);
      run.lost = true;
      run.stylization.continueOn(run.executor);
      run.loop = new RunLoop<void>(run.stylization.run());
      await run.loop.go();
    }
  }

  async #stylization(network: Network) {
    const { content, styles, choices, by } = this.#prepared();
    const { create, withPooling, Stylization, DEFAULTS } = this.#tools;
    const pooled = choices.pooling === 'own' ? network : withPooling(network, choices.pooling);
    const executor = await create(pooled, by);
    try {
      const settings = settingsOf(choices, DEFAULTS, network.style);
      const stylization = new Stylization(executor, pooled, content, styles, settings);
      return { pooled, executor, stylization };
    } catch (error) {
      executor.free();
      throw error;
    }
  }

  #refusal(executor: Executor, { plan }: Engine.Stylization): Refused | undefined {
    const { mostBytes } = this.#tools;
    const { width, height } = plan[plan.length - 1];
    const bytes = this.#bytes(executor, width, height);
    if (bytes <= mostBytes) return undefined;
    const longest = Math.max(width, height);
    let size = longest;
    const at = (side: number) => Math.ceil((side * size) / longest);
    while (size > SIZE.least && this.#bytes(executor, at(width), at(height)) > mostBytes) size -= SIZE.step;
    return {
      refused: `At ${width} × ${height} pixels this network needs ${Math.round(bytes / 1e6)} MB, and here it may take ${Math.round(mostBytes / 1e6)} MB.`,
      size,
    };
  }

  /** What is held at a size, with the choices of the job at hand. */
  #bytes(executor: Executor, width: number, height: number): number {
    const { choices } = this.#prepared();
    const { memoryNeeded, DEFAULTS } = this.#tools;
    const settings = { ...DEFAULTS, ...settingsOf(choices, DEFAULTS, []) };
    return memoryNeeded(executor, [{ width, height, steps: 0 }], settings);
  }

  #prepared() {
    if (!this.#job) throw new Error('Nothing was prepared.');
    return this.#job;
  }

  #tell(run: Run): Told {
    const { stylization, loop, pace } = run;
    const { latest, plan } = stylization;
    const now = performance.now();
    const step = latest?.step ?? 0;
    if (latest && step > run.paced.step) {
      pace.took(now - run.paced.at, step - run.paced.step, latest.level, plan[latest.level]);
      run.paced = { step, at: now };
    }
    run.told = step;
    const view = viewOf(stylization, pace, {
      ms: run.ms + (run.since === undefined ? 0 : now - run.since),
      state: loop.latest().done ? 'ended' : 'going',
      ...{ by: run.executor.name, lost: run.lost },
    });
    if (!latest) return { run: view };
    const { picture } = latest;
    return {
      run: view,
      picture: { step, width: picture.width, height: picture.height, rgba: this.#tools.rgbaOf(picture) },
    };
  }

  #running(): Run {
    if (!this.#run) throw new Error('There is no run.');
    return this.#run;
  }
}
