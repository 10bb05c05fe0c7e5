import { openThread } from '../thread.ts';
import type { Bench } from './requests.ts';
import { ROSTER, type Rostered } from './roster.ts';

/** Contenders that run in JavaScript and WebAssembly, each on a thread of its own, so that none runs code tuned to another. */
export function openThreads(names: Rostered[]): Promise<Bench[]> {
  return Promise.all(names.map(openContender));
}

async function openContender(key: Rostered): Promise<Bench> {
  const { name, version, precision, fits } = await ROSTER[key]();
  const { ask, close } = openThread(`${import.meta.dirname}/thread.worker.ts`, key, name);
  return {
    name,
    ...(version && { version }),
    precision,
    fits,
    open: (size, loss) => ask({ do: 'open', size, loss }),
    steps: (count) => ask({ do: 'steps', count }),
    solve: (request) => ask({ do: 'solve', ...request }),
    close,
  };
}
