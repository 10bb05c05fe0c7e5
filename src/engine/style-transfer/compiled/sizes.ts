import type { Shape } from '../graph.ts';

/** Channels as the module has them: in fours. */
export const inFours = (channels: number) => (channels + 3) & ~3;

/** Bytes of so many floats, in whole lines of the cache. */
export const bytesOf = (floats: number) => Math.ceil(floats / 16) * 64;

/** Floats of what has this shape. */
export const floatsOf = ({ width, height, channels }: Shape) => width * height * inFours(channels);

/**
 * Products in one piece of work, about 2 ms on a laptop of 2023 and 20 ms on an old phone. Pieces are cut by this, and not by a clock: an
 * engine has none.
 */
export const PIECE = 2 ** 25;

/** How many of something a piece takes, each with so many products. */
export const perPiece = (products: number) => Math.max(1, Math.floor(PIECE / products));
