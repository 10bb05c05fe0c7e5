import { type CloudSpace, placesOf, project, type Turn } from './cloud-space.ts';

/** An edge of the cube of all colours, as drawn. */
export interface CloudEdge {
  /** "x,y x,y …", as of an SVG polyline. In OKLab the cube's edges are curves. */
  points: string;
  /** Whether it lies before the cloud, or behind it. */
  front: boolean;
  /** Whether it leads from black to red, green or blue. */
  axis: boolean;
}

/** A corner's name, and where it stands. */
export interface CloudLetter {
  x: number;
  y: number;
  text: string;
  /** As of an edge. */
  front: boolean;
}

const LETTERS: readonly [corner: number, text: string][] = [
  [0, 'black'],
  [1, 'R'],
  [2, 'G'],
  [4, 'B'],
  [7, 'white'],
];
/** How far outside its corner a letter's middle stands, and how near to the edge of the box it may come, in pixels. */
const OUTSIDE = 13;
const EDGE = { x: 17, y: 8 };
/** Pieces of an edge that is a curve. */
const PIECES = 10;

/** Colour of a corner of the RGB cube: bit 0 of its number is red, bit 1 green, bit 2 blue. */
function corner(number: number): number[] {
  return [0, 1, 2].map((bit) => ((number >> bit) & 1) * 255);
}

/** The 12 edges of the cube of all colours and the names of its corners, for a box of `width` by `height`. */
export function cloudLines(space: CloudSpace, turn: Turn, width: number, height: number) {
  const draw = (colors: number[][]) =>
    project(
      placesOf(
        colors.flatMap((color) => [...color, 255]),
        space,
      ),
      turn,
      width,
      height,
    );
  const corners = draw([0, 1, 2, 3, 4, 5, 6, 7].map(corner));
  const nearness = (number: number) => corners[3 * number + 2];
  const rearmost = [1, 2, 3, 4, 5, 6, 7].reduce((a, b) => (nearness(b) < nearness(a) ? b : a), 0);

  const edges: CloudEdge[] = [];
  for (let from = 0; from < 8; from++) {
    for (const to of [from | 1, from | 2, from | 4]) {
      if (to === from) continue;
      const pieces = space === 'srgb' ? 1 : PIECES;
      const [a, b] = [corner(from), corner(to)];
      const line = draw(
        Array.from({ length: pieces + 1 }, (_, i) =>
          a.map((value, j) => value + ((b[j] - value) * i) / pieces),
        ),
      );
      const points = Array.from(
        { length: pieces + 1 },
        (_, i) => `${short(line[3 * i])},${short(line[3 * i + 1])}`,
      );
      const front = from !== rearmost && to !== rearmost;
      edges.push({ points: points.join(' '), front, axis: from === 0 });
    }
  }
  const letters = LETTERS.map(([number, text]): CloudLetter => {
    const [x, y] = [corners[3 * number] - width / 2, corners[3 * number + 1] - height / 2];
    const outwards = 1 + OUTSIDE / (Math.hypot(x, y) || 1);
    return {
      x: short(within(width / 2 + x * outwards * (text.length > 1 ? 1.06 : 1), EDGE.x, width)),
      y: short(within(height / 2 + y * outwards, EDGE.y, height)),
      text,
      front: number !== rearmost,
    };
  });
  return { edges, letters };
}

function short(value: number): number {
  return Math.round(value * 10) / 10;
}

function within(value: number, edge: number, size: number): number {
  return Math.min(size - edge, Math.max(edge, value));
}
