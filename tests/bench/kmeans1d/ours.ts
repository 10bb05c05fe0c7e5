import { readFile } from 'node:fs/promises';
import { createKmeans1d, type Kmeans1d } from '../../../src/engine/kmeans1d/index.ts';
import { cpuMs } from '../measure.ts';
import { contender } from './implementation.ts';

export const WASM = 'src/engine/kmeans1d/kmeans1d.wasm';

/** A fresh instance of the engine, with memory of its own. */
export async function openOurs(): Promise<Kmeans1d> {
  return createKmeans1d(await WebAssembly.compile(await readFile(WASM)));
}

/** Our engine as one of the contenders: all in one call, labels included. */
export function ours(kmeans1d: Kmeans1d) {
  return contender({
    name: 'This site’s engine',
    optimal: true,
    input: (values) => values,
    cluster: (values, k) => kmeans1d.cluster(values, k),
    lowest: ({ minima }) => minima,
  });
}

/** How often our engine must work on n values for about a quarter of a second. */
export function repeatsFor(n: number): number {
  return Math.ceil(4e6 / n);
}

/** The milliseconds of each part of clustering: labels are what solving with them takes longer than without. */
export function parts(kmeans1d: Kmeans1d, values: Float32Array, k: number) {
  const repeats = repeatsFor(values.length);
  const prepare = cpuMs(() => kmeans1d.prepare(values).free(), repeats);
  const prepared = kmeans1d.prepare(values);
  const solve = cpuMs(() => prepared.solve(k, { labels: 'none' }), repeats);
  const labelled = cpuMs(() => prepared.solve(k), repeats);
  prepared.free();
  return { prepare, solve, labels: labelled - solve, total: prepare + labelled };
}

/** Milliseconds of clustering all in one call. */
export function whole(kmeans1d: Kmeans1d, values: Float32Array, k: number) {
  return { total: cpuMs(() => kmeans1d.cluster(values, k), repeatsFor(values.length)) };
}
