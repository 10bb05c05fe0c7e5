/** Where colours stand: by their stored red, green and blue, or by OKLab, in which distances are as the eye sees them. */
export type CloudSpace = 'srgb' | 'oklab';

/** How the cloud is turned, in radians: about its upright axis, then towards the viewer. */
export interface Turn {
  readonly yaw: number;
  readonly pitch: number;
}

/** Colours, RGBA with 4 bytes each, and the pixels of each. */
export interface CloudPoints {
  readonly colors: ArrayLike<number>;
  readonly counts: ArrayLike<number>;
}

/** How it stands at first: black lower left and white upper right, so that the grays between them are seen from the side. */
export const HOME_TURN: Turn = { yaw: 0.34, pitch: 0.36 };

/** The half side of the RGB cube is 1. OKLab's lightness gets 3.4 units, so that its slim body is as tall as the cube is across. */
const OKLAB_UNITS = 3.4;
/** Distance of the eye from the middle. */
const EYE = 7;
/** Half the box's smaller side in the same units: the cube's corners, whatever its turn, and room for letters. */
const REACH = 1.92;

/** x, y (up) and z (towards the viewer) of each RGBA colour, before turning. Fractions are taken as they are. */
export function placesOf(colors: ArrayLike<number>, space: CloudSpace): Float64Array<ArrayBuffer> {
  const n = Math.floor(colors.length / 4);
  const places = new Float64Array(3 * n);
  for (let i = 0; i < n; i++) {
    const [r, g, b] = [colors[4 * i], colors[4 * i + 1], colors[4 * i + 2]];
    const [x, y, z] = space === 'srgb' ? [r, g, b].map((value) => value / 127.5 - 1) : oklabPlace(r, g, b);
    places[3 * i] = x;
    places[3 * i + 1] = y;
    places[3 * i + 2] = z;
  }
  return places;
}

function oklabPlace(r: number, g: number, b: number): [number, number, number] {
  const [lightness, greenRed, blueYellow] = oklab(linear(r), linear(g), linear(b));
  return [OKLAB_UNITS * greenRed, OKLAB_UNITS * (lightness - 0.5), OKLAB_UNITS * blueYellow];
}

function linear(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

/** Björn Ottosson, "A perceptual color space for image processing", 2020. */
function oklab(r: number, g: number, b: number): [number, number, number] {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/**
 * Places on a box of `width` by `height`: for each x and y from its top left corner, and by how much nearness enlarges it there (the
 * larger, the nearer). 3 numbers each, into `into` where given.
 */
export function project(
  places: Float64Array,
  turn: Turn,
  width: number,
  height: number,
  into = new Float64Array(places.length),
): Float64Array {
  const unit = Math.min(width, height) / 2 / REACH;
  const [sinYaw, cosYaw] = [Math.sin(turn.yaw), Math.cos(turn.yaw)];
  const [sinPitch, cosPitch] = [Math.sin(turn.pitch), Math.cos(turn.pitch)];
  for (let i = 0; i < places.length; i += 3) {
    const [x, y, z] = [places[i], places[i + 1], places[i + 2]];
    const near = z * cosYaw - x * sinYaw;
    const nearness = EYE / (EYE - y * sinPitch - near * cosPitch);
    into[i] = width / 2 + (x * cosYaw + z * sinYaw) * unit * nearness;
    into[i + 1] = height / 2 - (y * cosPitch - near * sinPitch) * unit * nearness;
    into[i + 2] = nearness;
  }
  return into;
}

/** The turn after a step; pitch ends upright, so that nothing ever hangs upside down. */
export function turnBy({ yaw, pitch }: Turn, right: number, down: number): Turn {
  const quarter = Math.PI / 2;
  const turned = (yaw + right) % (2 * Math.PI);
  return { yaw: turned, pitch: Math.min(quarter, Math.max(-quarter, pitch + down)) };
}

/** Radius of a centroid's disc, as a share of the box's smaller side: the more, the smaller. */
export function centroidRadius(k: number): number {
  return Math.min(0.026, 0.044 * Math.max(1, k) ** -0.33);
}
