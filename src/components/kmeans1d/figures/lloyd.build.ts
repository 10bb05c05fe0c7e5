import { dynamicProgramme } from '../../../engine/kmeans1d/dynamic-programme.ts';
import { line, lloyd, randomStarts } from '../../../engine/kmeans1d/lloyd.ts';
import { seeded } from '../../../engine/random.ts';
import { clumps, clumpsDomain } from './clumps.build.ts';
import { type Descent, descentOf, type Restarts } from './descent.ts';
import { partitionOf } from './partition.ts';

const K = 6;
const SEEDS = 1000;
const BINS = 48;
/** These starts lie well, one in each clump but the last, and lead astray all the same. */
const SHOWN = 2;

const values = Float64Array.from(clumps);
const best = dynamicProgramme(values, K);
const optimum = { ...partitionOf(values, best.cuts(K)), cost: best.inertia(K) };

const onLine = line(values);
const descents = Array.from({ length: SEEDS }, (_, i) =>
  descentOf(lloyd(onLine, randomStarts(values, K, seeded(i + 1)))),
);

function restartsOf(descents: readonly Descent[]): Restarts {
  const ratios = descents.map(({ costs }) => costs[costs.length - 1] / optimum.cost).sort((a, b) => a - b);
  const worst = ratios[ratios.length - 1];
  const bins = new Array<number>(BINS).fill(0);
  for (const ratio of ratios) {
    const share = Math.log(Math.max(ratio, 1)) / Math.log(worst);
    bins[Math.min(Math.floor(share * BINS), BINS - 1)]++;
  }
  const optimal = ratios.filter((ratio) => ratio < 1 + 1e-9).length;
  return { count: SEEDS, optimal, median: ratios[ratios.length >> 1], worst, bins };
}

/** What LloydAgainstOptimum shows first. */
export default {
  values: clumps,
  domain: clumpsDomain,
  optimum,
  first: descents[SHOWN - 1],
  seed: SHOWN,
  restarts: restartsOf(descents),
};
