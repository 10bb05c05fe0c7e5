/** Levels at equal steps, and for each weight the number of the nearest. */
export interface Uniform {
  /** Distinct, ascending, from `min` to `max`. */
  centroids: Float32Array<ArrayBuffer>;
  codes: Uint8Array<ArrayBuffer>;
}

/**
 * Uniform (min-max, affine) quantization: 2^bits levels at equal steps from the least weight to the largest, both included, as float32;
 * fewer where steps are too small for that, and one where all weights are equal.
 */
export function uniform(weights: Float32Array, bits: number): Uniform {
  let [min, max] = [weights[0], weights[0]];
  for (let i = 1; i < weights.length; i++) {
    if (weights[i] < min) min = weights[i];
    if (weights[i] > max) max = weights[i];
  }
  const last = 2 ** bits - 1;
  const step = (max - min) / last;
  // Steps finer than float32 make levels fall together: those of the same value share a number.
  const centroids: number[] = [];
  const codeOf = Uint8Array.from({ length: last + 1 }, (_, level) => {
    const value = Math.fround(level === last ? max : min + level * step);
    if (centroids.length === 0 || value > centroids[centroids.length - 1]) centroids.push(value);
    return centroids.length - 1;
  });
  const codes = new Uint8Array(weights.length);
  if (step > 0)
    for (let i = 0; i < codes.length; i++) codes[i] = codeOf[Math.round((weights[i] - min) / step)];
  return { centroids: Float32Array.from(centroids), codes };
}
