import { transfer } from 'comlink';
import wasmUrl from '../../engine/color-quantization/color-quantization.wasm?url';
import { createColorQuantizer } from '../../engine/color-quantization/index.ts';
import { serve } from '../../lib/worker-host.ts';
import { Opening } from './opening.ts';
import { Session } from './session.ts';
import type { Choices, Raster, Result } from './views.ts';
import { canWriteWebp, losslessWebp } from './webp.ts';

const ready = fetch(wasmUrl)
  .then((response) =>
    response.ok ? response.arrayBuffer() : Promise.reject(new Error(`${wasmUrl}: ${response.status}`)),
  )
  .then((bytes) => WebAssembly.compile(bytes))
  .then(async (module) => {
    const session = new Session(await createColorQuantizer(module));
    return { session, opening: new Opening(session) };
  });
ready.catch(() => {}); // every call below tells of it

const bitmapOf = ({ rgba, width, height }: Raster) => createImageBitmap(new ImageData(rgba, width, height));

async function shown({ result, raster }: { result: Result; raster: Raster }) {
  const after = await bitmapOf(raster);
  return transfer({ result, after }, [after]);
}

const moved = (bytes: Uint8Array<ArrayBuffer>) => transfer(bytes, [bytes.buffer]);

const api = {
  cancel: async () => (await ready).opening.cancel(),
  open: async (...given: Parameters<Opening['open']>) => {
    const opened = await (await ready).opening.open(...given);
    if (!opened) return undefined;
    const [before, after] = await Promise.all([bitmapOf(opened.original), bitmapOf(opened.raster)]);
    return transfer({ picture: opened.picture, result: opened.result, before, after }, [before, after]);
  },
  preview: async (choices: Choices) => shown((await ready).session.preview(choices)),
  full: async (choices: Choices) => {
    const drawn = await (await ready).session.full(choices);
    return drawn && shown(drawn);
  },
  veil: async (index: number) => {
    const raster = (await ready).session.veil(index);
    const veil = raster && (await bitmapOf(raster));
    return veil && transfer(veil, [veil]);
  },
  cells: async (most: number) => (await ready).session.cells(most),
  compare: async (choices: Choices) => {
    const made = await (await ready).session.compare(choices);
    const miniature = made && (await bitmapOf(made.miniature));
    return made && miniature && transfer({ compared: made.compared, miniature }, [miniature]);
  },
  convert: async (...given: Parameters<Opening['convert']>) => {
    const made = await (await ready).opening.convert(...given);
    return made && transfer(made, [made.png.buffer]);
  },
  png8Bytes: async () => (await (await ready).session.png8())?.length,
  png8: async () => {
    const png = await (await ready).session.png8();
    return png && moved(png.slice());
  },
  png32: async () => moved(await (await ready).session.png32()),
  canWriteWebp,
  webp: async () => losslessWebp((await ready).session.pixels()),
};

export type ColorQuantizationApi = typeof api;
serve(api);
