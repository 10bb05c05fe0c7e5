import type { Depth } from '../models/views.ts';

/** How far one of the nine is. */
export interface NineRow {
  /** 32, or 8 to 1. */
  bits: number;
  state: 'waiting' | 'running' | 'done' | 'stopped' | 'failed';
  step: number;
  steps: number;
  /** Of the newest step, all terms together, as its own network sees it. */
  loss?: number | undefined;
  /** Root mean square of the differences of red, green and blue from the picture of the first depth, in grey levels. */
  distance?: number | undefined;
  /** Milliseconds of work. */
  ms: number;
  problem?: string | undefined;
}

/** What is asked of the queue: its depths in the order of their turns, the first of which the others are compared with. */
export interface NineRequest extends Pick<Depth, 'method' | 'exact'> {
  bits: readonly number[];
}

/** Pixels of one of the nine. */
export interface NinePicture {
  width: number;
  height: number;
  rgba: Uint8ClampedArray<ArrayBuffer>;
}
