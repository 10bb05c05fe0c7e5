/** F^T F / pixels of `features`, pixels x channels: channels x channels, whole. */
export function gramOf(features: Float64Array, pixels: number, channels: number): Float64Array {
  const gram = new Float64Array(channels * channels);
  for (let p = 0, at = 0; p < pixels; p++, at += channels) {
    for (let a = 0; a < channels; a++) {
      const value = features[at + a];
      if (value === 0) continue;
      for (let b = 0; b <= a; b++) gram[a * channels + b] += value * features[at + b];
    }
  }
  for (let a = 0; a < channels; a++)
    for (let b = 0; b <= a; b++) {
      const mean = gram[a * channels + b] / pixels;
      gram[a * channels + b] = mean;
      gram[b * channels + a] = mean;
    }
  return gram;
}

/** The weighted distance of a Gram matrix from the one aimed at; its gradient is added to `slope`, pixels x channels. */
export function styleTerm(
  features: Float64Array,
  slope: Float64Array,
  pixels: number,
  channels: number,
  { gram: target, weight }: { gram: Float32Array; weight: number },
): number {
  const away = gramOf(features, pixels, channels);
  let sum = 0;
  for (let i = 0; i < away.length; i++) {
    away[i] -= target[i];
    sum += away[i] * away[i];
  }
  const scale = (2 * weight) / pixels;
  for (let p = 0, at = 0; p < pixels; p++, at += channels) {
    for (let a = 0; a < channels; a++) {
      const value = scale * features[at + a];
      if (value === 0) continue;
      // A target that was given need not be quite symmetric.
      for (let b = 0; b < channels; b++)
        slope[at + b] += value * (away[a * channels + b] + away[b * channels + a]);
    }
  }
  return weight * sum;
}

/** The weighted distance of features from those aimed at; its gradient is added to `slope`. */
export function contentTerm(
  features: Float64Array,
  slope: Float64Array,
  { features: target, weight }: { features: Float32Array; weight: number },
): number {
  let sum = 0;
  for (let i = 0; i < features.length; i++) {
    const away = features[i] - target[i];
    sum += away * away;
    slope[i] += 2 * weight * away;
  }
  return weight * sum;
}
