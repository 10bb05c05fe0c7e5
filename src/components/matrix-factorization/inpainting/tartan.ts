import { type Random, seeded } from '../../../engine/random.ts';

/** How warp and weft meet: as threads that cross in a 2/2 twill, or as a mean of their colours, of which more is warp. */
export type Weave = 'woven' | 'blended';

/**
 * The rank of each channel of a cloth, whatever its stripes are. With w the colours of the columns' threads (warp) and f those of the
 * rows' (weft), a blended cloth is 5/8 w_j + 3/8 f_i: rank 2. A woven one is (w_j + f_i) / 2 + s_ij (w_j - f_i) / 2, where the twill s is
 * 1 or -1 by (i + j) mod 4, and that is the sum of two products of a row's number with a column's (cos and sin of a quarter turn): rank 6.
 */
export const CLOTH_RANK: Record<Weave, number> = { woven: 6, blended: 2 };

type Color = readonly [number, number, number];

/** Colourways: two grounds, a second colour, two for thin lines. */
const COLORWAYS: readonly (readonly Color[])[] = [
  // Navy, forest, rust; cream and ochre.
  [
    [28, 42, 74],
    [36, 78, 62],
    [170, 54, 22],
    [244, 234, 212],
    [218, 166, 66],
  ],
  // Wine, slate, moss; straw and white.
  [
    [112, 28, 40],
    [62, 76, 92],
    [98, 112, 60],
    [232, 206, 138],
    [246, 244, 238],
  ],
  // Peat, heather, teal; pink and cream.
  [
    [46, 40, 38],
    [110, 84, 126],
    [30, 104, 110],
    [226, 148, 140],
    [242, 230, 206],
  ],
  // Camel, black, brick; white and blue.
  [
    [202, 166, 120],
    [30, 28, 28],
    [158, 48, 40],
    [248, 246, 242],
    [72, 104, 150],
  ],
];

/** Threads from one turning point of the pattern to the next; the pattern runs there and back. */
const HALF = 64;

/**
 * A tartan of `size` x `size` threads: RGBA, row after row. The seed picks colours and stripes: the sett, which runs there and back, and is
 * the same in both directions, as it is in tartans.
 */
export function tartan(size: number, seed: number, weave: Weave): Uint8ClampedArray<ArrayBuffer> {
  const random = seeded(seed);
  const sett = threads(random, COLORWAYS[Math.abs(seed - 1) % COLORWAYS.length]);
  const shift = Math.floor(sett.length / 3);
  const rgba = new Uint8ClampedArray(4 * size * size).fill(255);
  for (let i = 0; i < size; i++) {
    const weft = sett[(i + shift) % sett.length];
    for (let j = 0; j < size; j++) {
      const warp = sett[j % sett.length];
      const over = weave === 'woven' && ((i + j) % 4 < 2 ? warp : weft);
      for (let channel = 0; channel < 3; channel++) {
        rgba[4 * (i * size + j) + channel] = over ? over[channel] : blend(warp[channel], weft[channel]);
      }
    }
  }
  return rgba;
}

/** A whole number for all colours, so that the rank is exact; and not the middle, so that singular vectors tell warp from weft. */
const blend = (warp: number, weft: number) => (5 * (warp & ~7) + 3 * (weft & ~7)) / 8;

/** One repeat of the pattern. Broad stripes of three colours, with thin lines of the two others on them. */
function threads(random: Random, [ground, second, third, line, thin]: readonly Color[]): Color[] {
  const between = (low: number, high: number) => 2 * Math.round((low + (high - low) * random()) / 2);
  const stripes: [Color, number][] = [
    [ground, between(8, 12)],
    [thin, 2],
    [ground, between(4, 6)],
    [second, between(10, 16)],
    [ground, between(2, 4)],
    [second, 4],
    [third, between(8, 12)],
    [line, 2],
    [third, 12],
  ];
  const half = stripes.flatMap(([color, width]) => Array<Color>(width).fill(color)).slice(0, HALF);
  return [...half, ...half.toReversed()];
}
