import { writeFileSync } from 'node:fs';
import sharp from 'sharp';
import { type Picture, pictureOf, rgbaOf } from '../../src/engine/style-transfer/index.ts';

/** Most bytes of a picture that is kept. */
const MOST_BYTES = 14_000;

/** A sample of the lab. */
export async function sample(id: string): Promise<Picture> {
  const { data, info } = await sharp(`src/components/style-transfer/samples/${id}.webp`)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return pictureOf(new Uint8ClampedArray(data), info.width, info.height);
}

/** Writes a picture as WebP, at the best quality up to 78 that keeps it below 14 kB. */
export async function keep(picture: Picture, path: string): Promise<void> {
  const { width, height } = picture;
  const image = sharp(rgbaOf(picture), { raw: { width, height, channels: 4 } }).removeAlpha();
  for (let quality = 78; ; quality -= 4) {
    const file = await image.clone().webp({ quality, effort: 6, smartSubsample: true }).toBuffer();
    if (file.length > MOST_BYTES && quality > 30) continue;
    writeFileSync(path, file);
    return;
  }
}

/** Root of the mean squared difference of pictures of one size, in grey levels, as shown: rounded and clamped to 0..255. */
export function rmsBetween(a: Picture, b: Picture): number {
  const [one, other] = [rgbaOf(a), rgbaOf(b)];
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += (one[i] - other[i]) ** 2; // alpha is the same
  return Math.sqrt(sum / ((one.length / 4) * 3));
}

/** Mean distance in OKLab (Björn Ottosson, 2020), times 100. */
export function deltaEBetween(a: Picture, b: Picture): number {
  const [one, other] = [rgbaOf(a), rgbaOf(b)];
  let sum = 0;
  for (let i = 0; i < one.length; i += 4) {
    const [p, q] = [oklab(one, i), oklab(other, i)];
    sum += Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
  }
  return (100 * sum) / (one.length / 4);
}

const LINEAR = Float64Array.from({ length: 256 }, (_, i) =>
  i <= 10 ? i / 255 / 12.92 : ((i / 255 + 0.055) / 1.055) ** 2.4,
);

function oklab(rgba: Uint8ClampedArray, at: number): [number, number, number] {
  const [r, g, b] = [LINEAR[rgba[at]], LINEAR[rgba[at + 1]], LINEAR[rgba[at + 2]]];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
