import { dynamicProgramme } from '../../../engine/kmeans1d/dynamic-programme.ts';
import { clumps, clumpsDomain } from './clumps.build.ts';
import { partitionOf } from './partition.ts';

const K = 16;
const values = Float64Array.from(clumps);
const best = dynamicProgramme(values, K);
const counts = Array.from({ length: K }, (_, i) => i + 1);

/** What ConvexCost shows first, and all it can show. */
export default {
  values: clumps,
  domain: clumpsDomain,
  costs: counts.map((k) => best.inertia(k)),
  partitions: counts.map((k) => partitionOf(values, best.cuts(k))),
  firstPrice: 600,
  firstWanted: 4,
};
