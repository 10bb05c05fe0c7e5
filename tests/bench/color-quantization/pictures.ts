import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { Picture } from './implementation.ts';

const PHOTOS = 'tests/fixtures/color-quantization';
const SAMPLES = 'src/components/color-quantization/pictures';
/** Pixels of the small pictures: as many as those of the set CQ100 have. */
const SMALL = 768 * 512;
/** Pixels of a preview. */
const PREVIEW = 300_000;

/** A picture by its name. */
export interface Named {
  name: string;
  open: () => Promise<Picture>;
}

/** The photos that each cell of the tables is about: of about 4 and 12 megapixels. */
export const photos: Named[] = ['fig', 'sunset'].map((name) => ({
  name,
  open: () => decoded(sharp(`${PHOTOS}/${name}.jpg`)),
}));

/** The lab's sample pictures, scaled down to about 0.4 megapixels: photos, paintings and patterns. */
export const samples: Named[] = readdirSync(SAMPLES)
  .filter((file) => file.endsWith('.webp') && !file.endsWith('-small.webp'))
  .map((file) => ({ name: basename(file, '.webp'), open: () => small(`${SAMPLES}/${file}`) }));

/** The picture of about 0.4 megapixels that has cells of its own. */
export const macaw: Named = named('macaw');

/** The same picture in shades of gray. */
export function grayOf({ width, height, rgba }: Picture): Picture {
  const gray = new Uint8Array(rgba.length).fill(255);
  for (let i = 0; i < rgba.length; i += 4) {
    const luma = Math.round(0.299 * rgba[i] + 0.587 * rgba[i + 1] + 0.114 * rgba[i + 2]);
    gray.fill(luma, i, i + 3);
  }
  return { width, height, rgba: gray };
}

/** The picture scaled down to about 0.3 megapixels. */
export async function preview({ rgba, width, height }: Picture): Promise<Picture> {
  return decoded(scaledDown(sharp(rgba, { raw: { width, height, channels: 4 } }), width, height, PREVIEW));
}

async function small(file: string): Promise<Picture> {
  const { width, height } = await sharp(file).metadata();
  return decoded(scaledDown(sharp(file), width, height, SMALL));
}

/** Never up; to `pixels` pixels or a little less. */
function scaledDown(picture: Sharp, width: number, height: number, pixels: number): Sharp {
  const scale = Math.min(1, Math.sqrt(pixels / (width * height)));
  return picture.resize(Math.floor(width * scale), Math.floor(height * scale), { fit: 'fill' });
}

function named(name: string): Named {
  const found = samples.find((sample) => sample.name === name);
  if (!found) throw new Error(`There is no picture ${name} in ${SAMPLES}.`);
  return found;
}

async function decoded(picture: Sharp): Promise<Picture> {
  const { data, info } = await picture
    .toColourspace('srgb')
    .flatten()
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgba: new Uint8Array(data) };
}
