import { fileURLToPath } from 'node:url';
import { sharesOf } from '../../../../src/components/style-transfer/quantizing.ts';
import type { Method } from '../../../../src/engine/style-transfer/quantize/index.ts';
import { openThread, type Thread } from '../../thread.ts';
import type { Reply, Request } from './quantizer.worker.ts';
import type { Layer } from './weights.ts';

/** A whole network quantized once. */
export interface Whole {
  wallMs: number;
  /** Milliseconds of CPU of the thread that had most to do: what it takes where each has a core of its own. */
  busiestMs: number;
  /** Of all threads. */
  cpuMs: number;
  /** Bytes: most that all threads held at once, each with the engine's memory, a copy of its layer and its codes. */
  memory: number;
  /** Sums over the layers, by depth. */
  inertia: number[];
  power: number;
}

export const openThreads = (count: number): Thread[] =>
  Array.from({ length: count }, (_, i) =>
    openThread(fileURLToPath(new URL('./quantizer.worker.ts', import.meta.url)), {}, `thread ${i + 1}`),
  );

/** Shares the layers out among the threads as the page does; the first call on new threads starts them, and should not count. */
export async function quantizeWhole(
  threads: Thread[],
  layers: readonly Layer[],
  depths: number[],
  method: Method = 'kmeans',
): Promise<Whole> {
  const shares = sharesOf(layers, threads.length);
  const held = threads.map(() => 0);
  const whole: Whole = {
    wallMs: 0,
    busiestMs: 0,
    cpuMs: 0,
    memory: 0,
    inertia: depths.map(() => 0),
    power: 0,
  };
  const work = async (thread: Thread, worker: number) => {
    let busy = 0;
    for (let at = shares.next(worker); at !== undefined; at = shares.next(worker)) {
      const { weights } = layers[at];
      const request: Request = { weights, depths, method };
      const reply = await thread.ask<Reply>(request);
      busy += reply.ms;
      held[worker] = Math.max(held[worker], reply.memory + (4 + depths.length) * weights.length);
      whole.memory = Math.max(
        whole.memory,
        held.reduce((sum, bytes) => sum + bytes, 0),
      );
      reply.inertia.forEach((inertia, i) => {
        whole.inertia[i] += inertia;
      });
      whole.power += reply.power;
    }
    whole.cpuMs += busy;
    whole.busiestMs = Math.max(whole.busiestMs, busy);
  };
  const begun = performance.now();
  await Promise.all(threads.map(work));
  whole.wallMs = performance.now() - begun;
  return whole;
}
