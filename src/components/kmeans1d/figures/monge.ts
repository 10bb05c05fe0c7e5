/** Cost of the values from position i up to, but without, j as one cluster: their squared distances to their mean. */
export function clusterCost(values: readonly number[], i: number, j: number): number {
  const cluster = values.slice(i, j);
  const mean = cluster.reduce((sum, value) => sum + value, 0) / cluster.length;
  return cluster.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

/** Four places to cut sorted values, ascending; 0 is before the first value. */
export type Cuts4 = readonly [a: number, b: number, c: number, d: number];

/** Moves one of the cuts, which pushes the others before it. */
export function moveCut(cuts: Cuts4, which: number, to: number): Cuts4 {
  return cuts.map((cut, i) => (i < which ? Math.min(cut, to) : i > which ? Math.max(cut, to) : to)) as [
    number,
    number,
    number,
    number,
  ];
}

/** Where each cut is drawn: half way between its neighbours, and as far outside the values at the ends. */
export function cutPlaces(values: readonly number[], margin: number): number[] {
  const inner = values.slice(1).map((value, i) => (values[i] + value) / 2);
  return [values[0] - margin, ...inner, values[values.length - 1] + margin];
}
