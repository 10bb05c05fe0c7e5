import { gaussian, type Random } from '../../../src/engine/random.ts';

/** Kinds of values, usual ones and those that break methods for k-means on a line; each gives the i-th value of a set. */
export const families: Record<string, (random: Random, i: number) => number> = {
  gauss: gaussian,
  uniform: (random) => random(),
  digits: (random) => Math.floor(10 * random()),
  pairs: (_, i) => (i >> 1) * 10 + (i & 1),
  clumps: (random) => 100 * Math.floor(5 * random()) + gaussian(random),
  'close together at 1e9': (random) => 1e9 + 1e-3 * random(),
  'huge, 1e150': (random) => 1e150 * gaussian(random),
  denormal: (random) => 5e-324 * Math.floor(1000 * random()),
  geometric: (random) => 3 ** (Math.floor(24 * random()) - 8),
  outliers: (random) => gaussian(random) * (random() < 0.1 ? 1e6 : 1),
  float32: (random) => Math.fround(gaussian(random)),
  equispaced: (_, i) => i,
  'one far below': (random, i) => (i === 0 ? -1e8 : random()),
  'Unix time in ms': (random) => 1.7e12 + Math.floor(3.6e6 * random()),
  'both zeros': (random) => (random() < 0.5 ? -1 : 1) * Math.floor(3 * random()),
};

export function draw(family: string, random: Random, n: number): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: n }, (_, i) => families[family](random, i));
}
