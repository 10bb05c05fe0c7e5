// Lloyd's method on a line, for comparison: what most libraries run under the name of k-means. Each value goes to its nearest
// centroid, each centroid to the mean of its values, until nothing moves. It never gets worse, and may stop far from the best.
//
// This work is based on:
//   Stuart P. Lloyd, Least squares quantization in PCM, 1957 (published 1982).
//   David Arthur and Sergei Vassilvitskii, k-means++: the advantages of careful seeding, 2007.
import type { Random } from '../random.ts';
import { type Cuts, inertia } from './partition.ts';

/** The state of Lloyd's method after an assignment of all values to their nearest centroids. */
export interface LloydStep {
  /** Ascending. The means of the clusters of the step before, so not yet of this one's, unless nothing moves any more. */
  centroids: Float64Array<ArrayBuffer>;
  /** Which values are nearest to which centroid; a value halfway goes to the lower. Clusters may be empty. */
  cuts: Cuts;
  /** Sum of squared distances of the values to their centroids, in units of value squared; falls from step to step. */
  inertia: number;
}

/** Sorted values with the sums that make a step of Lloyd's method cheap: one for any number of runs. */
export interface Line {
  sorted: Float64Array;
  /** The middle value. Sums are of distances from it, since sums of the values themselves lose digits to a common offset. */
  centre: number;
  /** n + 1 each: `sums[i]` is of the distances of the first i values from the centre, `squares[i]` of the distances squared. */
  sums: Float64Array<ArrayBuffer>;
  squares: Float64Array<ArrayBuffer>;
}

/** `sorted` is ascending, finite and not empty, and is kept, not copied. */
export function line(sorted: Float64Array): Line {
  const n = sorted.length;
  const centre = sorted[n >> 1];
  const sums = new Float64Array(n + 1);
  const squares = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    const distance = sorted[i] - centre;
    sums[i + 1] = sums[i] + distance;
    squares[i + 1] = squares[i] + distance * distance;
  }
  return { sorted, centre, sums, squares };
}

/**
 * Runs Lloyd's method, a step at a time, of which the first shows the starts; returns the last step, which was given out too.
 * A step takes O(k log n). A centroid without values stays where it is, as in the usual implementations, and may find
 * some later. Stops when no value changes its cluster, or after `maxSteps`.
 * Inertia comes from sums over all values, good to about 10^-12 of their spread, but when nothing moves any more from the values.
 */
export function* lloyd(
  line: Line,
  starts: ArrayLike<number>,
  { maxSteps = 10_000 }: { maxSteps?: number } = {},
): Generator<LloydStep, LloydStep> {
  let centroids = Float64Array.from(starts).sort();
  let cuts = nearest(line.sorted, centroids);
  let last = { centroids, cuts, inertia: spread(line, centroids, cuts) };
  yield last;
  for (let step = 1; step < maxSteps; step++) {
    centroids = moveToMeans(line, centroids, cuts);
    const next = nearest(line.sorted, centroids);
    const settled = next.every((cut, c) => cut === cuts[c]);
    cuts = next;
    last = { centroids, cuts, inertia: settled ? inertia(line.sorted, cuts) : spread(line, centroids, cuts) };
    yield last;
    if (settled) break;
  }
  return last;
}

/** Starts as Forgy chose them: k values at random, none taken twice (yet equal ones may both be). All of them where n <= k. */
export function randomStarts(
  values: ArrayLike<number>,
  k: number,
  random: Random,
): Float64Array<ArrayBuffer> {
  const n = values.length;
  const chosen = new Set<number>(); // Floyd's sampling: each set of k positions is as likely as any other
  for (let last = Math.max(0, n - k); last < n; last++) {
    const candidate = Math.floor(random() * (last + 1));
    chosen.add(chosen.has(candidate) ? last : candidate);
  }
  return Float64Array.from(chosen, (i) => values[i]).sort();
}

/**
 * Starts by k-means++: the first value at random, each further one with a chance in proportion to its squared distance
 * from the nearest start so far. Takes O(n k). Fewer than k where the values have fewer than k distinct ones.
 */
export function plusPlusStarts(
  values: ArrayLike<number>,
  k: number,
  random: Random,
): Float64Array<ArrayBuffer> {
  const n = values.length;
  const starts = [values[Math.floor(random() * n)]];
  const squares = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  while (starts.length < k) {
    const newest = starts[starts.length - 1];
    let total = 0;
    for (let i = 0; i < n; i++) {
      squares[i] = Math.min(squares[i], (values[i] - newest) ** 2);
      total += squares[i];
    }
    if (total === 0) break;
    let left = random() * total;
    let i = 0;
    while (i < n - 1 && (squares[i] === 0 || left >= squares[i])) left -= squares[i++];
    while (squares[i] === 0) i--; // only when rounding let the search run past the last value that can be chosen
    starts.push(values[i]);
  }
  return Float64Array.from(starts).sort();
}

function nearest(sorted: Float64Array, centroids: Float64Array): Cuts {
  const k = centroids.length;
  const cuts = new Uint32Array(k + 1);
  cuts[k] = sorted.length;
  for (let c = k - 1; c > 0; c--) {
    const [lower, upper] = [centroids[c - 1], centroids[c]];
    // Of equal centroids the first takes all, as the first least of a row of distances does.
    cuts[c] = lower === upper ? cuts[c + 1] : firstAbove(sorted, lower / 2 + upper / 2, cuts[c + 1]);
  }
  return cuts;
}

/** The first position whose value is above `bound`; `end` where there is none before it. */
function firstAbove(sorted: Float64Array, bound: number, end: number): number {
  let low = 0;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] > bound) high = middle;
    else low = middle + 1;
  }
  return low;
}

function moveToMeans({ sums, centre }: Line, centroids: Float64Array, cuts: Cuts): Float64Array<ArrayBuffer> {
  const moved = Float64Array.from(centroids, (centroid, c) => {
    const count = cuts[c + 1] - cuts[c];
    return count === 0 ? centroid : centre + (sums[cuts[c + 1]] - sums[cuts[c]]) / count;
  });
  return moved.sort(); // one that had the values of its equals may have passed them
}

function spread({ sums, squares, centre }: Line, centroids: Float64Array, cuts: Cuts): number {
  let total = 0;
  for (let c = 0; c < centroids.length; c++) {
    const distance = centroids[c] - centre;
    const count = cuts[c + 1] - cuts[c];
    total += squares[cuts[c + 1]] - squares[cuts[c]];
    total += distance * (count * distance - 2 * (sums[cuts[c + 1]] - sums[cuts[c]]));
  }
  return Math.max(0, total);
}
