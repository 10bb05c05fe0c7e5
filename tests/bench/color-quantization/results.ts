import type { buildOf, machine } from '../machine.ts';
import type { Spread } from '../measure.ts';

/** How one contender did in one cell. */
export interface Row {
  name: string;
  /** Milliseconds of CPU from decoded pixels to pixels; absent where it took more than a minute, or ran out of memory. */
  ms?: Spread;
  /** Mean over pixels and R, G, B of the squared error, sRGB. */
  mse?: number;
  /** Mean over pixels of the distance in OKLab, times 100. */
  deltaE?: number;
  /** Colours used. */
  colors?: number;
}

/** All contenders on one picture with one number of colours. */
export interface Cell {
  picture: string;
  k: number;
  rows: Row[];
}

/** Our value over that of the rival that comes nearest, and which that is. */
export interface Ratio {
  rival: string;
  ratio: number;
}

/** What a cell says about our engine, in its modes 'fast' and 'best'. */
export interface Ratios {
  picture: string;
  k: number;
  mode: 'fast' | 'best';
  /** MSE with sRGB, over the least of the rivals. */
  mse: Ratio;
  /** Time of the quickest rival whose MSE is at most 5 % above ours, over our time; absent where there is none. */
  speed?: Ratio;
  /** Distance in OKLab with OKLab, over the least of the rivals. */
  deltaE: Ratio;
}

/** Means over the set of pictures. */
export interface SetRow {
  name: string;
  k: number;
  ms: number;
  mse: number;
  deltaE: number;
  /** Of a rival: on how many of the pictures our 'best' has a lower MSE with sRGB, and a lower distance in OKLab with OKLab. */
  beaten?: { mse: number; deltaE: number };
}

/** Our means over the set, sRGB for the MSE and OKLab for the distance, over those of the rival with the least mean MSE. */
export interface SetRatios {
  k: number;
  mode: 'fast' | 'best';
  rival: string;
  mse: number;
  deltaE: number;
}

/** The figures of one run of the benchmark; times are CPU time of one thread. */
export interface Results {
  /** The day they were measured, YYYY-MM-DD. */
  measured: string;
  machine: ReturnType<typeof machine>;
  /** The build they were measured with. */
  wasm: ReturnType<typeof buildOf>;
  pictures: { name: string; width: number; height: number; distinct: number }[];
  /** Who took part; of whole programs, reading and writing a file is part of the time. */
  contenders: { name: string; version?: string; program?: boolean }[];
  cells: Cell[];
  ratios: Ratios[];
  /** The set of small pictures; without rows in quick runs. */
  set: { pictures: string[]; rows: SetRow[]; ratios: SetRatios[] };
  /** The mode 'instant' while a slider is dragged, on pictures of about 0.3 megapixels: milliseconds of the first step, and of any other. */
  instant: { picture: string; pixels: number; first: number; step: Spread }[];
  /** Bytes for each pixel of the picture, beside the picture itself: of the module, and with the indices and pixels it answers with. */
  memory: { picture: string; pixels: number; module: number; total: number }[];
  /** Pictures in shades of gray: by how much of the least cost there is, proven by the engine of k-means in one dimension, ours is larger. */
  gray: { picture: string; k: number; excess: number }[];
}
