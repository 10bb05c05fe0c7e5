/**
 * A partition of n sorted values into k clusters of neighbours, as `cuts`: k + 1 positions, of which the first is 0 and
 * the last is n. Cluster c holds the values at positions `cuts[c]` up to, but without, `cuts[c + 1]`.
 */
export type Cuts = Uint32Array<ArrayBuffer>;

/** The mean of each cluster; NaN for a cluster without values. */
export function means(sorted: Float64Array, cuts: Cuts): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: cuts.length - 1 }, (_, c) => mean(sorted, cuts[c], cuts[c + 1]));
}

/**
 * Sum of squared distances of the values to the mean of their cluster, in units of value squared. Takes two passes over
 * the values, first for the mean, then for the distances, so that nothing cancels: correct to a few parts in 10^15.
 */
export function inertia(sorted: Float64Array, cuts: Cuts): number {
  let total = 0;
  for (let c = 0; c + 1 < cuts.length; c++) {
    const centre = mean(sorted, cuts[c], cuts[c + 1]);
    for (let i = cuts[c]; i < cuts[c + 1]; i++) total += (sorted[i] - centre) ** 2;
  }
  return total;
}

/** Summed from the first value, so that a large common offset costs no digits. */
function mean(sorted: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += sorted[i] - sorted[from];
  return sorted[from] + sum / (to - from);
}
