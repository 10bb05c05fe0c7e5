/** Where 400 starts stand, for one missing cell. */
export interface Spread {
  /** Starts by what they predict, in bins of BIN stars from 0. */
  counts: number[];
  /** The 5th, 50th and 95th hundredth of the predictions. */
  low: number;
  median: number;
  high: number;
}

/** What SeedStrips shows. */
export interface SeedsShown {
  /** For each of the times looked at, the last at convergence: the median loss, and the spread of each missing cell. */
  stages: { steps: number; loss: number; spreads: Spread[] }[];
}

/** Width of a bin, and how many there are: predictions from 0 to 8 stars. */
export const BIN = 0.2;
export const BINS = 40;

/** The skyline of a histogram as one path, in whole pixels: `x` maps a bin's edge, `bottom` and `height` say where it stands. */
export function skyline(
  counts: readonly number[],
  x: (edge: number) => number,
  bottom: number,
  height: number,
): string {
  const most = Math.max(1, ...counts);
  const level = (bin: number) => bottom - Math.ceil((height * (counts[bin] ?? 0)) / most);
  let path = '';
  for (let bin = 0; bin <= counts.length; bin++) {
    const [before, now] = [level(bin - 1), level(bin)];
    if (now === before) continue;
    const at = Math.round(x(bin * BIN));
    path += before === bottom ? `M${at} ${bottom}V${now}` : `H${at}V${now}`;
  }
  return path;
}
