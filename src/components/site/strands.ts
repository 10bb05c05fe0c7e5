/** The drawing on the home page and on social cards: many values above, a strand from each down to the centroid that stands for it. */

/** Drawn in a box of this size, which the page stretches: strokes keep their width, so nothing but the slopes changes. */
export const BOX = { width: 2000, height: 200 };
const TICKS = { top: 4, bottom: 34 };
const STRANDS = { top: 40, bottom: 184 };

/** One way to let `k` numbers stand for all. Positions are shares of the width, 0 to 1. */
export interface Bundle {
  k: number;
  /** Path of all strands. */
  strands: string;
  /** The centroids from left to right: where they lie, and the share of all values they stand for. */
  centroids: { value: number; at: number; share: number }[];
  /** Squared error that is left, as a share of what a single number would leave. */
  left: number;
}

/** Where a value lies in the drawing, 0 to 1, for values between `low` and `high`: a margin stays free on both sides. */
export function position(value: number, low: number, high: number): number {
  return 0.02 + (0.96 * (value - low)) / (high - low);
}

/** Path of the ticks, one for each value. */
export function ticks(positions: number[]): string {
  return positions.map((at) => `M${x(at)} ${TICKS.top}V${TICKS.bottom}`).join('');
}

/** Path of the strands from each value to the centroid it belongs to. */
export function strands(positions: number[], ends: number[]): string {
  const middle = (STRANDS.top + STRANDS.bottom) / 2;
  return positions
    .map(
      (from, i) =>
        `M${x(from)} ${STRANDS.top}C${x(from)} ${middle} ${x(ends[i])} ${middle} ${x(ends[i])} ${STRANDS.bottom}`,
    )
    .join('');
}

/** Path of one dot, a stroke without length: round at any stretch of the box. */
export function dot(at: number): string {
  return `M${x(at)} ${STRANDS.bottom}h0`;
}

function x(at: number): number {
  return Math.round(at * BOX.width);
}
