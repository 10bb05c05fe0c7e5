import { createRequire } from 'node:module';
import { versionOf } from '../machine.ts';
import type { Implementation } from './implementation.ts';

// The package has no types; it answers with the smallest value of each cluster.
const ckmeansOf: (values: number[], k: number) => number[] = createRequire(import.meta.url)('ckmeans');

/** The npm package of that name: the same algorithm as simple-statistics', without the copies of the clusters. */
export const ckmeans = {
  name: 'npm ckmeans',
  version: versionOf('ckmeans'),
  optimal: true,
  input: (values) => Array.from(values),
  cluster: (values: number[], k) => ckmeansOf(values, k),
  lowest: (breaks: number[]) => breaks,
} satisfies Implementation;
