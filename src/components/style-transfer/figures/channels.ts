/** How many channels' worth of different things layers still tell, at some depths. Written by tools/effective-channels.ts. */
export interface ChannelsShown {
  title: string;
  /** 32, then fewer; by k-means. */
  bits: number[];
  layers: { name: string; channels: number; effective: number[] }[];
}

/**
 * C^2 over the sum of all squared correlations of a layer's C channels: C where no two are alike, 1 where all say the same. Channels
 * that never change count for nothing. `features` are places x C.
 */
export function effectiveChannels(features: Float32Array, channels: number): number {
  const places = features.length / channels;
  const means = new Float64Array(channels);
  for (let i = 0; i < features.length; i++) means[i % channels] += features[i] / places;
  const covariance = new Float64Array(channels * channels);
  for (let place = 0; place < places; place++) {
    const row = features.subarray(place * channels, (place + 1) * channels);
    for (let a = 0; a < channels; a++) {
      const from = row[a] - means[a];
      for (let b = 0; b <= a; b++) covariance[a * channels + b] += (from * (row[b] - means[b])) / places;
    }
  }
  const variance = Float64Array.from({ length: channels }, (_, c) => covariance[c * channels + c]);
  const alive = [...variance.keys()].filter((c) => variance[c] > 1e-12);
  let squares = 0;
  for (const a of alive)
    for (const b of alive)
      if (b <= a)
        squares += ((a === b ? 1 : 2) * covariance[a * channels + b] ** 2) / (variance[a] * variance[b]);
  return alive.length === 0 ? 0 : alive.length ** 2 / squares;
}
