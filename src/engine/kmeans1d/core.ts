import type { CoreExports } from '../wasm.ts';

/** What the module exports: the functions of wasm/kmeans1d/kmeans1d.h, where they are described. Pointers are numbers. */
export interface Core extends CoreExports {
  kmeans1d_new(n: number, type: number): number;
  kmeans1d_free(data: number): void;
  kmeans1d_values(data: number): number;
  kmeans1d_weights(data: number): number;
  kmeans1d_prepare(data: number): number;
  kmeans1d_bad_index(data: number): number;
  kmeans1d_distinct(data: number): number;
  kmeans1d_min(data: number): number;
  kmeans1d_max(data: number): number;
  kmeans1d_solve(data: number, k: number): number;
  kmeans1d_result(data: number): number;
  kmeans1d_centroids(data: number): number;
  kmeans1d_minima(data: number): number;
  kmeans1d_maxima(data: number): number;
  kmeans1d_counts(data: number): number;
  kmeans1d_inertias(data: number): number;
  kmeans1d_priced(data: number, lambda: number): number;
  kmeans1d_priced_inertia(data: number): number;
  kmeans1d_labels(data: number, values: number, count: number, labels: number, labelBytes: number): number;
}

/** enum kmeans1d_type */
export const FLOAT32 = 0;
export const FLOAT64 = 1;
export const WEIGHTED = 2;

/** enum kmeans1d_status */
export const NO_MEMORY = 1;
export const BAD_VALUE = 2;
export const BAD_WEIGHT = 3;

/** Bits of enum kmeans1d_method */
export const STABLE = 1;
export const SPLICED = 2;

/** Positions, in doubles, of the members of kmeans1d_summary */
export const SUMMARY = { inertia: 0, gap: 1, lambda: 2, passes: 3, method: 4, length: 5 };
