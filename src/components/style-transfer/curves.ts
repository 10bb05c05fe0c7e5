import type { LossRow, RunView } from './views.ts';

/** A line of the chart: one loss over the steps. */
export interface Curve {
  name: string;
  kind: 'total' | 'content' | 'style';
  of(row: LossRow): number;
}

/** Losses below this share of the largest are not drawn: the content's is 0 where a run begins with the photo itself. */
const LEAST = 1e-4;

/** The lines of a run: the total, the content, and each style layer. */
export function curvesOf({ layers }: Pick<RunView, 'layers'>): Curve[] {
  return [
    { name: 'total', kind: 'total', of: ({ total }) => total },
    { name: 'content', kind: 'content', of: ({ content }) => content },
    ...layers.map((name, i): Curve => ({ name, kind: 'style', of: ({ style }) => style[i] })),
  ];
}

/** Bounds of a logarithmic axis for all of them. */
export function boundsOf(history: readonly LossRow[], curves: readonly Curve[]): [low: number, high: number] {
  let [low, high] = [Number.POSITIVE_INFINITY, 0];
  for (const row of history) for (const { of } of curves) high = Math.max(high, of(row));
  if (!(high > 0) || !Number.isFinite(high)) return [1e-3, 1];
  for (const row of history)
    for (const { of } of curves) {
      const value = of(row);
      if (value >= high * LEAST) low = Math.min(low, value);
    }
  return [low * 0.8, high * 1.3];
}

/** Heights for names at the ends of lines, from the top: each near its own, none closer to another than `apart`. */
export function spread(wanted: readonly number[], apart: number, bottom: number): number[] {
  const order = [...wanted.keys()].sort((a, b) => wanted[a] - wanted[b]);
  const heights = [...wanted];
  order.forEach((i, n) => {
    if (n > 0) heights[i] = Math.max(heights[i], heights[order[n - 1]] + apart);
  });
  let limit = bottom;
  for (const i of order.toReversed()) {
    heights[i] = Math.min(heights[i], limit);
    limit = heights[i] - apart;
  }
  return heights;
}
