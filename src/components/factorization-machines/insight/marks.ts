const round = (place: number) => Math.round(place);
const tenth = (place: number) => Math.round(10 * place) / 10;

/** Path data of round dots, to be drawn with a round cap of the stroke's width: a point cloud as one element. */
export function dots(points: readonly (readonly [x: number, y: number])[]): string {
  let path = '';
  for (const [x, y] of points) path += `M${round(x)} ${round(y)}h0`;
  return path;
}

/** Path data of circles, as one element. */
export function circles(points: readonly (readonly [x: number, y: number, r: number])[]): string {
  let path = '';
  for (const [x, y, r] of points) {
    const [radius, across] = [tenth(r), tenth(2 * tenth(r))];
    path += `M${tenth(x - radius)} ${tenth(y)}a${radius} ${radius} 0 1 0 ${across} 0a${radius} ${radius} 0 1 0 ${-across} 0z`;
  }
  return path;
}

/** Path data of a line through points. */
export const line = (points: readonly (readonly [x: number, y: number])[]): string =>
  points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${tenth(x)} ${tenth(y)}`).join('');
