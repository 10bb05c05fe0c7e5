import { seeded } from '../../../engine/random.ts';

/** Where Lloyd's algorithm begins: at the engine's seeds, at pixels drawn at random, or with all colours near black. */
export type StartChoice = { kind: 'ours' } | { kind: 'random'; seed: number } | { kind: 'corner' };

/** How far apart the colours in the corner are. */
const CORNER_STEP = 12;

/** `k` colours of pixels drawn at random, no colour twice; RGBA. The picture must have that many colours. */
export function randomStart(rgba: Uint8Array, k: number, seed: number): Uint8Array<ArrayBuffer> {
  const random = seeded(seed);
  const start = new Uint8Array(4 * k);
  const taken = new Set<string>();
  while (taken.size < k) {
    const at = 4 * Math.floor((random() * rgba.length) / 4);
    const color = rgba.subarray(at, at + 4);
    const key = color.join();
    if (!taken.has(key)) start.set(color, 4 * taken.size);
    taken.add(key);
  }
  return start;
}

/** `k` different colours, all nearly black; RGBA. */
export function cornerStart(k: number): Uint8Array<ArrayBuffer> {
  const side = Math.ceil(Math.cbrt(k));
  return Uint8Array.from({ length: 4 * k }, (_, at) => {
    const digit = Math.floor(Math.floor(at / 4) / side ** (at % 4)) % side;
    return at % 4 === 3 ? 255 : CORNER_STEP * digit;
  });
}
