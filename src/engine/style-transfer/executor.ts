import type { Network } from './network.ts';
import type { Picture } from './picture.ts';

/**
 * Work in small pieces: between two of them whoever drives it may look, stop, or let others have their turn. A promise that is yielded
 * must be awaited before going on (a GPU answers later); undefined is a mere breath. No piece takes much longer than 50 ms.
 */
export type Work<T> = Generator<Promise<void> | undefined, T, void>;

/** What a picture is to come near to. Weights hold all scaling: an executor multiplies by nothing else. */
export interface Targets {
  /** Adds weight * ||G - gram||^2 (Frobenius), where G = F^T F / (height * width) of the layer's output F, (height * width) x C. */
  style: { layer: string; gram: Float32Array; weight: number }[];
  /** Adds weight * ||F - features||^2; `features` is height x width x C of that layer at the size aimed at. */
  content: { layer: string; features: Float32Array; weight: number }[];
}

/** The weighted terms of a loss, in the order of the targets. */
export interface Losses {
  style: Float64Array;
  content: Float64Array;
}

/** A network ready to be run: one at a time per executor, forwards, and backwards to the pixels. */
export interface Executor {
  /** `compiled`, `arrays`, or the tfjs backend: `tfjs cpu`, `tfjs wasm`, `tfjs webgl`, `tfjs webgpu`. */
  readonly name: string;
  /** Gram matrices (C x C, divided by height * width) and outputs (height x width x C) of the layers named. */
  describe(
    picture: Picture,
    layers: { grams?: readonly string[]; features?: readonly string[] },
  ): Work<{ grams: Map<string, Float32Array>; features: Map<string, Float32Array> }>;
  /** Makes ready for pictures of one size; the objective before is freed. */
  aim(width: number, height: number, targets: Targets): Objective;
  /** Bytes held while aiming at pictures of this size, weights included: told before anything is allocated. */
  memory(width: number, height: number): number;
  free(): void;
}

export interface Objective {
  /** Loss and gradient at `rgb` (height x width x 3, 0..255): d loss / d rgb is written over `gradient`. */
  evaluate(rgb: Float32Array, gradient: Float32Array): Work<Losses>;
}

/** Throws an `InvalidInputError` where the executor cannot take the network, or has no memory for it. */
export type CreateExecutor = (network: Network) => Executor | Promise<Executor>;

/** Does all of some work at once, where nothing waits: in tests, tools and when the site is built. */
export async function finish<T>(work: Work<T>): Promise<T> {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (value) await value;
  }
}
