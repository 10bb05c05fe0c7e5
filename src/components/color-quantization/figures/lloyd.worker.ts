import wasmUrl from '../../../engine/color-quantization/color-quantization.wasm?url';
import { createColorQuantizer } from '../../../engine/color-quantization/index.ts';
import { serve } from '../../../lib/worker-host.ts';
import { descend, type Opened, startOf, type WatchedDescent } from './descent.ts';
import pictureUrl from './pictures/brushes.webp?url';
import type { StartChoice } from './starts.ts';

async function load(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}

async function open(): Promise<Opened> {
  const [wasm, picture] = await Promise.all([load(wasmUrl), load(pictureUrl)]);
  const engine = await createColorQuantizer(await WebAssembly.compile(await wasm.arrayBuffer()));
  const bitmap = await createImageBitmap(await picture.blob());
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  context.drawImage(bitmap, 0, 0);
  const rgba = new Uint8Array(context.getImageData(0, 0, width, height).data.buffer);
  return { engine, rgba, histogram: engine.histogram(rgba, width, height) };
}
const opened = open();
opened.catch(() => {}); // every call below tells of it

const api = {
  descend: async (choice: StartChoice, k: number): Promise<WatchedDescent> =>
    descend(await opened, startOf(await opened, choice, k)),
};

export type LloydApi = typeof api;
serve(api);
