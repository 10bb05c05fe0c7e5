import { tick } from 'svelte';

type Frame = 'before' | 'after' | 'veil';

/** The bitmaps on screen; one that another takes the place of is given back. Undefined: what the page was served with, or none. */
export class Frames {
  #frames = $state.raw<Partial<Record<Frame, ImageBitmap | undefined>>>({});

  get before(): ImageBitmap | undefined {
    return this.#frames.before;
  }
  get after(): ImageBitmap | undefined {
    return this.#frames.after;
  }
  get veil(): ImageBitmap | undefined {
    return this.#frames.veil;
  }

  show(next: Partial<Record<Frame, ImageBitmap | undefined>>): void {
    const old = Object.keys(next).map((frame) => this.#frames[frame as Frame]);
    this.#frames = { ...this.#frames, ...next };
    void tick().then(() => {
      for (const bitmap of old) bitmap?.close();
    });
  }
}
