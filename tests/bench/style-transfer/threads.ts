import { openThread } from '../thread.ts';
import { CONTENDERS, type ContenderName } from './contenders.ts';
import type { NetworkName } from './networks.ts';
import type { Opened, Request, Stylized } from './requests.ts';

/** A contender, wherever it runs: on one thread. */
export interface Bench {
  name: string;
  version?: string;
  open: (network: NetworkName, size: number) => Promise<Opened>;
  /** Milliseconds of CPU of so many evaluations. */
  evaluate: (count: number) => Promise<number>;
  close: () => Promise<unknown>;
}

/** Contenders that run in JavaScript and WebAssembly, each on a thread of its own, so that none runs code tuned to another. */
export function openBench(key: ContenderName): Bench & { stylize: (size: number) => Promise<Stylized> } {
  const { name, version } = { version: undefined, ...CONTENDERS[key] };
  const { ask, close } = openThread(`${import.meta.dirname}/thread.worker.ts`, key, name);
  const request = <Reply>(message: Request) => ask<Reply>(message);
  return {
    name,
    ...(version && { version }),
    open: (network, size) => request<Opened>({ do: 'open', network, size }),
    evaluate: async (count) => (await request<{ ms: number }>({ do: 'evaluate', count })).ms,
    stylize: (size) => request<Stylized>({ do: 'stylize', size }),
    close,
  };
}
