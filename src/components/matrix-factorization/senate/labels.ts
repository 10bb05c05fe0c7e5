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
/** Marks that a name may lie on. */
const COVERED = 2;

type Box = [left: number, top: number, right: number, bottom: number];

/**
 * Places as many of the names as go beside their points without touching one another or the edge, or covering more than a few points;
 * the first come first. Names stand on the side with fewer points under them, or else outside: right of points on the right half.
 */
export function placeLabels(
  pixels: Float64Array,
  names: readonly { member: number; name: string }[],
  width: number,
  height: number,
  most: number,
): Label[] {
  const boxes: Box[] = [];
  const labels: Label[] = [];
  for (const { member, name } of names) {
    if (labels.length === most) break;
    const [x, y] = [pixels[2 * member], pixels[2 * member + 1]];
    const sides = (x > width / 2 ? ['start', 'end'] : ['end', 'start']) as Label['anchor'][];
    const places = sides.map((anchor) => {
      const left = anchor === 'start' ? x + GAP : x - GAP - name.length * LETTER;
      const box: Box = [left, y - LINE / 2, left + name.length * LETTER, y + LINE / 2];
      return { anchor, box, covered: within(pixels, box) };
    });
    const free = places.filter(
      ({ box, covered }) =>
        covered <= COVERED &&
        box[0] >= 0 &&
        box[1] >= 0 &&
        box[2] <= width &&
        box[3] <= height &&
        !boxes.some((other) => overlap(box, other)),
    );
    const best = free.toSorted((a, b) => a.covered - b.covered)[0];
    if (!best) continue;
    const { anchor, box } = best;
    boxes.push(box);
    labels.push({ member, x: anchor === 'start' ? x + GAP : x - GAP, y: y + 4, anchor });
  }
  return labels;
}

const overlap = ([l, t, r, b]: Box, [left, top, right, bottom]: Box) =>
  l < right && r > left && t < bottom && b > top;

/** How many points a box covers. */
function within(pixels: Float64Array, [left, top, right, bottom]: Box): number {
  let count = 0;
  for (let i = 0; i < pixels.length; i += 2) {
    if (pixels[i] > left && pixels[i] < right && pixels[i + 1] > top && pixels[i + 1] < bottom) count++;
  }
  return count;
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
