import {
  type CloudPoints,
  type CloudSpace,
  centroidRadius,
  HOME_TURN,
  placesOf,
  project,
  type Turn,
} from './cloud-space.ts';

export type { CloudPoints, CloudSpace, Turn };
export { HOME_TURN };

/** A cloud ready to be drawn from any side. */
export interface PreparedCloud {
  readonly places: Float64Array<ArrayBuffer>;
  /** Shares of the box's smaller side. */
  readonly radii: Float64Array<ArrayBuffer>;
  /** RGBA, 4 bytes each. */
  readonly colors: Uint8Array<ArrayBuffer>;
}

/** Steps of depth that are told apart when points are put in order. */
const DEPTHS = 2048;
/** How wide a disc's rim is, as a share of its radius and in pixels at least, and how much darker or lighter: it sets one point off from the next. */
const RIM = { share: 0.1, least: 0.8, shade: 0.24 };

/** Puts the points into their space, each a disc as large as its count. */
export function prepareCloud(points: CloudPoints, space: CloudSpace): PreparedCloud {
  const colors = Uint8Array.from(points.colors);
  const n = Math.floor(colors.length / 4);
  const radii = new Float64Array(n);
  let total = 0;
  for (let i = 0; i < n; i++) total += points.counts[i];
  const usual = Math.min(0.024, Math.max(0.0042, 0.42 / Math.sqrt(n)));
  for (let i = 0; i < n; i++) {
    const times = Math.sqrt((points.counts[i] * n) / (total || 1));
    radii[i] = usual * Math.min(2.6, Math.max(0.6, times));
  }
  return { places: placesOf(colors, space), radii, colors };
}

/**
 * Draws a cloud, the farthest points first, on a transparent ground: RGBA, not premultiplied, `width` x `height`, into `into` where given
 * (which is cleared first). O(points + pixels covered).
 */
export function drawPrepared(
  cloud: PreparedCloud,
  turn: Turn,
  width: number,
  height: number,
  into = new Uint8ClampedArray(4 * width * height),
): Uint8ClampedArray<ArrayBuffer> {
  into.fill(0);
  const { radii, colors } = cloud;
  const at = project(cloud.places, turn, width, height);
  const disc = discsOn(into, width, height);
  const size = Math.min(width, height);
  for (const i of farthestFirst(at)) {
    const x = at[3 * i];
    const y = at[3 * i + 1];
    const radius = Math.max(0.8, radii[i] * size * at[3 * i + 2]);
    const rim = Math.max(RIM.least, RIM.share * radius);
    const r = colors[4 * i];
    const g = colors[4 * i + 1];
    const b = colors[4 * i + 2];
    const alpha = Math.max(0.25, colors[4 * i + 3] / 255);
    const shade = radius < 2 * rim ? 0 : RIM.shade;
    const to = shade * (0.3 * r + 0.59 * g + 0.11 * b > 110 ? 0 : 255);
    disc(x, y, radius, r * (1 - shade) + to, g * (1 - shade) + to, b * (1 - shade) + to, alpha);
    if (shade > 0) disc(x, y, radius - rim, r, g, b, alpha);
  }
  return into;
}

/** What `drawCloud` draws. */
export interface CloudPicture {
  points: CloudPoints;
  /** In pixels at scale 1. */
  width: number;
  height: number;
  /** Default 'srgb'. */
  space?: CloudSpace;
  turn?: Turn;
  /** Pixels drawn for each of width and height; default 1. */
  scale?: number;
  /** RGBA of discs, ringed dark and light so that they show on any page, before all points. */
  centroids?: ArrayLike<number>;
}

