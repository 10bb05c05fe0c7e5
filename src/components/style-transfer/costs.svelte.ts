import { pixelsAt, workOf } from './job.ts';
import type { Choices, Memory, RunView } from './views.ts';

/** Milliseconds of a step for a megapixel, of networks that no run has measured yet: on a laptop of some years. */
const GUESSES: Record<string, number> = { 'half-vgg': 4500, resnet50: 6000 };
const OTHER_GUESS = 12_000;

/** What a run started now would cost. */
export interface Cost {
  ms: number;
  /** Whether the time is known from a run before. */
  measured: boolean;
  /** Of memory, where that is known of the network. */
  bytes: number | undefined;
}

/** How long runs take here, a guess until one has been measured, and how much memory. */
export class Costs {
  #rates = $state.raw<Readonly<Record<string, number>>>({});
  #memories = $state.raw<Readonly<Record<string, Memory>>>({});

  /** What a run of a network tells of its pace. */
  learn(model: string, { rate }: RunView): void {
    if (rate !== undefined) this.#rates = { ...this.#rates, [model]: rate };
  }

  learnMemory(model: string, memory: Memory): void {
    this.#memories = { ...this.#memories, [model]: memory };
  }

  of(model: string, shape: { width: number; height: number }, choices: Choices): Cost {
    const rate = this.#rates[model];
    const memory = this.#memories[model];
    return {
      ms: workOf(shape, choices) * (rate ?? GUESSES[model] ?? OTHER_GUESS),
      measured: rate !== undefined,
      bytes: memory && memory.fixed + memory.perPixel * pixelsAt(shape, choices.size),
    };
  }
}
