import { createKmeans1d } from '../../engine/kmeans1d/index.ts';
import wasmUrl from '../../engine/kmeans1d/kmeans1d.wasm?url';
import * as lloyd from '../../engine/kmeans1d/lloyd.ts';
import { serve } from '../../lib/worker-host.ts';
import depthsUrl from './data/earthquake-depths.csv?url';
import { Opening } from './opening.ts';
import { Session } from './session.ts';

const fetched = async (url: string) => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
};

const ready = fetched(wasmUrl)
  .then((response) => response.arrayBuffer())
  .then((bytes) => WebAssembly.compile(bytes))
  .then(async (module) => {
    const session = new Session(await createKmeans1d(module), lloyd);
    return { session, opening: new Opening(session, async () => (await fetched(depthsUrl)).text()) };
  });
ready.catch(() => {}); // every call below tells of it

const api = {
  open: async (...given: Parameters<Opening['open']>) => (await ready).opening.open(...given),
  accept: async () => (await ready).opening.accept(),
  progress: async () => (await ready).opening.progress(),
  cancel: async () => (await ready).opening.cancel(),
  solve: async (k: number) => (await ready).session.solve(k),
  elbow: async (...given: Parameters<Session['elbow']>) => (await ready).session.elbow(...given),
  lloyd: async (...given: Parameters<Session['lloyd']>) => (await ready).session.lloyd(...given),
  labelsCsv: async (k: number) => (await ready).session.labelsCsv(k),
  labelsJson: async (k: number) => (await ready).session.labelsJson(k),
  numbers: async () => (await ready).session.numbers(),
};

export type Kmeans1dApi = typeof api;
serve(api);
