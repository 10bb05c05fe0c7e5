/** Milliseconds that a run at reading speed takes. */
export const READING = 8000;

/**
 * The step that a run at reading speed has come to: every power of ten of steps takes equally long, so that the first steps, which
 * change the most, can be followed one by one. From `from` to `last` in `READING` milliseconds.
 */
export function paced(from: number, last: number, elapsed: number): number {
  const share = Math.min(1, elapsed / READING);
  return Math.min(last, Math.ceil((from + 1) * ((last + 1) / (from + 1)) ** share) - 1);
}

/** The next animation frame, or half a second where there is none: a page in the background. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 500);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
