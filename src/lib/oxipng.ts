/** Gzipped bytes that the first `squeezePng` downloads. A page says them before it asks for one. */
export const OXIPNG_BYTES = 78_100;

/** How hard to try, as in the program: 1 quick, 2 its default, 3 slow, up to 6. */
export type Effort = 1 | 2 | 3 | 4 | 5 | 6;

type Optimise = (png: Uint8Array, level: number, interlace: boolean, optimizeAlpha: boolean) => Uint8Array;

let ready: Promise<Optimise> | undefined;

/**
 * A PNG of the same pixels in fewer bytes, by oxipng 9 compiled to WebAssembly (@jsquash/oxipng, Apache 2.0), which the
 * first call loads. It takes seconds without a pause, so call it in a worker; stop it by ending the worker. `wasm` is
 * given where the module cannot be fetched, as in Node. Rejects where the module cannot be loaded (the next call tries
 * again) or the bytes are not a PNG.
 */
export async function squeezePng(
  png: Uint8Array,
  effort: Effort = 2,
  wasm?: BufferSource,
): Promise<Uint8Array<ArrayBuffer>> {
  ready ??= load(wasm);
  ready.catch(() => {
    ready = undefined;
  });
  const optimise = await ready;
  return optimise(png, effort, false, false) as Uint8Array<ArrayBuffer>;
}

/**
 * The build for one thread, by its own path: the package's entry would take the one for several, which needs shared
 * memory and so headers that a static host may not send.
 */
async function load(wasm: BufferSource | undefined): Promise<Optimise> {
  const { default: start, optimise } = await import('@jsquash/oxipng/codec/pkg/squoosh_oxipng.js');
  await start(wasm ?? (await fetchModule()));
  return optimise;
}

async function fetchModule(): Promise<ArrayBuffer> {
  const { default: url } = await import('@jsquash/oxipng/codec/pkg/squoosh_oxipng_bg.wasm?url');
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.arrayBuffer();
}
