import type { ColorQuantizer, Histogram } from '../../../engine/color-quantization/quantization.ts';
import { cornerStart, randomStart, type StartChoice } from './starts.ts';

/** Lloyd's algorithm on a picture, from its starting colours to where it stops. */
export interface Descent {
  /** RGBA x k: the starting colours, and the colours after each move. */
  palettes: ArrayLike<number>[];
  /**
   * Mean squared error over pixels and channels after each half-step. Even ones give pixels to the nearest colour of palette i / 2,
   * odd ones move the colours to the next palette; the last one gives pixels to the last palette.
   */
  errors: number[];
}

/** The same with what is needed to draw the picture. */
export interface WatchedDescent extends Descent {
  /** For each palette, the number of each pixel's nearest colour. */
  labels: Uint8Array[];
}

/** A picture that the engine has opened. */
export interface Opened {
  engine: ColorQuantizer;
  histogram: Histogram;
  rgba: Uint8Array;
}

/** Passes end when one saves less than this share of the error. */
const TOLERANCE = 1e-4;

/** Runs Lloyd's algorithm and keeps all of its steps; each colour keeps its number throughout. */
export function descend({ engine, histogram, rgba }: Opened, start: Uint8Array): WatchedDescent {
  const palettes: Uint8Array[] = [];
  const labels: Uint8Array[] = [];
  const errors: number[] = [];
  const channels = 3 * histogram.pixels;
  const steps = engine.steps(histogram, { k: start.length / 4, start, tolerance: TOLERANCE });
  let palette = start;
  for (let best = Number.POSITIVE_INFINITY; ; ) {
    const { indices } = engine.remap(rgba, palette, { histogram });
    const { means, assigned, moved } = clustersOf(rgba, indices, palette);
    palettes.push(palette);
    labels.push(indices);
    errors.push(Math.min(assigned / channels, best)); // the palette is rounded, which the error of a step must not tell
    const next = steps.next();
    if (next.done) return { palettes, labels, errors };
    best = moved / channels;
    errors.push(best);
    palette = inOrderOf(means, next.value.palette);
  }
}

interface Clusters {
  /** Of the pixels of each colour: 4 numbers, as in a palette. A colour without pixels stays where it is. */
  means: Float64Array;
  /** Sum over pixels of the squared distance to their colour, and to the mean of their cluster. */
  assigned: number;
  moved: number;
}

function clustersOf(rgba: Uint8Array, labels: Uint8Array, palette: Uint8Array): Clusters {
  const counts = new Float64Array(palette.length / 4);
  const means = new Float64Array(palette.length);
  let squares = 0;
  for (let i = 0; i < labels.length; i++) {
    counts[labels[i]]++;
    for (let channel = 0; channel < 3; channel++) {
      const value = rgba[4 * i + channel];
      means[4 * labels[i] + channel] += value;
      squares += value * value;
    }
  }
  let [assigned, moved] = [0, squares];
  for (let at = 0; at < means.length; at++) {
    const count = counts[at >> 2];
    if (at % 4 === 3 || count === 0) {
      means[at] = palette[at];
      continue;
    }
    means[at] /= count;
    moved -= count * means[at] ** 2;
    assigned += count * (palette[at] - means[at]) ** 2;
  }
  return { means, assigned: assigned + moved, moved };
}

/** The colours of `palette`, which is in an order of its own, in that of the means that they are but for rounding. */
function inOrderOf(means: Float64Array, palette: Uint8Array): Uint8Array {
  const left = new Set(Array.from({ length: palette.length / 4 }, (_, i) => i));
  const ordered = new Uint8Array(palette.length);
  for (let to = 0; to < means.length; to += 4) {
    const distance = (i: number) =>
      [0, 1, 2].reduce((sum, channel) => sum + (palette[4 * i + channel] - means[to + channel]) ** 2, 0);
    const nearest = [...left].reduce((a, b) => (distance(b) < distance(a) ? b : a));
    left.delete(nearest);
    ordered.set(palette.subarray(4 * nearest, 4 * nearest + 4), to);
  }
  return ordered;
}

/** The starting colours of a choice. */
export function startOf({ engine, histogram, rgba }: Opened, choice: StartChoice, k: number): Uint8Array {
  if (choice.kind === 'corner') return cornerStart(k);
  if (choice.kind === 'random') return randomStart(rgba, k, choice.seed);
  return engine.quantize(histogram, { k, mode: 'instant' }).palette;
}

/** The palette at a time counted in half-steps: colours glide while they move, and rest while pixels choose. */
export function paletteAt({ palettes }: Descent, time: number): Float64Array {
  const step = Math.floor(time / 2);
  const part = Math.min(1, time - 2 * step);
  const [from, to] = [palettes[step], palettes[step + 1] ?? palettes[step]];
  return Float64Array.from(from, (value, i) => value + part * (to[i] - value));
}

/** Where Lloyd's algorithm ended, from many random starts. */
export interface Restarts {
  /** Mean squared errors, ascending. */
  errors: number[];
  /** That of the engine's own search. */
  ours: number;
}
