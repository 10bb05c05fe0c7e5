import type { Channels, Raster } from './channels.ts';
import type { Stripes } from './stripes.ts';

/** How holes are filled. */
export interface Choices {
  /** Rank: how many factors each matrix has. */
  k: number;
  /** Weight of the regularization, of values from 0 to 1. */
  beta: number;
  channels: Channels;
  /** What the factors begin as: about the first singular vectors of what is known, or random numbers. */
  start: 'spectral' | 'random';
  seed: number;
}

/** Peak signal-to-noise ratios in decibels, of values from 0 to 255; undefined where there are no such pixels, infinite where all are right. */
export interface Quality {
  holes: number | undefined;
  known: number | undefined;
  /** Pixels in holes. */
  missing: number;
}

/** A filling as far as it has come, without its pixels. */
export interface Result extends Quality {
  /** Its rank. */
  k: number;
  sweeps: number;
  settled: boolean;
}

/** A filling as far as it has come, with its pixels; it is sent from the worker to the page. */
export interface Shot extends Result {
  revision: number;
  filled: ImageBitmap;
  product: Raster;
  stripes: Stripes;
}

/** One point of the rank curve. */
export interface RankPoint {
  k: number;
  holes: number;
  known: number;
}

/** A picture, opened. */
export interface Picture extends Raster {
  name: string;
  /** What was done to it on the way in, in sentences. */
  notes: readonly string[];
}

/** The side of the generated cloths, and about that of other pictures: a larger one is scaled down to as many pixels as `MOST_PIXELS`. */
export const SIDE = 192;
export const MOST_PIXELS = 256 * 256;
/** The largest rank. */
export const MOST_RANK = 20;
export const LEAST_BETA = 0.0001;
export const MOST_BETA = 10;
/** After so many sweeps without a change it rests. */
export const MOST_SWEEPS = 60;
/** The largest seed. */
export const MOST_SEED = 9999;
/** The largest file that is opened, in bytes. */
export const MOST_BYTES = 200_000_000;
