/**
 * Path data of a line, each place told from the one before, to within `grain` pixels. From one pixel on it is what a served page can
 * afford: whole numbers, and a place only where it is some pixels on.
 */
export function linePath(points: readonly (readonly [x: number, y: number])[], grain = 0.1): string {
  const apart = grain < 1 ? 0 : 4;
  const tenth = (place: number) => Math.round(place * 10) / 10; // 0.1 + 0.2 is 0.3
  let path = '';
  let told = 0;
  let [left, top] = [0, 0];
  for (const [i, point] of points.entries()) {
    const [x, y] = point.map((place) => tenth(Math.round(place / grain) * grain)) as [number, number];
    if (i > 0 && i < points.length - 1 && x - left < apart && Math.abs(y - top) < 3 * apart) continue;
    const [right, down] = [tenth(x - left), tenth(y - top)];
    path += `${told === 0 ? 'M' : told === 1 ? 'l' : right < 0 ? '' : ' '}${right}${down < 0 ? '' : ' '}${down}`;
    told++;
    [left, top] = [x, y];
  }
  return path;
}
