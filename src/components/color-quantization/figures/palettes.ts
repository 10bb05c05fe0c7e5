/** A palette with what a figure says of it. */
export interface PaletteShown {
  k: number;
  /** RGBA, 4 numbers for each colour. */
  palette: number[];
  /** Pixels of each colour. */
  counts: number[];
  /** Mean over pixels and channels of the squared error. */
  mse: number;
}

/** Points of a cloud: colours in RGBA and the pixels of each. */
export interface PointsShown {
  colors: number[];
  counts: number[];
}

/** What CloudFigure shows first. */
export interface CloudFirst {
  points: PointsShown;
  /** By k, ascending, each with the size of its PNG. */
  palettes: (PaletteShown & { bytes: number })[];
  distinct: number;
  pixels: number;
}

/** What SpacesFigure shows: palettes of the same sizes, found in each space. */
export interface SpacesFirst {
  points: PointsShown;
  srgb: (PaletteShown & { deltaE: number })[];
  oklab: (PaletteShown & { deltaE: number })[];
}

/** Colour `i` of a palette as CSS writes it: #rrggbb. */
export function hexOf(palette: ArrayLike<number>, i: number): string {
  return [0, 1, 2].reduce(
    (hex, channel) =>
      hex +
      Math.round(palette[4 * i + channel])
        .toString(16)
        .padStart(2, '0'),
    '#',
  );
}
