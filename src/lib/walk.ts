/** How long a step takes to watch, in milliseconds, where nothing else is said. */
const PACE = 700;

/**
 * Walks from one step to a later one in real time, telling where it is: between steps too, gliding, unless the reader asked
 * for less motion. A step takes `pace` milliseconds. Returns what stops it.
 */
export function walk(from: number, to: number, tell: (time: number) => void, pace = PACE): () => void {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const began = performance.now();
  let frame = requestAnimationFrame(function advance(now) {
    const elapsed = from + Math.max(0, now - began) / pace;
    const whole = Math.floor(elapsed);
    // Each step moves in the first half of its time and rests in the second.
    const part = still ? 0 : Math.min(1, 2 * (elapsed - whole));
    const time = Math.min(to, whole + part * part * (3 - 2 * part));
    if (time < to) frame = requestAnimationFrame(advance);
    tell(time);
  });
  return () => cancelAnimationFrame(frame);
}
