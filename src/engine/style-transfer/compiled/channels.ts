/** Rows of channels to rows further apart; what is between is to be 0. */
export function spreadChannels(from: Float32Array, channels: number, to: Float32Array, stride: number): void {
  if (stride !== channels) to.fill(0);
  for (let at = 0, row = 0; at < from.length; at += channels, row += stride)
    to.set(from.subarray(at, at + channels), row);
}

/** So many rows of channels, which lie `stride` apart, as a copy without what is between. */
export function gatherChannels(
  from: Float32Array,
  stride: number,
  rows: number,
  channels: number,
): Float32Array {
  if (stride === channels) return from.slice(0, rows * channels);
  const to = new Float32Array(rows * channels);
  for (let row = 0; row < rows; row++)
    to.set(from.subarray(row * stride, row * stride + channels), row * channels);
  return to;
}
