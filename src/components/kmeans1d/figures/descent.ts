import type { LloydStep } from '../../../engine/kmeans1d/lloyd.ts';

/** Lloyd's algorithm from its starting centroids to where it stops. */
export interface Descent {
  /** One array of centroids, ascending, for the start and for each step after it. */
  centroids: number[][];
  /** Total squared distance of the values to the nearest of them, likewise. */
  costs: number[];
}

/** Keeps of Lloyd's steps, the first of which is the start, what the figure shows. */
export function descentOf(steps: Iterable<LloydStep>): Descent {
  const kept = [...steps];
  return {
    centroids: kept.map((step) => Array.from(step.centroids, (at) => Number(at.toFixed(2)))),
    costs: kept.map((step) => step.inertia),
  };
}

/** Where Lloyd's algorithm ended, from many random starts. */
export interface Restarts {
  count: number;
  /** How many ended at the optimum, to rounding. */
  optimal: number;
  /** Half of them ended above this many times the optimum. */
  median: number;
  worst: number;
  /** How many ended in each part of [1, worst], the parts being equally wide on a logarithmic scale. */
  bins: number[];
}

/** Centroids part of the way from one step to the next: 2.5 is half way from the second to the third. */
export function centroidsAt({ centroids }: Descent, time: number): number[] {
  const step = Math.floor(time);
  const next = centroids[step + 1];
  if (!next) return centroids[step];
  return centroids[step].map((from, i) => from + (time - step) * (next[i] - from));
}

/** Each value belongs to the nearest centroid, so clusters meet half way between neighbours. */
export const midpoints = (centroids: readonly number[]) =>
  centroids.slice(1).map((right, i) => (centroids[i] + right) / 2);
