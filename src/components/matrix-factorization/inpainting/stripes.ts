import type { Channels, Part, Raster } from './channels.ts';
import type { Turned } from './turned.ts';

/** The factors as pictures of themselves. */
export interface Stripes {
  /** P: k pixels wide, one column for each factor. */
  P: Raster;
  /** Q: k pixels high, one row for each factor. */
  Q: Raster;
  /** How strong each factor is, of all together: its share of the squares of PQ. */
  shares: number[];
}

/**
 * Paints factors: grey is 0, and what is furthest from 0 of each is as bright or as dark as can be. Each channel has its own numbers where
 * it has its own matrix; where channels share P, that is grey.
 */
export function stripes(
  factors: readonly { part: Part; factors: Turned }[],
  channels: Channels,
  { width, height }: { width: number; height: number },
  k: number,
): Stripes {
  const P = blank(k, height);
  const Q = blank(width, k);
  for (let f = 0; f < k && factors.length > 0; f++) {
    const columns = factors.map(
      ({ factors: { P } }) =>
        (i: number) =>
          P[i * k + f],
    );
    const rows = factors.flatMap(({ part, factors: { Q } }) =>
      part.channels.map((_, place) => (j: number) => Q[f * part.ratings.columns + place * width + j]),
    );
    const signs = factors.map(({ factors: one }) =>
      channels === 'rgb' ? agreement(factors[1].factors, one, f, width) : 1,
    );
    paint(P.rgba, columns, signs, height, (i) => i * k + f);
    paint(Q.rgba, rows, channels === 'rgb' ? signs : rows.map(() => 1), width, (j) => f * width + j);
  }
  const squares = Array.from({ length: k }, (_, f) =>
    factors.reduce((sum, { factors: { strengths } }) => sum + strengths[f] ** 2, 0),
  );
  const total = squares.reduce((a, b) => a + b, 0);
  return { P, Q, shares: squares.map((square) => (total > 0 ? square / total : 0)) };
}

const blank = (width: number, height: number): Raster => ({
  width,
  height,
  rgba: new Uint8ClampedArray(4 * width * height).fill(255),
});

/** 1 or -1: whether a factor of one channel runs with the same of another, or against it; singular vectors have no sign of their own. */
function agreement(a: Turned, b: Turned, f: number, width: number): number {
  let dot = 0;
  for (let j = f * width; j < (f + 1) * width; j++) dot += a.Q[j] * b.Q[j];
  return dot < 0 ? -1 : 1;
}

/** Writes one factor's numbers, of one channel or three, as brightness. */
function paint(
  rgba: Uint8ClampedArray,
  numbers: readonly ((index: number) => number)[],
  signs: readonly number[],
  count: number,
  pixel: (index: number) => number,
): void {
  let most = 1e-12;
  for (const number of numbers) for (let i = 0; i < count; i++) most = Math.max(most, Math.abs(number(i)));
  for (let i = 0; i < count; i++) {
    for (let channel = 0; channel < 3; channel++) {
      const which = numbers.length === 1 ? 0 : channel;
      rgba[4 * pixel(i) + channel] = 127.5 * (1 + (signs[which] * numbers[which](i)) / most);
    }
  }
}
