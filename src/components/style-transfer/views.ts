import type { Computer } from './computers.ts';

/** Where a picture comes from. */
export type Source = { kind: 'sample'; id: string } | { kind: 'file'; file: File };

/** A picture, opened: at most `MOST_PIXELS`, on white. */
export interface Opened {
  name: string;
  width: number;
  height: number;
  /** Rows of RGBA, 8 bits each, sRGB, opaque. */
  rgba: Uint8ClampedArray<ArrayBuffer>;
  /** What was done to it, in sentences. */
  notes: string[];
}

/** How a picture is to be stylized. */
export interface Choices {
  /** Longest side of the result in pixels. */
  size: number;
  /** Of all levels together. */
  steps: number;
  /** First small, then larger and larger; otherwise at its full size at once. */
  pyramid: boolean;
  /** Of the style, 0 to 100; each 25 more divide the weight of the content by ten. */
  strength: number;
  /** Weight of total variation in per cent of the usual. */
  smoothness: number;
  /** Style layers that are left out. */
  without: readonly string[];
  pooling: 'own' | 'max' | 'average';
  /** Size of the brush in per cent: of the style pictures, relative to the content. */
  brush: number;
  keepColors: boolean;
  start: 'content' | 'noise';
  optimizer: 'lbfgs' | 'adam';
  seed: number;
}

/** A run, told to the worker: what `Session.prepare` takes. */
export interface Job {
  content: Raster;
  styles: { picture: Raster; weight: number }[];
  choices: Choices;
  /** Who is to compute; the faster one where it is left out. */
  by?: Computer | undefined;
}

/** Its pixels alone. */
export type Raster = Pick<Opened, 'width' | 'height' | 'rgba'>;

/** The losses of one step. */
export interface LossRow {
  /** Steps before it in all, and which level it belongs to. */
  step: number;
  level: number;
  total: number;
  content: number;
  variation: number;
  /** In the order of `layers`. */
  style: readonly number[];
}

/** A level of the pyramid. */
export interface LevelView {
  width: number;
  height: number;
  steps: number;
}

/** Where a run stands. */
export interface RunView {
  /** Steps taken, and planned. */
  step: number;
  steps: number;
  levels: readonly LevelView[];
  /** Names of the style layers, in the order of losses. */
  layers: readonly string[];
  /** At most some hundred rows: of long runs a part. */
  history: readonly LossRow[];
  /** Milliseconds of work so far, and those that are still to come at this pace; unknown at first. */
  ms: number;
  leftMs?: number | undefined;
  /** Milliseconds that a step takes for a megapixel; unknown at first. */
  rate?: number | undefined;
  state: 'going' | 'ended';
  /** The executor's name; and whether a graphics device was lost on the way. */
  by: string;
  lost: boolean;
}

/** A run as the worker tells it: the picture only where it is another than last time. */
export interface Told {
  run: RunView;
  picture?: Picture | undefined;
}

/** Pixels of a step. */
export interface Picture extends Raster {
  step: number;
}

/** What the executor would hold, in bytes: for pictures of `pixels` it is `fixed + perPixel * pixels`. */
export interface Memory {
  fixed: number;
  perPixel: number;
}

/** What the page is served with: a finished run on the first pair. */
export interface Served {
  run: RunView;
  width: number;
  height: number;
  /** Of the default network. */
  memory: Memory;
}

/** Of a picture that is opened; larger ones are scaled down. */
export const MOST_PIXELS = 1024 * 1024;
/** Of a file. */
export const MOST_BYTES = 100_000_000;
/** Bounds of the longest side. */
export const SIZE = { least: 64, most: 512, step: 32 } as const;
export const MOST_STEPS = 1000;
export const MOST_SEED = 999;
export const MOST_STYLES = 3;
/** In per cent. */
export const MOST_SMOOTHNESS = 500;
/** In per cent. */
export const BRUSH = { least: 50, most: 200 } as const;

/** The settings at first. Phones begin with a smaller size. */
export const USUAL: Choices = {
  size: 256,
  steps: 120,
  pyramid: true,
  strength: 50,
  smoothness: 100,
  without: [],
  pooling: 'own',
  brush: 100,
  keepColors: false,
  start: 'content',
  optimizer: 'lbfgs',
  seed: 1,
};
/** Longest side at first where the screen is a phone's. */
export const PHONE_SIZE = 128;
/** Longest side of the result that the page is served with. */
export const SERVED_SIZE = 256;
