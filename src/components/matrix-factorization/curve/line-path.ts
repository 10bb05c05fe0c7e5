/**
 * Path data of a line in tenths of a pixel or, `short`, in whole pixels, each place told from the one before and only where it is some
 * pixels on: what a served page can afford.
 */
export function linePath(points: readonly (readonly [x: number, y: number])[], short = false): string {
  const grain = short ? 1 : 10;
  const apart = short ? 4 : 0;
  let path = '';
  let told = 0;
  let [left, top] = [0, 0];
  for (const [i, point] of points.entries()) {
    const [x, y] = point.map((place) => Math.round(place * grain) / grain) as [number, number];
    if (i > 0 && i < points.length - 1 && x - left < apart && Math.abs(y - top) < 3 * apart) continue;
    const [right, down] = [x - left, y - top].map((step) => Math.round(step * grain) / grain);
    path += `${told === 0 ? 'M' : told === 1 ? 'l' : right < 0 ? '' : ' '}${right}${down < 0 ? '' : ' '}${down}`;
    told++;
    [left, top] = [x, y];
  }
  return path;
}
