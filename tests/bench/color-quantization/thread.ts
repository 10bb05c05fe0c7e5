import { Worker } from 'node:worker_threads';
import type { Picture } from './implementation.ts';
import type { Bench, Outcome } from './outcome.ts';
import { rivals } from './rivals.ts';
import { WAYS } from './ways.ts';

/** What the thread is asked for. The picture goes along only when it is another one than before. */
export interface Request {
  contender: string;
  k: number;
  picture?: Picture;
}

/** Megabytes of objects a contender may make: some make one for each pixel. */
const MOST_MEMORY = 8192;

/**
 * A thread on which all that is JavaScript or WebAssembly is run and timed, ours and the rivals. One that takes too long, or more
 * memory than there is, can be stopped; the thread is then started anew.
 */
export function openThread(): { benches: Bench[]; close: () => Promise<unknown> } {
  let worker = start();
  let current: Picture | undefined;
  const run = async (contender: string, picture: Picture, k: number, limitMs: number): Promise<Outcome> => {
    const request: Request = { contender, k, ...(picture !== current && { picture }) };
    worker.postMessage(request);
    current = picture;
    const outcome = await answer(worker, limitMs);
    if (outcome.late) {
      await worker.terminate();
      worker = start();
      current = undefined;
    }
    return outcome;
  };
  const contenders: { name: string; version?: string }[] = [
    ...Object.keys(WAYS).map((name) => ({ name })),
    ...rivals,
  ];
  const benches = contenders.map(
    ({ name, version }): Bench => ({
      name,
      ...(version && { version }),
      run: (picture, k, limitMs) => run(name, picture, k, limitMs),
    }),
  );
  return { benches, close: () => worker.terminate() };
}

function start(): Worker {
  return new Worker(`${import.meta.dirname}/thread.worker.ts`, {
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY },
  });
}

function answer(worker: Worker, limitMs: number): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      clearTimeout(timer);
      worker.off('message', onMessage);
      worker.off('error', onError);
      act();
    };
    const onMessage = (outcome: Outcome) => settle(() => resolve(outcome));
    const onError = (error: Error & { code?: string }) => {
      const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      settle(() => (outOfMemory ? resolve({ late: true }) : reject(error)));
    };
    const timer = setTimeout(() => settle(() => resolve({ late: true })), limitMs);
    worker.on('message', onMessage);
    worker.on('error', onError);
  });
}
