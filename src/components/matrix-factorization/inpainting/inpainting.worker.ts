import { createFactorizer } from '../../../engine/matrix-factorization/index.ts';
import wasmUrl from '../../../engine/matrix-factorization/matrix-factorization.wasm?url';
import { type DrawnSvg, type OpenPictureOptions, openPicture } from '../../../lib/picture/open.ts';
import { serve } from '../../../lib/worker-host.ts';
import { Session } from './session.ts';

async function load(): Promise<Session> {
  const response = await fetch(wasmUrl);
  if (!response.ok) throw new Error(`${wasmUrl}: ${response.status}`);
  const { als } = await createFactorizer(await WebAssembly.compile(await response.arrayBuffer()));
  return new Session(als);
}
const ready = load();
ready.catch(() => {}); // every call below tells of it

const api = {
  open: (source: Blob | DrawnSvg, options: OpenPictureOptions) => openPicture(source, options),
  change: async (...given: Parameters<Session['change']>) => (await ready).change(...given),
  restart: async (revision: number) => (await ready).restart(revision),
  begin: async () => (await ready).begin(),
  go: async () => (await ready).go(),
  latest: async () => (await ready).latest(),
  pause: async () => (await ready).pause(),
  sweep: async () => (await ready).sweep(),
  look: async () => (await ready).look(),
  beginCurve: async (...given: Parameters<Session['beginCurve']>) => (await ready).beginCurve(...given),
  goCurve: async () => (await ready).goCurve(),
  latestCurve: async () => (await ready).latestCurve(),
  pauseCurve: async () => (await ready).pauseCurve(),
  csv: async () => (await ready).csv(),
  png: async (which: 'filled' | 'product') => (await ready).png(which),
};

export type InpaintingApi = typeof api;
serve(api);
