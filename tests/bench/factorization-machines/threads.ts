import { openThread } from '../thread.ts';
import type { Bench } from './requests.ts';
import { ROSTER, type Rostered } from './roster.ts';

/** Contenders that run in JavaScript and WebAssembly, each on a thread of its own, so that none runs code tuned to another. */
export function openThreads(names: Rostered[]): Promise<Bench[]> {
  return Promise.all(names.map(openContender));
}

async function openContender(key: Rostered): Promise<Bench> {
  const { name, version, precision } = await ROSTER[key]();
  const { ask, close } = openThread(`${import.meta.dirname}/thread.worker.ts`, key, name);
  return {
    name,
    ...(version && { version }),
    precision,
    fits: () => true,
    open: (size) => ask({ do: 'open', size }),
    steps: (count) => ask({ do: 'steps', count }),
    loss: () => ask({ do: 'loss' }),
    epoch: (seed) => ask({ do: 'epoch', seed }),
    titanic: (epochs, target) => ask({ do: 'titanic', epochs, target }),
    close,
  };
}
