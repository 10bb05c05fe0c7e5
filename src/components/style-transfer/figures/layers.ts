/** Two ways to place levels, and a third that leaves outliers out. */
export interface Depth {
  bits: number;
  /** The optimal levels, ascending. */
  levels: number[];
  /** Signal-to-noise ratios in dB: of the optimal levels, of equal steps from the least weight to the largest, and of equal steps over the best part of that. */
  kmeans: number;
  uniform: number;
  clipped: number;
}

/** The weights of a layer as the figure shows them. Written to src/content/style-transfer/layers.json by tools/layer-histograms.ts. */
export interface LayerShown {
  name: string;
  weights: number;
  /** Root mean square. */
  size: number;
  /** Least and largest weight; the bars divide what lies between. */
  from: number;
  to: number;
  counts: number[];
  /** 8 bits first. */
  depths: Depth[];
}

/** 2^bits levels at equal steps. */
export function uniformLevels(from: number, to: number, bits: number): number[] {
  const last = 2 ** bits - 1;
  return Array.from({ length: last + 1 }, (_, i) => from + ((to - from) * i) / last);
}

/** Path of upright strokes from `top` down by `length`, at these places; those that fall on one pixel are one. */
export function strokes(places: readonly number[], top: number, length: number): string {
  const at = [...new Set(places.map((place) => Math.round(place)))];
  return at.map((x) => `M${x} ${top}v${length}`).join('');
}

/** Outline of bars of these heights, from the left, all of one width, standing at `floor`. */
export function barPath(heights: readonly number[], width: number, floor: number): string {
  let path = `M0 ${Math.round(floor)}`;
  let told = 0;
  heights.forEach((height, i) => {
    const high = Math.round(height);
    const right = Math.round((i + 1) * width) - Math.round(i * width);
    path += high === told ? `h${right}` : `v${told - high}h${right}`;
    told = high;
  });
  return `${path}v${told}z`;
}
