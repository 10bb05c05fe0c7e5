import { dynamicProgramme } from '../../../engine/kmeans1d/dynamic-programme.ts';
import { createKmeans1d } from '../../../engine/kmeans1d/index.ts';
import wasmUrl from '../../../engine/kmeans1d/kmeans1d.wasm?url';
import { seeded } from '../../../engine/random.ts';
import { serve } from '../../../lib/worker-host.ts';
import { Comparer, type Settings } from './timestamps.ts';

async function start() {
  const response = await fetch(wasmUrl);
  if (!response.ok) throw new Error(`${wasmUrl}: ${response.status}`);
  const module = await WebAssembly.compile(await response.arrayBuffer());
  return new Comparer({ kmeans1d: await createKmeans1d(module), dynamicProgramme, seeded });
}
const comparer = start();
comparer.catch(() => {}); // every call below tells of it

const api = { compare: async (settings: Settings) => (await comparer).compare(settings) };

export type TimestampsApi = typeof api;
serve(api);
