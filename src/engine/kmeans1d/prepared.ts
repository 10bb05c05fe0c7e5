import { float32View, float64View } from '../wasm.ts';
import { badValue, badWeight, checkByteLabels, checkK, checkSizes, noMemory } from './checks.ts';
import {
  BAD_VALUE,
  BAD_WEIGHT,
  type Core,
  FLOAT32,
  FLOAT64,
  NO_MEMORY,
  SPLICED,
  STABLE,
  SUMMARY,
  WEIGHTED,
} from './core.ts';
import { chordBisection, type ElbowStep } from './elbow.ts';
import { type LabelArray, type LabelKind, label } from './labels.ts';

export type { LabelKind } from './labels.ts';

/** An optimal clustering. Clusters are numbered from 0 in ascending order of their values; arrays have one entry per cluster. */
export interface Clustering<Labels extends LabelKind = LabelKind> {
  /** The number of clusters asked for, or that of distinct values where that is less. */
  k: number;
  /** The mean of each cluster. */
  centroids: Float64Array<ArrayBuffer>;
  /** The smallest value of each cluster. */
  minima: Float64Array<ArrayBuffer>;
  /** The largest value of each cluster. */
  maxima: Float64Array<ArrayBuffer>;
  /** The number of values in each cluster, or their total weight. */
  counts: Float64Array<ArrayBuffer>;
  /** The share of each cluster in the inertia. */
  inertias: Float64Array<ArrayBuffer>;
  /** For each value, in the order given, the number of its cluster; empty for 'none'. */
  labels: LabelArray<Labels>;
  /** The sum of squared distances of the values to their centroids, times their weights; in units of value squared. */
  inertia: number;
  /** The inertia minus a proven lower bound on that of any clustering into k: at most this much could be gained. */
  gap: number;
  /** How often the search went over all values. */
  passes: number;
  /** Whether costs were computed the slower way that rounding cannot spoil: for few, or for ill-conditioned, values. */
  stable: boolean;
  /** Whether k was reached by joining two optimal clusterings into fewer and more clusters, as happens with ties. */
  spliced: boolean;
}

/** Values that are sorted and ready to be clustered. Made by `Kmeans1d.prepare`; `free` it when done. */
export class Prepared {
  /** The number of values. */
  readonly n: number;
  /** The number of distinct values: no clustering has more clusters. */
  readonly distinct: number;
  readonly min: number;
  readonly max: number;
  readonly #core: Core;
  readonly #values: Float32Array | Float64Array;
  readonly #type: number;
  #pointer: number;

  constructor(core: Core, values: Float32Array | Float64Array, weights: Float64Array | undefined) {
    checkSizes(values, weights);
    this.n = values.length;
    this.#core = core;
    this.#values = values;
    this.#type = weights ? WEIGHTED : values instanceof Float32Array ? FLOAT32 : FLOAT64;
    this.#pointer = core.kmeans1d_new(this.n, this.#type);
    if (this.#pointer === 0) throw noMemory(this.n);
    try {
      const view = this.#type === FLOAT32 ? float32View : float64View;
      view(core, core.kmeans1d_values(this.#pointer), this.n).set(values);
      if (weights) float64View(core, core.kmeans1d_weights(this.#pointer), this.n).set(weights);
      const status = core.kmeans1d_prepare(this.#pointer);
      if (status === NO_MEMORY) throw noMemory(this.n);
      if (status === BAD_VALUE) throw badValue(values, core.kmeans1d_bad_index(this.#pointer) >>> 0);
      if (status === BAD_WEIGHT) throw badWeight(weights!, core.kmeans1d_bad_index(this.#pointer) >>> 0);
      this.distinct = core.kmeans1d_distinct(this.#pointer) >>> 0;
      this.min = core.kmeans1d_min(this.#pointer);
      this.max = core.kmeans1d_max(this.#pointer);
    } catch (error) {
      this.free();
      throw error;
    }
  }

  /**
   * The best clustering into min(k, distinct) clusters; `k` is a whole number from 1 up. Takes about as long for any k.
   * `labels` says how the values' clusters are written: as 'uint32' (if nothing else is said), as 'uint8' (at most 256
   * clusters), or 'none', which saves the time. Throws an `InvalidInputError`, and stays usable, when that cannot be done.
   */
  solve<Labels extends LabelKind = 'uint32'>(
    k: number,
    { labels = 'uint32' as Labels }: { labels?: Labels } = {},
  ): Clustering<Labels> {
    checkK(k);
    if (labels === 'uint8') checkByteLabels(Math.min(k, this.distinct));
    const core = this.#core;
    const pointer = this.#live();
    const found = this.#solve(k);
    const perCluster = (start: number) => float64View(core, start, found).slice();
    const clustering = {
      k: found,
      centroids: perCluster(core.kmeans1d_centroids(pointer)),
      minima: perCluster(core.kmeans1d_minima(pointer)),
      maxima: perCluster(core.kmeans1d_maxima(pointer)),
      counts: perCluster(core.kmeans1d_counts(pointer)),
      inertias: perCluster(core.kmeans1d_inertias(pointer)),
    };
    const summary = float64View(core, core.kmeans1d_result(pointer), SUMMARY.length);
    const method = summary[SUMMARY.method];
    return {
      ...clustering,
      inertia: summary[SUMMARY.inertia],
      gap: summary[SUMMARY.gap],
      passes: summary[SUMMARY.passes],
      stable: (method & STABLE) !== 0,
      spliced: (method & SPLICED) !== 0,
      labels: label(core, pointer, this.#values, this.#type === FLOAT32, labels),
    };
  }

  /**
   * The least inertia for each k from 1 to min(maxK, distinct), exact, in about one pass over the values per k, and fewer where
   * the curve is straight. Gives out each state of the curve from coarse to fine, so a caller can show it, and stop at any
   * time; the last one is complete. Other calls may come between.
   */
  elbow(maxK: number): Generator<ElbowStep, Float64Array<ArrayBuffer>> {
    checkK(maxK);
    this.#live();
    return chordBisection(
      Math.min(maxK, this.distinct),
      (k) => {
        this.#solve(k);
        const summary = this.#core.kmeans1d_result(this.#live());
        return { k, inertia: float64View(this.#core, summary, SUMMARY.length)[SUMMARY.inertia] };
      },
      (lambda) => {
        const k = this.#core.kmeans1d_priced(this.#live(), lambda) >>> 0;
        if (k === 0) throw noMemory(this.n);
        return { k, inertia: this.#core.kmeans1d_priced_inertia(this.#live()) };
      },
    );
  }

  /** Gives back the memory. Everything but `free` itself throws from then on. */
  free(): void {
    if (this.#pointer !== 0) this.#core.kmeans1d_free(this.#pointer);
    this.#pointer = 0;
  }

  #solve(k: number): number {
    const found = this.#core.kmeans1d_solve(this.#live(), Math.min(k, this.n)) >>> 0;
    if (found === 0) throw noMemory(this.n);
    return found;
  }

  #live(): number {
    if (this.#pointer === 0) throw new Error('These values were freed and cannot be clustered any more.');
    return this.#pointer;
  }
}
