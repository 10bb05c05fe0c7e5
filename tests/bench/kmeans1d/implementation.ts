/** One way to cluster numbers: what is timed, and what its result says in terms that all share. */
export interface Implementation {
  /** Name in the tables. */
  name: string;
  /** Version of the package, where it is one. */
  version?: string;
  /** Whether it claims the optimum; then it must reach it. */
  optimal: boolean;
  /** The values in the form this one is quickest on; not timed. */
  input: (values: Float32Array) => ArrayLike<number>;
  /** Clusters an input into `k`; its time is measured. */
  cluster: (input: never, k: number) => unknown;
  /** The smallest value of each cluster, ascending, from what `cluster` gave. */
  lowest: (result: never) => ArrayLike<number>;
}

/**
 * Sum of squared distances to the cluster means, for clusters given by their smallest values: the same sum for all, in two
 * passes a cluster, so that nobody is judged by their own arithmetic.
 */
export function inertiaOf(values: Float32Array, lowest: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  let inertia = 0;
  let start = 0;
  for (let cluster = 0; cluster < lowest.length; cluster++) {
    let end = start;
    let sum = 0;
    const next = cluster + 1 < lowest.length ? lowest[cluster + 1] : Number.POSITIVE_INFINITY;
    while (end < sorted.length && sorted[end] < next) sum += sorted[end++] - sorted[start];
    const mean = sorted[start] + sum / (end - start);
    for (; start < end; start++) inertia += (sorted[start] - mean) ** 2;
  }
  return inertia;
}
