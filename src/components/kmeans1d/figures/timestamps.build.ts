import { readFile } from 'node:fs/promises';
import { dynamicProgramme } from '../../../engine/kmeans1d/dynamic-programme.ts';
import { createKmeans1d } from '../../../engine/kmeans1d/index.ts';
import { seeded } from '../../../engine/random.ts';
import { Comparer, type Comparison } from './timestamps.ts';

/** Midnight of the article's day, in Unix milliseconds. */
const DAY = Date.UTC(2026, 10, 23);

async function firstComparison(): Promise<Comparison> {
  const module = await WebAssembly.compile(await readFile('src/engine/kmeans1d/kmeans1d.wasm'));
  const comparer = new Comparer({ kmeans1d: await createKmeans1d(module), dynamicProgramme, seeded });
  return comparer.compare({ offset: DAY, span: 3_600_000, k: 64 });
}

/** What TimestampAccuracy shows first: an hour of timestamps in 64 clusters. */
export default firstComparison();
