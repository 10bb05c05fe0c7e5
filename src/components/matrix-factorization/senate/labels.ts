/** A name beside a point. */
export interface Label {
  member: number;
  x: number;
  y: number;
  anchor: 'start' | 'end';
}

/** Of a letter, in pixels, on the safe side. */
const LETTER = 6.4;
const LINE = 13;
const GAP = 8;

/**
 * Places as many of the names as go beside their points without touching one another or the edge; the first come first. Names stand
 * outside: right of points on the right half, else left, or on the other side where only that is free.
 */
export function placeLabels(
  pixels: Float64Array,
  names: readonly { member: number; name: string }[],
  width: number,
  height: number,
  most: number,
): Label[] {
  const boxes: [number, number, number, number][] = [];
  const labels: Label[] = [];
  for (const { member, name } of names) {
    if (labels.length === most) break;
    const [x, y] = [pixels[2 * member], pixels[2 * member + 1]];
    const outside = x > width / 2 ? 'start' : 'end';
    for (const anchor of [outside, outside === 'start' ? 'end' : 'start'] as const) {
      const left = anchor === 'start' ? x + GAP : x - GAP - name.length * LETTER;
      const right = left + name.length * LETTER;
      if (left < 0 || right > width || y < LINE / 2 || y > height - LINE / 2) continue;
      if (boxes.some(([l, t, r, b]) => left < r && right > l && y - LINE / 2 < b && y + LINE / 2 > t))
        continue;
      boxes.push([left, y - LINE / 2, right, y + LINE / 2]);
      labels.push({ member, x: anchor === 'start' ? x + GAP : x - GAP, y: y + 4, anchor });
      break;
    }
  }
  return labels;
}

/** Whom many have heard of, and who stand apart; by state and name. */
export const KNOWN = [
  'AZ-McCain',
  'IL-Obama',
  'RI-Chafee',
  'NE-Nelson',
  'WI-Feingold',
  'OK-Coburn',
  'NY-Clinton',
  'ME-Snowe',
  'WV-Byrd',
  'MA-Kennedy',
  'CT-Lieberman',
  'VT-Jeffords',
  'TN-Frist',
  'DE-Biden',
  'USA-Bush',
];
