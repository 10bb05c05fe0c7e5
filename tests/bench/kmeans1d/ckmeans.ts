import { createRequire } from 'node:module';
import { versionOf } from '../machine.ts';
import { contender } from './implementation.ts';

// The package has no types; it answers with the smallest value of each cluster.
const ckmeansOf: (values: number[], k: number) => number[] = createRequire(import.meta.url)('ckmeans');

/** The npm package ckmeans: simple-statistics' algorithm, without copies of the clusters. */
export const ckmeans = contender({
  name: 'ckmeans',
  version: versionOf('ckmeans'),
  optimal: true,
  input: (values) => Array.from(values),
  cluster: (values, k) => ckmeansOf(values, k),
  lowest: (breaks) => breaks,
});
