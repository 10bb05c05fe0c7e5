/** A model of two features: its output at (a, b) is w0 + wa a + wb b + pair a b. */
export interface Plane {
  w0: number;
  wa: number;
  wb: number;
  /** The inner product of the two features' factors; 0 where there are none. */
  pair: number;
}

/** Where a run stands. */
export interface XorFrame {
  step: number;
  loss: number;
  /** Corners whose class is predicted, of four; a probability of one half predicts 0. */
  right: number;
  plane: Plane;
}

/** What XorFigure shows: the same steps of a linear model and of a factorization machine. */
export interface XorShown {
  linear: XorFrame[];
  machine: XorFrame[];
}

/** Probability of 1 at a place. */
export function probability({ w0, wa, wb, pair }: Plane, a: number, b: number): number {
  return 1 / (1 + Math.exp(-(w0 + wa * a + wb * b + pair * a * b)));
}

/** From where to where the picture of the plane goes, on both axes, in how many cells, and how many shades it has. */
export const VIEW = { from: -0.5, to: 1.5, cells: 16, shades: 7 } as const;

/** The plane's picture in cells of size 1, from its top left: for each shade, from surely 0 to surely 1, the outline of the cells that have it. */
export function shaded(plane: Plane): string[] {
  const { from, to, cells, shades } = VIEW;
  const paths = new Array<string>(shades).fill('');
  const place = (cell: number) => from + ((to - from) * (cell + 0.5)) / cells;
  for (let row = 0; row < cells; row++) {
    const shade = (column: number) => {
      if (column >= cells) return -1;
      const p = probability(plane, place(column), place(cells - 1 - row));
      return Math.min(shades - 1, Math.floor(p * shades));
    };
    for (let begin = 0, end = 0; begin < cells; begin = end) {
      while (shade(end) === shade(begin)) end++;
      paths[shade(begin)] += `M${begin} ${row}h${end - begin}v1h${begin - end}z`;
    }
  }
  return paths;
}
