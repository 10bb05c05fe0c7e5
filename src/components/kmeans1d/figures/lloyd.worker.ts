import { line, lloyd, randomStarts } from '../../../engine/kmeans1d/lloyd.ts';
import { seeded } from '../../../engine/random.ts';
import { serve } from '../../../lib/worker-host.ts';
import { descentOf } from './descent.ts';

const descend = (values: readonly number[], starts: ArrayLike<number>) =>
  descentOf(lloyd(line(Float64Array.from(values)), starts));

const api = {
  /** `values` are ascending. */
  descend,
  descendFromRandom: (values: readonly number[], k: number, seed: number) =>
    descend(values, randomStarts(values, k, seeded(seed))),
};

export type LloydApi = typeof api;
serve(api);
