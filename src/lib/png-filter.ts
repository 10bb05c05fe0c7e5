/**
 * Writes one row of a picture as PNG filters it to out[at...]: the filter's number, then each byte less what the filter
 * foretells from its neighbours (PNG's third edition, section 9). Gives the index after it.
 */
export type RowFilter = (
  row: Uint8Array,
  above: Uint8Array,
  bytesPerPixel: number,
  out: Uint8Array,
  at: number,
) => number;

/** The bytes as they are: best for few colours, whose patterns a filter would hide. */
export const filterNone: RowFilter = (row, _above, _bytesPerPixel, out, at) => {
  out[at] = 0;
  out.set(row, at + 1);
  return at + 1 + row.length;
};

/** The filter of the five whose differences, as signed bytes, have the least sum of sizes: best for photographs. */
export const filterAdaptive: RowFilter = (row, above, bytesPerPixel, out, at) => {
  const length = row.length;
  let sums = [0, 0, 0, 0, 0];
  let [none, sub, up, average, paeth] = sums;
  for (let i = 0; i < length; i++) {
    const value = row[i];
    const left = i < bytesPerPixel ? 0 : row[i - bytesPerPixel];
    const corner = i < bytesPerPixel ? 0 : above[i - bytesPerPixel];
    const top = above[i];
    none += size(value);
    sub += size(value - left);
    up += size(value - top);
    average += size(value - ((left + top) >> 1));
    paeth += size(value - nearest(left, top, corner));
  }
  sums = [none, sub, up, average, paeth];
  const best = sums.indexOf(Math.min(...sums));
  if (best === 0) return filterNone(row, above, bytesPerPixel, out, at);
  out[at++] = best;
  for (let i = 0; i < length; i++) {
    const left = i < bytesPerPixel ? 0 : row[i - bytesPerPixel];
    const top = above[i];
    if (best === 1) out[at++] = row[i] - left;
    else if (best === 2) out[at++] = row[i] - top;
    else if (best === 3) out[at++] = row[i] - ((left + top) >> 1);
    else out[at++] = row[i] - nearest(left, top, i < bytesPerPixel ? 0 : above[i - bytesPerPixel]);
  }
  return at;
};

/** How far a byte is from 0 on the circle of bytes. */
function size(difference: number): number {
  const byte = difference & 255;
  return byte < 128 ? byte : 256 - byte;
}

/** Paeth's predictor: whichever neighbour is nearest to left + top - corner. */
function nearest(left: number, top: number, corner: number): number {
  const toLeft = Math.abs(top - corner);
  const toTop = Math.abs(left - corner);
  const toCorner = Math.abs(left + top - 2 * corner);
  if (toLeft <= toTop && toLeft <= toCorner) return left;
  return toTop <= toCorner ? top : corner;
}
