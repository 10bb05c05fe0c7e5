import { Worker } from 'node:worker_threads';
import type { Bench, Request } from './requests.ts';
import { ROSTER, type Rostered } from './roster.ts';

/** Contenders that run in JavaScript and WebAssembly, each on a thread of its own, so that none runs code tuned to another. */
export function openThreads(names: Rostered[]): Promise<Bench[]> {
  return Promise.all(names.map(openThread));
}

async function openThread(key: Rostered): Promise<Bench> {
  const { name, version, precision, fits } = await ROSTER[key]();
  const worker = new Worker(`${import.meta.dirname}/thread.worker.ts`, { workerData: key });
  const ask = <Reply>(request: Request) =>
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
  return {
    name,
    ...(version && { version }),
    precision,
    fits,
    open: (size, loss) => ask({ do: 'open', size, loss }),
    steps: (count) => ask({ do: 'steps', count }),
    solve: (request) => ask({ do: 'solve', ...request }),
    close: () => worker.terminate(),
  };
}
