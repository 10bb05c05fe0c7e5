/**
 * Total variation: the mean squared difference of neighbours, side by side and one above the other, over all three colours. Adds
 * `weight` times its gradient to `gradient`; the value itself is returned without the weight, 0 for a single pixel.
 */
export function variation(
  rgb: Float32Array,
  width: number,
  height: number,
  weight: number,
  gradient: Float32Array,
): number {
  const pairs = 3 * (height * (width - 1) + (height - 1) * width);
  if (pairs === 0) return 0;
  const scale = (2 * weight) / pairs;
  const row = 3 * width;
  let sum = 0;
  for (let y = 0, i = 0; y < height; y++) {
    for (let j = 0; j < row; j++, i++) {
      let pull = 0;
      if (j + 3 < row) {
        const away = rgb[i + 3] - rgb[i];
        sum += away * away;
        pull -= away;
      }
      if (j >= 3) pull += rgb[i] - rgb[i - 3];
      if (y + 1 < height) {
        const away = rgb[i + row] - rgb[i];
        sum += away * away;
        pull -= away;
      }
      if (y > 0) pull += rgb[i] - rgb[i - row];
      gradient[i] += scale * pull;
    }
  }
  return sum / pairs;
}
