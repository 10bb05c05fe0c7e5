import { readFileSync } from 'node:fs';
import {
  denseFeatures,
  pickSamples,
  type Samples,
} from '../../../src/engine/factorization-machines/index.ts';

const DATA = new URL('../../../src/components/factorization-machines/own-data/data/', import.meta.url);
const SPLITS: Record<string, number[]> = JSON.parse(
  readFileSync(new URL('../../fixtures/factorization-machines/splits.json', import.meta.url), 'utf8'),
);

export interface OwnData {
  names: string[];
  samples: Samples;
}

/** The fields of a data set of the lab, line by line, its header first. */
export const rowsOf = (name: string): string[][] =>
  readFileSync(new URL(`${name}.csv`, DATA), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));

/** A data set of the lab, as numbers; `one` is the text of class 1, where the target is a class. */
export function ownData(name: string, one?: string): OwnData {
  const [names = [], ...rows] = rowsOf(name);
  const y = Float64Array.from(rows, (row) => Number(one === undefined ? row.at(-1) : row.at(-1) === one));
  return { names, samples: { X: denseFeatures(rows.map((row) => row.slice(0, -1).map(Number))), y } };
}

/** The rows that scikit-learn's train_test_split gives for learning and for testing by the seed 0. */
export function splitOf(name: string, samples: Samples): { learned: Samples; held: Samples } {
  const held = new Set(SPLITS[name]);
  const rows = Array.from(samples.y, (_, row) => row);
  return {
    learned: pickSamples(samples, Uint32Array.from(rows.filter((row) => !held.has(row)))),
    held: pickSamples(samples, Uint32Array.from(held)),
  };
}

/** The samples with weights by which both classes count as much. */
export function balanced(samples: Samples): Samples {
  const ones = samples.y.reduce((sum, y) => sum + y, 0);
  const zeros = samples.y.length - ones;
  return { ...samples, weights: samples.y.map((y) => 1 / (y === 1 ? ones : zeros)) };
}
