import { readFile } from 'node:fs/promises';
import { createKmeans1d, type Kmeans1d } from '../../../src/engine/kmeans1d/index.ts';

const bytes = await readFile(new URL('../../../src/engine/kmeans1d/kmeans1d.wasm', import.meta.url));

/** A new instance of the committed build. */
export async function loadKmeans1d(): Promise<Kmeans1d> {
  return createKmeans1d(await WebAssembly.compile(bytes));
}

/** A new instance that can have no more than `pages` pages of memory of 65,536 bytes each: the build with its maximum lowered. */
export async function loadKmeans1dWithin(pages: number): Promise<Kmeans1d> {
  return createKmeans1d(await WebAssembly.compile(withMaximum(bytes, pages)));
}

function withMaximum(wasm: Uint8Array, pages: number): Uint8Array<ArrayBuffer> {
  const patched = Uint8Array.from(wasm);
  let at = 8; // after magic number and version
  const readUnsigned = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = patched[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  for (;;) {
    const section = patched[at++];
    const size = readUnsigned();
    if (section === 5) break; // memories
    at += size;
  }
  at += 2; // one memory, which has a maximum
  readUnsigned(); // its initial size
  const start = at;
  readUnsigned();
  for (let left = pages; start < at; at--) {
    // As many bytes as before: LEB128 may be written longer than needed, its last byte alone below 128.
    const place = 2 ** (7 * (at - 1 - start));
    patched[at - 1] = Math.floor(left / place) + (patched[at - 1] & 128);
    left %= place;
  }
  return patched;
}
