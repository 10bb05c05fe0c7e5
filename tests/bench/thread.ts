import { Worker } from 'node:worker_threads';

/** A thread that answers one message after the other. */
export interface Thread {
  ask: <Reply>(request: object) => Promise<Reply>;
  close: () => Promise<unknown>;
}

/** Starts `file` on a thread of its own; `name` says whose errors they are. */
export function openThread(file: string, workerData: unknown, name: string): Thread {
  const worker = new Worker(file, { workerData });
  const ask = <Reply>(request: object) =>
    new Promise<Reply>((resolve, reject) => {
      const settle = (act: () => void) => {
        worker.off('message', onMessage);
        worker.off('error', onError);
        act();
      };
      const onMessage = (reply: Reply) => settle(() => resolve(reply));
      const onError = (error: Error) =>
        settle(() => reject(new Error(`${name}: ${error.message}`, { cause: error })));
      worker.on('message', onMessage);
      worker.on('error', onError);
      worker.postMessage(request);
    });
  return { ask, close: () => worker.terminate() };
}

/** Milliseconds of CPU of this thread since `process.threadCpuUsage()` gave `before`. */
export function millisecondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
