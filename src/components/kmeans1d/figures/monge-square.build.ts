import { dynamicProgramme } from '../../../engine/kmeans1d/dynamic-programme.ts';
import { clumps, clumpsDomain } from './clumps.build.ts';
import type { Cuts4 } from './monge.ts';

const K = 4;
const values = clumps.filter((_, i) => i % 7 === 3);
const first: Cuts4 = [2, 7, 13, 19];

const programme = dynamicProgramme(Float64Array.from(values), K);
const best = programme.best.map((row, i) =>
  Array.from(row, (inertia, j) => (j > i ? Number(inertia.toFixed(2)) : null)),
);

/** What MongeSquare shows first, for every seventh of the article's numbers, and its table's rows for 1 to 4 clusters. */
export default { values, domain: clumpsDomain, first, best };
