// The classical exact method, for comparison: best(k, j), the least inertia of the first j values in k clusters, is the least
// over i of best(k - 1, i) plus the inertia of the values from i to j as one cluster. The best i never falls as j grows,
// so the middle j of a range halves the candidates of both sides: O(k n log n).
//
// This work is based on:
//   Xiaolin Wu, Optimal quantization by matrix searching, 1991.
//   Allan Grønlund et al., Fast exact k-means, k-medians and Bregman divergence clustering in 1D, 2017.
import { InvalidInputError } from '../errors.ts';
import { type Cuts, inertia } from './partition.ts';

/** Optimal partitions, up to the rounding of the sums, of the same values into 1, 2, ... `k` clusters. */
export interface DynamicProgramme {
  /** The clusters asked for, or the number of values where that is less. */
  k: number;
  /** Where the clusters begin and end, for 1 to k clusters. */
  cuts(clusters: number): Cuts;
  /** The inertia of those clusters, summed from the values anew and not from the programme's own, possibly bad, sums. */
  inertia(clusters: number): number;
  /** What the programme believes best(clusters, j) to be for j = 0..n. */
  best: Float64Array<ArrayBuffer>[];
  /** `starts[clusters - 1][j]`: where the last of that many clusters begins when the values end at j, for j >= clusters. */
  starts: Uint32Array<ArrayBuffer>[];
}

/** The table is 12 bytes per value and cluster; larger ones than this would not fit in a page's memory. */
const MAX_CELLS = 2 ** 25;

/**
 * Solves for all numbers of clusters up to k. `sorted` is ascending, finite and not empty; equal values count as separate.
 * `sums` says what the inertia of a cluster is computed from: 'centred' takes distances from the middle value; 'raw' takes the
 * values and their squares themselves, as the C++ core of the Python package kmeans1d does, which goes wrong when the values
 * are large beside their differences.
 */
export function dynamicProgramme(
  sorted: Float64Array,
  k: number,
  { sums = 'centred' }: { sums?: 'raw' | 'centred' } = {},
): DynamicProgramme {
  const n = sorted.length;
  const layers = Math.min(k, n);
  if (layers * (n + 1) > MAX_CELLS)
    throw new InvalidInputError(
      `The classical method needs a table of ${n} values times ${layers} clusters, which is too large here. Take fewer of either.`,
    );
  const oneCluster = sums === 'raw' ? rawCost(sorted) : centredCost(sorted);

  const best = [Float64Array.from({ length: n + 1 }, (_, j) => (j === 0 ? 0 : oneCluster(0, j)))];
  const starts = [new Uint32Array(n + 1)];
  for (let clusters = 2; clusters <= layers; clusters++) {
    const layer = addCluster(best[clusters - 2], clusters, oneCluster);
    best.push(layer.best);
    starts.push(layer.starts);
  }

  const cuts = (clusters: number) => {
    const path = new Uint32Array(clusters + 1);
    path[clusters] = n;
    for (let c = clusters; c > 1; c--) path[c - 1] = starts[c - 1][path[c]];
    return path;
  };
  return { k: layers, cuts, inertia: (clusters) => inertia(sorted, cuts(clusters)), best, starts };
}

type Cost = (from: number, to: number) => number;

function addCluster(before: Float64Array, clusters: number, oneCluster: Cost) {
  const n = before.length - 1;
  const best = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY);
  const starts = new Uint32Array(n + 1);

  const fill = (low: number, high: number, lowStart: number, highStart: number) => {
    if (low > high) return;
    const j = (low + high) >>> 1;
    let least = Number.POSITIVE_INFINITY;
    let start = lowStart;
    for (let i = lowStart; i <= Math.min(highStart, j - 1); i++) {
      const inertia = before[i] + oneCluster(i, j);
      if (inertia >= least) continue;
      least = inertia;
      start = i;
    }
    best[j] = least;
    starts[j] = start;
    fill(low, j - 1, lowStart, start);
    fill(j + 1, high, start, highStart);
  };
  fill(clusters, n, clusters - 1, n - 1);
  return { best, starts };
}

function centredCost(sorted: Float64Array): Cost {
  const centre = sorted[sorted.length >> 1];
  const [sums, squares] = prefixSums(sorted.map((value) => value - centre));
  return (i, j) => Math.max(0, squares[j] - squares[i] - (sums[j] - sums[i]) ** 2 / (j - i));
}

function rawCost(sorted: Float64Array): Cost {
  const [sums, squares] = prefixSums(sorted);
  return (i, j) => {
    const sum = sums[j] - sums[i];
    const mean = sum / (j - i);
    return squares[j] - squares[i] + (j - i) * (mean * mean) - 2 * mean * sum;
  };
}

function prefixSums(values: Float64Array): [Float64Array, Float64Array] {
  const sums = new Float64Array(values.length + 1);
  const squares = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) {
    sums[i + 1] = sums[i] + values[i];
    squares[i + 1] = squares[i] + values[i] * values[i];
  }
  return [sums, squares];
}
