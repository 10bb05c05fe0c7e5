import type { CreateExecutor, Executor, finish } from '../../engine/style-transfer/executor.ts';
import type { Network } from '../../engine/style-transfer/network.ts';

/** Who computes: C++ in WebAssembly, or the graphics device by one of two ways. */
export type Computer = 'compiled' | 'webgl' | 'webgpu';

/** What is handed to them. */
export interface ComputerTools {
  compiled: CreateExecutor;
  /** Starts a graphics device; rejects where that cannot be. */
  graphics(way: 'webgl' | 'webgpu'): Promise<CreateExecutor>;
  /** The way to a graphics device that is worth a trial; loads nothing. */
  graphicsHere(): Promise<'webgl' | 'webgpu' | undefined>;
  finish: typeof finish;
}

/** Side of the picture that they are tried on, and milliseconds that the graphics device has for it, getting ready included. */
const TRIAL = { side: 128, patience: 4000 };

/** Makes executors: by whom the reader has asked for, or else by who was faster in a trial of a second, once for each network. */
export class Computers {
  readonly #tools: ComputerTools;
  readonly #faster = new Map<string, Computer>();

  constructor(tools: ComputerTools) {
    this.#tools = tools;
  }

  /** `asked`: a computer, or none for the faster one. Where a graphics device cannot be had, it is WebAssembly. */
  async create(network: Network, asked: Computer | undefined): Promise<Executor> {
    const { compiled, graphics } = this.#tools;
    const computer = asked ?? this.#faster.get(network.id) ?? (await this.#try(network));
    if (computer === 'compiled') return compiled(network);
    try {
      return await (await graphics(computer))(network);
    } catch (error) {
      if ((error as Error).name === 'InvalidInputError') throw error;
      return this.instead(network);
    }
  }

  /** For what was begun on a graphics device that is lost. */
  async instead(network: Network): Promise<Executor> {
    this.#faster.set(network.id, 'compiled');
    return this.#tools.compiled(network);
  }

  async #try(network: Network): Promise<Computer> {
    const way = await this.#tools.graphicsHere().catch(() => undefined);
    const faster = way && (await this.#isFaster(way, network).catch(() => false)) ? way : 'compiled';
    this.#faster.set(network.id, faster);
    return faster;
  }

  async #isFaster(way: 'webgl' | 'webgpu', network: Network): Promise<boolean> {
    const { compiled, graphics } = this.#tools;
    const ours = await this.#timeOf(await compiled(network), network);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<number>((resolve) => {
      timer = setTimeout(() => resolve(Number.POSITIVE_INFINITY), TRIAL.patience);
    });
    const theirs = graphics(way).then(async (create) => this.#timeOf(await create(network), network));
    theirs.catch(() => {}); // perhaps when nobody waits for it any more
    try {
      return (await Promise.race([theirs, late])) < ours;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Milliseconds of an evaluation, after one that gets everything ready. */
  async #timeOf(executor: Executor, network: Network): Promise<number> {
    const { finish } = this.#tools;
    const { side } = TRIAL;
    const data = Float32Array.from({ length: 3 * side * side }, (_, i) => (i * 37) % 256);
    try {
      const picture = { width: side, height: side, data };
      const { grams } = await finish(executor.describe(picture, { grams: network.style }));
      const style = [...grams].map(([layer, gram]) => ({ layer, gram, weight: 1 }));
      const objective = executor.aim(side, side, { style, content: [] });
      const gradient = new Float32Array(data.length);
      await finish(objective.evaluate(data, gradient));
      const begun = performance.now();
      await finish(objective.evaluate(data, gradient));
      return performance.now() - begun;
    } finally {
      executor.free();
    }
  }
}
