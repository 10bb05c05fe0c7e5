import { transfer } from 'comlink';
import type { Method, QuantizedTensor } from '../../engine/style-transfer/quantize/tensor.ts';
import { WorkerClient } from '../../lib/worker-client.ts';
import { MemoryShares } from './memory-shares.ts';
import type { QuantizeApi } from './quantize.worker.ts';

export interface QuantizingOptions {
  signal?: AbortSignal | undefined;
  /** Told after each layer: weights that are done, and all. */
  onProgress?: ((done: number, total: number) => void) | undefined;
  /** At most so many workers; default 4, and never more than the device has processors. */
  workers?: number | undefined;
}

/** Bytes that a worker takes for each weight of a layer: 35 of the engine, and the weight itself with its code. */
const BYTES_PER_WEIGHT = 40;
/** What all workers may hold together: two of the largest layers of VGG-19 at once. */
export const MOST_BYTES = 190e6;

const spawn = () =>
  new Worker(new URL('./quantize.worker.ts', import.meta.url), { type: 'module', name: 'quantize' });

/** A layer whose weights may lie elsewhere until they are needed. */
export interface LayerToQuantize {
  name: string;
  /** How many weights it has. */
  weights: { length: number };
  /** A copy of them, to be given away: of a view, the whole file behind it would be sent. */
  take: () => Float32Array<ArrayBuffer> | Promise<Float32Array<ArrayBuffer>>;
}

/**
 * Layers at each of these depths, in workers that end with it: the result has, by depth, the tensors in the order of the layers.
 * Rejects with an `InvalidInputError`, with the signal's reason, or where a worker fails. For pages: in Firefox a worker that starts
 * workers of its own may stand still for ever.
 */
export async function quantizeLayers(
  layers: readonly LayerToQuantize[],
  depths: readonly number[],
  method: Method,
  { signal, onProgress, workers = 4 }: QuantizingOptions = {},
): Promise<QuantizedTensor[][]> {
  const total = layers.reduce((sum, { weights }) => sum + weights.length, 0);
  const count = Math.min(workers, navigator.hardwareConcurrency || 1, layers.length);
  const shares = sharesOf(layers, count);
  const failed = new AbortController();
  const either = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
  const found: QuantizedTensor[][] = [];
  let done = 0;

  const work = async (worker: number) => {
    const client = new WorkerClient<QuantizeApi>(spawn);
    try {
      for (let at = shares.next(worker); at !== undefined; at = shares.next(worker)) {
        const { name, weights, take } = layers[at];
        const copy = await take();
        found[at] = await client.run(
          (api) => api.quantize(name, transfer(copy, [copy.buffer]), depths, method),
          either,
        );
        done += weights.length;
        onProgress?.(done, total);
      }
    } catch (error) {
      failed.abort(error); // the others' work is of no use any more
      throw error;
    } finally {
      client.stop();
    }
  };
  await Promise.all(Array.from({ length: count }, (_, worker) => work(worker)));
  return depths.map((_, i) => found.map((tensors) => tensors[i]));
}

/** How layers of a network are shared out among workers. */
export const sharesOf = (layers: readonly Pick<LayerToQuantize, 'weights'>[], workers: number) =>
  new MemoryShares(
    layers.map(({ weights }) => BYTES_PER_WEIGHT * weights.length),
    workers,
    MOST_BYTES,
  );
