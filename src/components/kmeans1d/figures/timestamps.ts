import type { DynamicProgramme } from '../../../engine/kmeans1d/dynamic-programme.ts';
import type { Kmeans1d, Prepared } from '../../../engine/kmeans1d/index.ts';
import type { Random } from '../../../engine/random.ts';
import { CROWD, type Partition, partitionOf } from './partition.ts';

/** The numbers to compare on, and what to show of them: 10,000 whole numbers spread evenly over [offset, offset + span). */
export interface Settings {
  offset: number;
  span: number;
  /** The number of clusters to show the partitions of. */
  k: number;
}

/** How dynamic programming compares with the solver, which is the optimum but for `gap`. */
export interface Comparison {
  settings: Settings;
  /** Inertia of plain and of centred prefix sums for k = 2 .. MAX_K, in multiples of the solver's. */
  raw: number[];
  centred: number[];
  /** At most this share of the solver's inertia for k clusters could be gained. */
  gap: number;
  /** The k clusters of plain sums and of the solver, in ten-thousandths of the span. */
  partitions: { raw: Partition; solver: Partition };
  /** How many of the numbers fall into each of PARTS equally wide parts of the span. */
  counts: number[];
}

export const COUNT = 10_000;
export const MAX_K = 64;
/** How fine the drawn clusters are: the span is this long. */
export const SHARES = 10_000;
const PARTS = 75;
const SEED = 1;

/** What is needed of the engine: the worker hands it over, or the build does. */
export interface Methods {
  kmeans1d: Kmeans1d;
  dynamicProgramme: (
    sorted: Float64Array,
    k: number,
    options: { sums: 'raw' | 'centred' },
  ) => DynamicProgramme;
  seeded: (seed: number) => Random;
}

/** Compares for any settings; keeps what it found for the last numbers, so that another k for them is quick. */
export class Comparer {
  readonly #methods: Methods;
  #last: ReturnType<typeof Comparer.prototype.solve> | undefined;

  constructor(methods: Methods) {
    this.#methods = methods;
  }

  compare(settings: Settings): Comparison {
    const { offset, span, k } = settings;
    if (this.#last?.offset !== offset || this.#last.span !== span) {
      this.#last?.prepared.free();
      this.#last = this.solve(offset, span);
    }
    const { sorted, prepared, raw, centred, inertias } = this.#last;
    const { counts, gap, inertia } = prepared.solve(k, { labels: 'none' });
    const shares = sorted.map((value) => (value - offset) / span);
    const ends = [0];
    for (const count of counts) ends.push(ends[ends.length - 1] + count);
    const ratios = (programme: DynamicProgramme) =>
      inertias.map((best, i) => Number((programme.inertia(i + 2) / best).toPrecision(8)));
    return {
      settings,
      raw: ratios(raw),
      centred: ratios(centred),
      gap: gap / inertia,
      partitions: { raw: inParts(shares, raw.cuts(k)), solver: inParts(shares, ends) },
      counts: count(shares),
    };
  }

  private solve(offset: number, span: number) {
    const { kmeans1d, dynamicProgramme, seeded } = this.#methods;
    const random = seeded(SEED);
    const sorted = Float64Array.from({ length: COUNT }, () => offset + Math.floor(random() * span)).sort();
    const prepared: Prepared = kmeans1d.prepare(sorted);
    return {
      offset,
      span,
      sorted,
      prepared,
      raw: dynamicProgramme(sorted, MAX_K, { sums: 'raw' }),
      centred: dynamicProgramme(sorted, MAX_K, { sums: 'centred' }),
      inertias: Array.from(
        { length: MAX_K - 1 },
        (_, i) => prepared.solve(i + 2, { labels: 'none' }).inertia,
      ),
    };
  }
}

function inParts(shares: Float64Array, ends: ArrayLike<number>): Partition {
  const { cuts, centroids } = partitionOf(shares, ends);
  const round = (share: number) => Math.round(share * SHARES);
  return { cuts: cuts.map(round), centroids: centroids.length > CROWD ? [] : centroids.map(round) };
}

function count(shares: Float64Array): number[] {
  const counts = new Array<number>(PARTS).fill(0);
  for (const share of shares) counts[Math.floor(share * PARTS)]++;
  return counts;
}
