import type { Cells, ColorQuantizer } from '../../engine/color-quantization/index.ts';
import { encodeIndexedPng, encodeRgbaPng } from '../../lib/png.ts';
import { veil } from './highlight.ts';
import { type Counted, type Made, pixelsOf, quantize, sketch } from './quantizing.ts';
import { scaledDown } from './scaled.ts';
import { messages } from './slices.ts';
import { type Choices, type Compared, PREVIEW_PIXELS, type Raster, type Result } from './views.ts';

interface Held {
  full: Counted;
  /** Of about `PREVIEW_PIXELS`; `full` itself where that has no more. */
  small: Counted;
  /** What is shown, and the result in full. */
  shown?: Made;
  made?: Made;
  /** `made` as an indexed PNG. */
  png?: Uint8Array<ArrayBuffer> | undefined;
}

/** What `load` finds out about a picture. */
export interface Loaded {
  distinct: number;
  opaque: boolean;
  transparent: number;
  countMs: number;
}

/** A result and its pixels. */
export interface Drawn {
  result: Result;
  raster: Raster;
}

/** Pixels that a miniature of the comparison has. */
const MINIATURE = 24_000;

/**
 * The picture being worked on: its colours counted once, then quantized as often as asked. Only one thing at a time; `cancel` ends the
 * one at hand, which then gives undefined. It runs in the worker, and in Node for what the page is served with; it is handed the engine.
 */
export class Session {
  readonly #engine: ColorQuantizer;
  #held: Held | undefined;
  #abort = new AbortController();

  constructor(engine: ColorQuantizer) {
    this.#engine = engine;
  }

  /** Takes another picture; when it is refused, keeps the one it had. */
  load(raster: Raster): Loaded {
    const before = this.#held?.full.raster;
    this.#free(); // before the new one needs the room
    try {
      const begun = performance.now();
      const full = this.#count(raster);
      const countMs = performance.now() - begun;
      this.#hold(full);
      const { distinct, opaque, transparent } = full.histogram;
      return { distinct, opaque, transparent, countMs };
    } catch (error) {
      if (before) this.#hold(this.#count(before));
      throw error;
    }
  }

  /** Ends what is at hand. */
  cancel(): void {
    this.#abort.abort();
  }

  /** A quick result for the small picture. */
  preview(choices: Choices): Drawn {
    const held = this.#picture();
    const { made, raster } = sketch(this.#engine, held.small, choices);
    held.shown = made;
    return { result: made.result, raster };
  }

  /** The result for the whole picture. */
  full(choices: Choices): Promise<Drawn | undefined> {
    const held = this.#picture();
    return this.#stoppable(async (signal) => {
      const { made, raster } = await quantize(this.#engine, held.full, choices, signal);
      held.shown = held.made = made;
      held.png = undefined;
      return { result: made.result, raster };
    });
  }

  /** A veil over the picture as last shown, but for the pixels of one colour. */
  veil(index: number): Raster | undefined {
    const { shown } = this.#picture();
    return shown && veil(shown.indices, shown.width, shown.height, index);
  }

  /** The last result in full as an indexed PNG; made once, not to be changed. */
  png8(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const held = this.#picture();
    return this.#stoppable(async (signal) => {
      const png = held.png ?? (await encodePolitely(this.#made(), signal));
      held.png = png;
      return png;
    });
  }

  /** The same with a colour of its own for every pixel. */
  png32(): Promise<Uint8Array<ArrayBuffer>> {
    return encodeRgbaPng(this.pixels());
  }

  /** Pixels of the last result in full. */
  pixels(): Raster {
    return pixelsOf(this.#made());
  }

  /** The picture's colours in few points. */
  cells(most: number): Cells {
    return this.#picture().full.histogram.cells(most);
  }

  /** A line of the comparison, and the picture as it then looks, in miniature. What is shown stays. */
  compare(choices: Choices): Promise<{ compared: Compared; miniature: Raster } | undefined> {
    const { full, small } = this.#picture();
    return this.#stoppable(async (signal) => {
      const { made } = await quantize(this.#engine, full, choices, signal);
      const { mse, psnr, deltaE, colors, paletteMs, mapMs } = made.result;
      const png = await encodePolitely(made, signal);
      const little = this.#count(scaledDown(small.raster, MINIATURE, small.histogram.distinct));
      try {
        const { raster } = sketch(this.#engine, little, { ...choices, own: colors });
        const numbers = { mse, psnr, deltaE, colors: colors.length, ms: paletteMs + mapMs };
        return { compared: { k: choices.k, ...numbers, pngBytes: png.length }, miniature: raster };
      } finally {
        little.histogram.free();
      }
    });
  }

  /** Another picture as an indexed PNG, for a batch; the one held stays. */
  convert(
    raster: Raster,
    choices: Choices,
  ): Promise<{ png: Uint8Array<ArrayBuffer>; colors: number } | undefined> {
    return this.#stoppable(async (signal) => {
      const counted = this.#count(raster);
      try {
        const { made } = await quantize(this.#engine, counted, choices, signal);
        return { png: await encodePolitely(made, signal), colors: made.result.colors.length };
      } finally {
        counted.histogram.free();
      }
    });
  }

  async #stoppable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const aborted = new Promise<undefined>((resolve) =>
      signal.addEventListener('abort', () => resolve(undefined)),
    );
    try {
      return await Promise.race([work(signal), aborted]);
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
  }

  #hold(full: Counted): void {
    const small = scaledDown(full.raster, PREVIEW_PIXELS, full.histogram.distinct);
    this.#held = { full, small: small === full.raster ? full : this.#count(small) };
  }

  #free(): void {
    if (!this.#held) return;
    const { full, small } = this.#held;
    for (const { histogram } of new Set([full, small])) histogram.free();
    this.#held = undefined;
  }

  #count(raster: Raster): Counted {
    return { raster, histogram: this.#engine.histogram(raster.rgba, raster.width, raster.height) };
  }

  #picture(): Held {
    if (!this.#held) throw new Error('no picture');
    return this.#held;
  }

  #made(): Made {
    const { made } = this.#picture();
    if (!made) throw new Error('no result');
    return made;
  }
}

/** With turns for messages, so that a stop is heard. */
function encodePolitely(made: Made, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  return encodeIndexedPng(made, async () => {
    await messages();
    signal.throwIfAborted();
  });
}
