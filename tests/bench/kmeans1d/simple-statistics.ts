import { ckmeans } from 'simple-statistics';
import { versionOf } from '../machine.ts';
import type { Implementation } from './implementation.ts';

/** The JavaScript of simple-statistics: Ckmeans.1d.dp's divide and conquer, in time k n log n. */
export const simpleStatistics = {
  name: 'simple-statistics ckmeans',
  version: versionOf('simple-statistics'),
  optimal: true,
  input: (values) => Array.from(values),
  cluster: (values: number[], k) => ckmeans(values, k),
  lowest: (clusters: number[][]) => clusters.map(([first]) => first),
} satisfies Implementation;
