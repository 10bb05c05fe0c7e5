import { ckmeans } from 'simple-statistics';
import { versionOf } from '../machine.ts';
import { contender } from './implementation.ts';

/** The JavaScript of simple-statistics: divide and conquer over a table of n times k, as in Ckmeans.1d.dp. */
export const simpleStatistics = contender({
  name: 'simple-statistics',
  version: versionOf('simple-statistics'),
  optimal: true,
  input: (values) => Array.from(values),
  cluster: (values, k) => ckmeans(values, k),
  lowest: (clusters) => clusters.map(([first]) => first),
});
