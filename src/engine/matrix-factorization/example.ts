import type { MaskedMatrix } from './ratings.ts';

/**
 * The ratings of five people for four films, as Albert Au Yeung's tutorial of 2010 gives them: 13 of 20 cells are observed.
 * With k = 2 and beta = 0.02 the article's loss has one minimum, 0.390680, but for rotations of P and Q.
 */
export const EXAMPLE: MaskedMatrix = {
  rows: 5,
  columns: 4,
  values: Float64Array.of(5, 3, 0, 1, 4, 0, 0, 1, 1, 1, 0, 5, 1, 0, 0, 4, 0, 1, 5, 4),
  mask: Uint8Array.of(1, 1, 0, 1, 1, 0, 0, 1, 1, 1, 0, 1, 1, 0, 0, 1, 0, 1, 1, 1),
};
