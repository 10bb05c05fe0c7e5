/** The largest rectangle of this aspect in the middle of a picture, in whole pixels. */
export function middle({ width, height }: { width: number; height: number }, aspect: number) {
  const wide = Math.max(1, Math.min(width, Math.round(height * aspect)));
  const high = Math.max(1, Math.min(height, Math.round(width / aspect)));
  return { left: (width - wide) >> 1, top: (height - high) >> 1, width: wide, height: high };
}
