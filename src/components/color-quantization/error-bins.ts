/** Distances that one bin of the engine holds. */
const STEP = 0.25;

/** A bar of the histogram of errors: pixels off by `from` up to `to`. */
export interface ErrorBin {
  from: number;
  to: number;
  pixels: number;
  share: number;
  /** It holds all above as well. */
  last: boolean;
}

/** The engine's bins up to the last with pixels, at least 8 of them; joined by twos or more where there are many. */
export function errorBins(errors: readonly number[]): ErrorBin[] {
  const total = errors.reduce((sum, pixels) => sum + pixels, 0) || 1;
  const used = Math.max(8, errors.findLastIndex((pixels) => pixels / total > 1e-4) + 1);
  const each = used > 32 ? 2 : 1;
  const count = Math.ceil(used / each);
  return Array.from({ length: count }, (_, i) => {
    const last = i === count - 1 && errors.slice((i + 1) * each).some((pixels) => pixels > 0);
    const part = errors.slice(i * each, i === count - 1 ? undefined : (i + 1) * each);
    const pixels = part.reduce((sum, n) => sum + n, 0);
    return { from: i * each * STEP, to: (i + 1) * each * STEP, pixels, share: pixels / total, last };
  });
}

/** Below which distance a share of the pixels is, as near as the bins tell. */
export function quantile(errors: readonly number[], share: number): number {
  const total = errors.reduce((sum, pixels) => sum + pixels, 0);
  let sum = 0;
  for (const [i, pixels] of errors.entries()) {
    const before = sum;
    sum += pixels;
    if (sum >= share * total && pixels > 0) return STEP * (i + (share * total - before) / pixels);
  }
  return 0;
}
