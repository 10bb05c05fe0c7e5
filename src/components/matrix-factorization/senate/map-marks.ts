import type { LossName } from './losses.ts';
import type { SenateMap } from './session.ts';

/** What part of the plane is shown. */
export interface Bounds {
  x0: number;
  x1: number;
  y0: number;
  y1: number;
}

/** What holds the maps of two to five factors, so that nothing is rescaled while one trains. */
const BOUNDS: Record<LossName, Bounds> = {
  squared: { x0: -1.5, x1: 1.85, y0: -0.95, y1: 1.75 },
  logistic: { x0: -5, x1: 5.8, y0: -3.3, y1: 5.4 },
};

/** x and y of every row of P and column of Q, in the plane of the first two axes. */
export interface Points {
  members: Float64Array;
  rollCalls: Float64Array;
}

/** With one factor there is no second axis; heights then only keep the points apart. */
export function pointsOf({ P, Q, k }: SenateMap, { y0, y1 }: Bounds): Points {
  const spread = (i: number, count: number) => y0 + ((i + 0.5) / count) * (y1 - y0);
  const [m, n] = [P.length / k, Q.length / k];
  const members = new Float64Array(2 * m);
  const rollCalls = new Float64Array(2 * n);
  for (let i = 0; i < m; i++) {
    members[2 * i] = P[i * k];
    members[2 * i + 1] = k > 1 ? P[i * k + 1] : spread(i, m);
  }
  for (let j = 0; j < n; j++) {
    rollCalls[2 * j] = Q[j];
    rollCalls[2 * j + 1] = k > 1 ? Q[n + j] : spread(j, n);
  }
  return { members, rollCalls };
}

/** The usual part of the plane, or more where a point lies outside it. */
export function boundsOf({ P, Q, k }: SenateMap, loss: LossName): Bounds {
  const bounds = { ...BOUNDS[loss] };
  const take = (x: number, y: number) => {
    bounds.x0 = Math.min(bounds.x0, x);
    bounds.x1 = Math.max(bounds.x1, x);
    bounds.y0 = Math.min(bounds.y0, y);
    bounds.y1 = Math.max(bounds.y1, y);
  };
  const n = Q.length / k;
  for (let i = 0; i < P.length / k; i++) take(P[i * k], k > 1 ? P[i * k + 1] : 0);
  for (let j = 0; j < n; j++) take(Q[j], k > 1 ? Q[n + j] : 0);
  return bounds;
}

/** From the plane to pixels from the top left, both axes alike, so that right angles stay right. */
export interface Placing {
  x(value: number): number;
  y(value: number): number;
}

export function placingOf({ x0, x1, y0, y1 }: Bounds, width: number, height: number): Placing {
  const unit = Math.min(width / (x1 - x0), height / (y1 - y0));
  return {
    x: (value) => width / 2 + (value - (x0 + x1) / 2) * unit,
    y: (value) => height / 2 - (value - (y0 + y1) / 2) * unit,
  };
}

/** Points in pixels, x and y by turns. */
export function placed(points: Float64Array, { x, y }: Placing): Float64Array {
  return points.map((value, i) => (i % 2 === 0 ? x(value) : y(value)));
}

/** Dots as one path, to be drawn with round or square caps. */
export function dots(pixels: Float64Array, which: (i: number) => boolean): string {
  let path = '';
  for (let i = 0; i < pixels.length / 2; i++) {
    if (which(i)) path += `M${pixels[2 * i].toFixed(1)} ${pixels[2 * i + 1].toFixed(1)}h0`;
  }
  return path;
}

/** The same in few characters, for the served page: on whole pixels, or every so many, each place once. */
export function sparseDots(pixels: Float64Array, which: (i: number) => boolean, grid = 1): string {
  const places = new Map<number, [number, number]>();
  for (let i = 0; i < pixels.length / 2; i++) {
    const [x, y] = [grid * Math.round(pixels[2 * i] / grid), grid * Math.round(pixels[2 * i + 1] / grid)];
    if (which(i)) places.set(x * 10_000 + y, [x, y]);
  }
  let path = '';
  let [lastX, lastY] = [0, 0];
  for (const [, [x, y]] of [...places].sort(([a], [b]) => a - b)) {
    const dy = y - lastY;
    path += `m${x - lastX}${dy < 0 ? '' : ' '}${dy}h0`;
    [lastX, lastY] = [x, y];
  }
  return path;
}

/** Rings round points. */
export function rings(pixels: Float64Array, which: readonly number[], radius: number): string {
  return which
    .map((i) => {
      const [x, y] = [pixels[2 * i], pixels[2 * i + 1]];
      return `M${(x - radius).toFixed(1)} ${y.toFixed(1)}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0`;
    })
    .join('');
}

/** Nearest of some points to a place; -1 when none is within `reach` pixels. */
export function nearestPoint(pixels: Float64Array, x: number, y: number, reach: number): number {
  let [best, least] = [-1, reach * reach];
  for (let i = 0; i < pixels.length / 2; i++) {
    const square = (pixels[2 * i] - x) ** 2 + (pixels[2 * i + 1] - y) ** 2;
    if (square <= least) [best, least] = [i, square];
  }
  return best;
}

/** Where a roll call's prediction turns from no to yes. */
export interface Cut {
  /** The line through the origin, across the box and beyond. */
  line: string;
  /** The half of the plane with a predicted yes. */
  yes: string;
  /** Where the words stand, on either side. */
  yesAt: [number, number];
  noAt: [number, number];
}

/** `q`: the roll call on the two axes, not both 0. */
export function cutOf(
  [qx, qy]: readonly [number, number],
  place: Placing,
  width: number,
  height: number,
): Cut {
  const length = Math.hypot(qx, qy) || 1;
  const [ux, uy] = [qx / length, -qy / length]; // in pixels, down is positive
  const [x, y] = [place.x(0), place.y(0)];
  const far = width + height;
  const at = (along: number, across: number): [number, number] => [
    x + ux * along - uy * across,
    y + uy * along + ux * across,
  ];
  const text = (points: [number, number][]) =>
    points.map(([a, b]) => `${a.toFixed(1)} ${b.toFixed(1)}`).join('L');
  const edge = (sign: number): [number, number] => {
    const room = [
      ux * sign > 0 ? (width - x) / Math.abs(ux) : ux ? x / Math.abs(ux) : far,
      uy * sign > 0 ? (height - y) / Math.abs(uy) : uy ? y / Math.abs(uy) : far,
    ];
    const [px, py] = at(sign * Math.min(...room), 0);
    return [Math.min(width - 46, Math.max(46, px)), Math.min(height - 12, Math.max(16, py))];
  };
  return {
    line: `M${text([at(0, -far), at(0, far)])}`,
    yes: `M${text([at(0, -far), at(far, -far), at(far, far), at(0, far)])}Z`,
    yesAt: edge(1),
    noAt: edge(-1),
  };
}
