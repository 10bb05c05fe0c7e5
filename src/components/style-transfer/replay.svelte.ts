import type { Picture } from './views.ts';

/** Pictures kept of a run; when there are more, every other is let go. */
const MOST = 60;
/** Longest side of a kept picture. */
export const KEPT_SIDE = 320;

/** A picture of a step, made smaller where it is large. */
export interface Frame {
  step: number;
  bitmap: ImageBitmap;
}

/** The run as a flick book: pictures of its steps at ever wider strides. */
export class Replay {
  frames = $state.raw<readonly Frame[]>([]);
  #stride = 1;
  #due = 0;
  #run = 0;

  /** Keeps the picture of a step, if its turn has come, or `always`. */
  async keep({ step, width, height, rgba }: Picture, always = false): Promise<void> {
    if (step < this.#due && !always) return;
    this.#due = step + this.#stride;
    const run = this.#run;
    const factor = Math.min(1, KEPT_SIDE / Math.max(width, height));
    const bitmap = await createImageBitmap(new ImageData(rgba, width, height), {
      resizeWidth: Math.max(1, Math.round(width * factor)),
      resizeHeight: Math.max(1, Math.round(height * factor)),
      resizeQuality: 'high',
    });
    if (run !== this.#run || this.frames.some((frame) => frame.step === step)) {
      bitmap.close();
      return;
    }
    const frames = [...this.frames, { step, bitmap }].sort((a, b) => a.step - b.step);
    this.frames = frames.length > MOST ? this.#thin(frames) : frames;
  }

  /** The frame of a step, or the last one kept before it. */
  at(step: number): Frame | undefined {
    return this.frames.findLast((frame) => frame.step <= step) ?? this.frames[0];
  }

  clear(): void {
    for (const { bitmap } of this.frames) bitmap.close();
    this.frames = [];
    this.#stride = 1;
    this.#due = 0;
    this.#run++;
  }

  /** The first and the last stay. */
  #thin(frames: readonly Frame[]): Frame[] {
    this.#stride *= 2;
    const last = frames.length - 1;
    return frames.filter((frame, i) => {
      const kept = i % 2 === 0 || i === last;
      if (!kept) frame.bitmap.close();
      return kept;
    });
  }
}
