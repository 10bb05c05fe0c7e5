export interface Histogram {
  /** Left edge of the first bin. */
  from: number;
  /** Right edge of the last bin. */
  to: number;
  /** Values in each bin; all bins are equally wide. */
  counts: number[];
}

const MOST_BINS = 180;

/** Counts values into equal bins: one for each whole number where the data are a few whole numbers, else about 4 n^(1/3), at most 180. */
export function histogram(values: Float64Array | Float32Array, min: number, max: number): Histogram {
  const range = max - min;
  if (!(range > 0)) {
    const margin = Math.max(Math.abs(min) * 1e-3, 0.5);
    return { from: min - margin, to: min + margin, counts: [0, values.length, 0] };
  }
  const whole = range < MOST_BINS && values.every(Number.isInteger);
  const bins = whole ? range + 1 : Math.min(MOST_BINS, Math.max(24, Math.ceil(4 * Math.cbrt(values.length))));
  const from = whole ? min - 0.5 : min;
  const to = whole ? max + 0.5 : max;
  const counts = new Array<number>(bins).fill(0);
  // Halved first: a range near the largest double must not overflow on the way.
  const half = to / 2 - from / 2;
  for (let i = 0; i < values.length; i++) {
    counts[Math.min(bins - 1, Math.floor(((values[i] / 2 - from / 2) / half) * bins))]++;
  }
  return { from, to, counts };
}
