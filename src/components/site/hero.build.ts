import { readFile } from 'node:fs/promises';
import { createKmeans1d } from '../../engine/kmeans1d/index.ts';
import { type Bundle, position, strands, ticks } from './strands.ts';

const N = 240;
/** How many numbers may be kept; the page's style sheet has a rule for each. */
export const CHOICES = [2, 4, 8, 16, 32];

/** Values from a handful of bell curves and some strays, always the same: what the home page draws. */
export function heroValues(): Float64Array {
  const random = mulberry(20);
  const bells = [
    { share: 0.3, mean: 14, spread: 3 },
    { share: 0.22, mean: 31, spread: 2.2 },
    { share: 0.22, mean: 58, spread: 5 },
    { share: 0.12, mean: 79, spread: 1.6 },
    { share: 0.14, mean: 50, spread: 22 },
  ];
  return Float64Array.from({ length: N }, () => {
    let pick = random();
    const bell = bells.find(({ share }) => (pick -= share) < 0) ?? bells[0];
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    return bell.mean + bell.spread * radius * Math.cos(2 * Math.PI * random());
  });
}

/** The drawing for each choice of k, computed by the engine of the first article. */
export async function heroDrawing(): Promise<{ n: number; ticks: string; bundles: Bundle[] }> {
  const module = await WebAssembly.compile(await readFile('src/engine/kmeans1d/kmeans1d.wasm'));
  const kmeans1d = await createKmeans1d(module);
  const values = heroValues();
  const prepared = kmeans1d.prepare(values);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const positions = [...values].map((value) => position(value, low, high));
  const single = prepared.solve(1).inertia;
  const bundles = CHOICES.map((k) => {
    const { centroids, labels, inertia } = prepared.solve(k);
    const at = [...centroids].map((centroid) => position(centroid, low, high));
    const counts = new Array<number>(k).fill(0);
    for (const label of labels) counts[label]++;
    return {
      k,
      strands: strands(positions, [...labels].map((label) => at[label])),
      centroids: at.map((place, j) => ({ value: centroids[j], at: place, share: counts[j] / N })),
      left: inertia / single,
    };
  });
  prepared.free();
  return { n: N, ticks: ticks(positions), bundles };
}

/** A small seeded generator of uniform numbers in [0, 1). */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
