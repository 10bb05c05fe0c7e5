/** Feature maps of one layer: for each channel a number per place, 0 to 255. */
export type Maps = readonly Uint8Array[];

/** What GramFigure shows: a patch of a painting as a layer sees it. */
export interface GramShown {
  /** Places across, and down. */
  side: number;
  layer: string;
  /** Which of the layer's channels. */
  channels: number[];
  /** Their maps, each scaled to its largest value, as base64. */
  maps: string[];
  /** The same channels where the network was shown the patch with its pixels shuffled. */
  scrambled: { gram: number[][]; content: number; style: number };
}

/** For each pair of channels the mean, over all places, of their product, where the largest value of a map is 1. */
export function gramOf(maps: Maps): number[][] {
  return maps.map((a) =>
    maps.map((b) => {
      let sum = 0; // of whole numbers, so exact in whatever order
      for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
      return sum / a.length / 255 ** 2;
    }),
  );
}

/** A random order of n places. */
export function shuffledPlaces(n: number, random: () => number): Uint32Array {
  const places = Uint32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [places[i], places[j]] = [places[j], places[i]];
  }
  return places;
}

/** A map whose value at place i is what stood at `places[i]`; `step` values belong to a place. */
export function moved(map: Uint8Array, places: Uint32Array, step = 1): Uint8Array {
  return map.map((_, i) => map[places[Math.floor(i / step)] * step + (i % step)]);
}

/** Sum of squared differences over the sum of squares of `target`. */
export function distance(values: Iterable<number>, target: Iterable<number>): number {
  const aims = [...target];
  let apart = 0;
  let size = 0;
  let i = 0;
  for (const value of values) {
    apart += (value - aims[i]) ** 2;
    size += aims[i++] ** 2;
  }
  return apart / size;
}

/** All values of maps in one list. */
export function listed(maps: Maps): number[] {
  return maps.flatMap((map) => [...map]);
}

/** The value that a fiftieth of a map exceeds. */
export function brightest(map: Float32Array): number {
  return map.toSorted()[Math.floor(0.98 * map.length)];
}

/**
 * Channels that are active in much of the patch and unlike each other: first the one that varies most for its mean, then each time the one whose
 * largest correlation with those chosen is least.
 */
export function unlikeChannels(maps: readonly Float32Array[], count: number): number[] {
  const means = maps.map((map) => sumOf(map, (value) => value) / map.length);
  const spread = maps.map((map, c) => Math.sqrt(sumOf(map, (value) => (value - means[c]) ** 2)));
  const active = [...maps.keys()].filter(
    (c) => sumOf(maps[c], (value) => Number(value > 0)) > 0.45 * maps[c].length,
  );
  const alike = (a: number, b: number) =>
    maps[a].reduce((sum, value, i) => sum + (value - means[a]) * (maps[b][i] - means[b]), 0) /
    (spread[a] * spread[b]);
  const likest = (c: number, chosen: number[]) => Math.max(...chosen.map((other) => alike(c, other)));
  const chosen = [active.toSorted((a, b) => spread[b] / means[b] - spread[a] / means[a])[0]];
  while (chosen.length < count) {
    const rest = active.filter((c) => !chosen.includes(c));
    chosen.push(rest.toSorted((a, b) => likest(a, chosen) - likest(b, chosen))[0]);
  }
  return chosen;
}

function sumOf(map: Float32Array, of: (value: number) => number): number {
  return map.reduce((sum, value) => sum + of(value), 0);
}
