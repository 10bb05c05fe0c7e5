/** Values split into clusters, as a number line shows them. */
export interface Partition {
  /** Where one cluster ends and the next begins, half way between their values, ascending: one fewer than there are clusters. */
  cuts: readonly number[];
  /** The clusters' means, ascending; need not be there where there are more than CROWD of them. */
  centroids: readonly number[];
}

/** With more clusters than this, centroids and hairlines would cover one another, and only the bands are drawn. */
export const CROWD = 30;

/** Rounded to what a picture can show, since these numbers stand in the page for the live figure to start from. */
const shown = (value: number) => Number(value.toPrecision(7));

/** `ends` are positions in `sorted`: 0, where the second cluster begins, and so on to n. */
export function partitionOf(sorted: ArrayLike<number>, ends: ArrayLike<number>): Partition {
  const cuts: number[] = [];
  const centroids: number[] = [];
  for (let cluster = 0; cluster + 1 < ends.length; cluster++) {
    const [start, end] = [ends[cluster], ends[cluster + 1]];
    let sum = 0;
    for (let i = start; i < end; i++) sum += sorted[i] - sorted[start];
    centroids.push(shown(sorted[start] + sum / (end - start)));
    if (cluster > 0) cuts.push(shown((sorted[start - 1] + sorted[start]) / 2));
  }
  return { cuts, centroids };
}