/** A cloud as a picture: RGBA, not premultiplied, `width * scale` x `height * scale` (rounded), on a transparent ground. */
export function drawCloud(picture: CloudPicture): Uint8ClampedArray<ArrayBuffer> {
  const { points, space = 'srgb', turn = HOME_TURN, scale = 1, centroids = [] } = picture;
  const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
  const rgba = drawPrepared(prepareCloud(points, space), turn, width, height);
  const at = project(placesOf(centroids, space), turn, width, height);
  const size = Math.min(width, height);
  const disc = discsOn(rgba, width, height);
  const ring = Math.max(1, size / 320);
  for (const i of farthestFirst(at)) {
    const radius = centroidRadius(centroids.length / 4) * size * at[3 * i + 2];
    const [x, y] = [at[3 * i], at[3 * i + 1]];
    disc(x, y, radius + ring, 251, 250, 247, 1);
    disc(x, y, radius, 29, 27, 25, 1);
    disc(x, y, radius - 1.25 * ring, centroids[4 * i], centroids[4 * i + 1], centroids[4 * i + 2], 1);
  }
  return rgba;
}

/** Numbers of the points by nearness, in one pass over buckets. */
function farthestFirst(at: Float64Array): Uint32Array {
  const n = at.length / 3;
  let [least, most] = [Infinity, -Infinity];
  for (let i = 2; i < at.length; i += 3) {
    least = Math.min(least, at[i]);
    most = Math.max(most, at[i]);
  }
  const step = (DEPTHS - 1) / (most - least || 1);
  const starts = new Uint32Array(DEPTHS + 1);
  for (let i = 0; i < n; i++) starts[Math.floor((at[3 * i + 2] - least) * step) + 1]++;
  for (let depth = 0; depth < DEPTHS; depth++) starts[depth + 1] += starts[depth];
  const order = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[starts[Math.floor((at[3 * i + 2] - least) * step)]++] = i;
  return order;
}

/** Draws discs with soft edges over what is there. `alpha` is 0 to 1. */
function discsOn(rgba: Uint8ClampedArray<ArrayBuffer>, width: number, height: number) {
  const whole = new Uint32Array(rgba.buffer, rgba.byteOffset, width * height);
  const oneColor = new Uint8Array(4);
  const oneWord = new Uint32Array(oneColor.buffer); // in the machine's order of bytes, as `whole` is

  function blend(at: number, r: number, g: number, b: number, cover: number) {
    const under = (rgba[at + 3] / 255) * (1 - cover);
    const sum = cover + under;
    rgba[at] = (r * cover + rgba[at] * under) / sum;
    rgba[at + 1] = (g * cover + rgba[at + 1] * under) / sum;
    rgba[at + 2] = (b * cover + rgba[at + 2] * under) / sum;
    rgba[at + 3] = 255 * sum;
  }

  return (x: number, y: number, radius: number, r: number, g: number, b: number, alpha: number) => {
    oneColor[0] = r;
    oneColor[1] = g;
    oneColor[2] = b;
    oneColor[3] = 255;
    const outer = radius + 0.5;
    const inner = Math.max(0, radius - 0.5);
    const bottom = Math.min(height - 1, Math.floor(y + outer - 0.5));
    for (let row = Math.max(0, Math.ceil(y - outer - 0.5)); row <= bottom; row++) {
      const dy2 = (row + 0.5 - y) ** 2;
      const reach = Math.sqrt(Math.max(0, outer ** 2 - dy2));
      const left = Math.max(0, Math.ceil(x - reach - 0.5));
      const right = Math.min(width - 1, Math.floor(x + reach - 0.5));
      // The middle of the row is covered wholly.
      const middle = alpha < 1 ? 0 : Math.sqrt(Math.max(0, inner ** 2 - dy2));
      const from = middle > 0 ? Math.max(left, Math.ceil(x - middle - 0.5)) : right + 1;
      const to = middle > 0 ? Math.min(right, Math.floor(x + middle - 0.5)) : right;
      if (to >= from) whole.fill(oneWord[0], row * width + from, row * width + to + 1);
      for (let column = left; column <= right; column++) {
        if (column === from && to >= from) column = to + 1;
        if (column > right) break;
        const cover = outer - Math.sqrt((column + 0.5 - x) ** 2 + dy2);
        if (cover > 0) blend(4 * (row * width + column), r, g, b, alpha * Math.min(1, cover));
      }
    }
  };
}
