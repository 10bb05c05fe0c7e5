import { symmetricEigen } from '../../lib/symmetric-eigen.ts';

/** The vectors v_i of d features, in a plane. */
export interface Plane {
  x: Float64Array;
  y: Float64Array;
  /** How many directions there are: 0 for k = 0, 1 for k = 1, else 2. */
  directions: 0 | 1 | 2;
  /** What part of the squared lengths of all vectors the plane shows, 0 to 1. */
  share: number;
}

/**
 * The columns of V (k x d, row after row) as places in a plane: with k = 2 as they are, with more along the two directions in which
 * they are longest (the first eigenvectors of VV'), with k = 1 on a line. Products within the plane are those of the vectors, up to
 * what it leaves out.
 */
export function planeOf(V: ArrayLike<number>, d: number, k: number): Plane {
  const [x, y] = [new Float64Array(d), new Float64Array(d)];
  if (k <= 2) {
    for (let i = 0; i < d; i++) {
      if (k > 0) x[i] = V[i];
      if (k > 1) y[i] = V[d + i];
    }
    return { x, y, directions: k as 0 | 1 | 2, share: 1 };
  }
  const gram = new Float64Array(k * k);
  for (let f = 0; f < k; f++)
    for (let g = 0; g < k; g++) for (let i = 0; i < d; i++) gram[f * k + g] += V[f * d + i] * V[g * d + i];
  if (!gram.every(Number.isFinite)) return { x, y, directions: 2, share: 1 };
  const { values, vectors } = symmetricEigen(gram, k);
  for (const [direction, out] of [x, y].entries()) {
    for (let f = 0; f < k; f++)
      for (let i = 0; i < d; i++) out[i] += vectors[f * k + direction] * V[f * d + i];
    // A direction is one up to its sign; this one keeps arrows where they are while the vectors change little.
    if (out.reduce((sum, value) => sum + value ** 3, 0) < 0) for (let i = 0; i < d; i++) out[i] = -out[i];
  }
  const all = values.reduce((sum, value) => sum + value, 0);
  return { x, y, directions: 2, share: all > 0 ? (values[0] + values[1]) / all : 1 };
}

/** An arrow from the middle, in pixels, and its name. */
export interface Arrow {
  i: number;
  x: number;
  y: number;
  /** Where its name stands; undefined where there is no room for it. */
  label?: { x: number; y: number; anchor: 'start' | 'end' | 'middle' };
}

const HEAD = 7;
/** Names are set this far from heads, and lie apart by a line. */
const GAP = 5;
const LINE = 13;
const LETTER = 6.6;

/** Arrows in a box of this size, with the zero in its middle; the longest are named first. */
export function arrowsIn(plane: Plane, names: readonly string[], width: number, height: number): Arrow[] {
  const { x, y, directions } = plane;
  const reach = Math.max(
    1e-9,
    ...Array.from(x, (value, i) => Math.hypot(value, y[i])).filter(Number.isFinite),
  );
  const room = Math.max(10, Math.min(width / 2 - 44, directions === 1 ? width : height / 2 - 20));
  const scale = room / reach;
  const finite = (value: number) => (Number.isFinite(value) ? value : 0);
  const arrows: Arrow[] = Array.from(x, (_, i) => ({
    i,
    x: width / 2 + finite(x[i]) * scale,
    y: height / 2 - finite(y[i]) * scale,
  }));
  const byLength = arrows.toSorted((a, b) => length(b, width, height) - length(a, width, height));
  const taken: Box[] = arrows.map(({ x, y }) => [x - 3, y - 3, x + 3, y + 3]);
  for (const arrow of byLength) {
    const wide = names[arrow.i].length * LETTER;
    const found = (directions === 1 ? inRows : aroundHead)(arrow, width, height, wide).find(
      (label) =>
        fits(boxOf(label, wide), width, height) && !taken.some((box) => touch(box, boxOf(label, wide))),
    );
    if (!found) continue;
    arrow.label = found;
    taken.push(boxOf(found, wide));
  }
  return arrows;
}

type Label = NonNullable<Arrow['label']>;
type Box = [left: number, top: number, right: number, bottom: number];

const length = (arrow: Arrow, width: number, height: number) =>
  Math.hypot(arrow.x - width / 2, arrow.y - height / 2);

/** Places for the name of an arrow in a plane, best first: beyond its head, then beside it. */
function aroundHead({ x, y }: Arrow, width: number, height: number, wide: number): Label[] {
  const long = Math.hypot(x - width / 2, y - height / 2) || 1;
  const [u, v] = [(x - width / 2) / long, (y - height / 2) / long];
  const beyond = (turn: number): Label => {
    const [right, down] = [u * Math.cos(turn) - v * Math.sin(turn), u * Math.sin(turn) + v * Math.cos(turn)];
    return {
      x: x + right * (GAP + wide / 2),
      y: y + 4 + down * (GAP + LINE / 2),
      anchor: 'middle',
    };
  };
  return [0, 0.7, -0.7, 1.3, -1.3, 2, -2].map(beyond);
}

/** Places for a name over or under a line, in rows. */
function inRows({ x }: Arrow, width: number, height: number, wide: number): Label[] {
  const middle = Math.min(width - wide / 2 - 1, Math.max(wide / 2 + 1, x));
  const rows = [-1, 1, -2, 2, -3, 3, -4, 4, -5, 5, -6, 6];
  return rows.map((row) => ({
    x: middle,
    y: height / 2 + 4 + row * (LINE + 3) + Math.sign(row) * 4,
    anchor: 'middle',
  }));
}

function boxOf({ x, y, anchor }: Label, wide: number): Box {
  const left = anchor === 'start' ? x : anchor === 'end' ? x - wide : x - wide / 2;
  return [left, y - 11, left + wide, y + 3];
}

const fits = ([left, top, right, bottom]: Box, width: number, height: number) =>
  left >= 0 && top >= 0 && right <= width && bottom <= height;

const touch = (a: Box, b: Box) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** All shafts and heads as path data, to a tenth of a pixel or, for served pages, a whole one. */
export function arrowPath(arrows: readonly Arrow[], width: number, height: number, fine: boolean): string {
  const round = (value: number) => (fine ? Math.round(10 * value) / 10 : Math.round(value));
  const [x0, y0] = [width / 2, height / 2];
  return arrows
    .map(({ x, y }) => {
      const long = Math.hypot(x - x0, y - y0);
      if (long < 1) return '';
      const [u, v] = [(x - x0) / long, (y - y0) / long];
      const head = Math.min(HEAD, long);
      const barb = (side: number) => [
        round(x - head * (u + side * 0.45 * v)),
        round(y - head * (v - side * 0.45 * u)),
      ];
      return `M${round(x0)} ${round(y0)}L${round(x)} ${round(y)}M${barb(1)}L${round(x)} ${round(y)} ${barb(-1)}`;
    })
    .join('');
}
