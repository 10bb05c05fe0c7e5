import { readFile } from 'node:fs/promises';
import { createKmeans1d, type Kmeans1d } from '../../../src/engine/kmeans1d/index.ts';
import { withMaximum } from '../with-maximum.ts';

const bytes = await readFile(new URL('../../../src/engine/kmeans1d/kmeans1d.wasm', import.meta.url));

/** A new instance of the committed build. */
export async function loadKmeans1d(): Promise<Kmeans1d> {
  return createKmeans1d(await WebAssembly.compile(bytes));
}

/** A new instance that can have no more than `pages` pages of memory of 65,536 bytes each: the build with its maximum lowered. */
export async function loadKmeans1dWithin(pages: number): Promise<Kmeans1d> {
  return createKmeans1d(await WebAssembly.compile(withMaximum(bytes, pages)));
}
