import type { Dither, QuantizeOptions, Space } from '../../engine/color-quantization/index.ts';
import { encodeIndexedPng } from '../../lib/png.ts';
import { FIRST_K } from './address.ts';
import { drawCloud } from './cloud.ts';
import type { CloudSpace } from './cloud-space.ts';
import { firstDescent, lloydPicture } from './figures/descent.build.ts';
import { type Decoded, openFigure, openSample, quantizer } from './figures/open.build.ts';
import { CLOUD, DITHER, LLOYD, SPACES } from './figures/settings.ts';
import { SAMPLES } from './samples.ts';

type Png = Uint8Array<ArrayBuffer>;

/** Pixels across the lab's first result. */
export const LAB_WIDTH = 480;
/** Pixels across a cloud, and how many of its own each of them is drawn with. */
const CLOUD_BOX = { width: 320, height: 320, scale: 1.5 };

/** What each picture is made by; its name is that of its file. */
const makers: Record<string, () => Promise<Png>> = {
  'lab-result': labResult,
  cloud: async () => cloud(await openFigure(CLOUD.id), CLOUD.cells),
  lloyd: lloydResult,
  'cloud-lloyd': async () => cloud(await openFigure(LLOYD.id), LLOYD.cells),
};
for (const k of CLOUD.ks) makers[`palette-${k}`] = async () => quantized(await openFigure(CLOUD.id), { k });
for (const space of SPACES.spaces) {
  makers[`cloud-${space}`] = async () => cloud(await openFigure(SPACES.id), SPACES.cells, space);
  for (const k of SPACES.ks) {
    makers[`${space}-${k}`] = async () => quantized(await openFigure(SPACES.id), { k, space });
  }
}
for (const { kind } of DITHER.kinds) {
  for (const k of DITHER.ks) {
    makers[`${kind}-${k}`] = async () => quantized(await openFigure(DITHER.id), { k }, kind);
  }
}

/** The names of all pictures that are computed for the article. */
export const STILLS: readonly string[] = Object.keys(makers);

const made = new Map<string, Promise<Png>>();

/** One of them, as a PNG; computed once. */
export function still(name: string): Promise<Png> {
  const png = made.get(name) ?? makers[name]();
  made.set(name, png);
  return png;
}

async function quantized(picture: Decoded, options: QuantizeOptions, dither: Dither = 'none'): Promise<Png> {
  const { width, height, rgba } = picture;
  const engine = await quantizer;
  const histogram = engine.histogram(rgba, width, height);
  const { palette } = engine.quantize(histogram, options);
  const space: Space = options.space ?? 'srgb';
  const { indices } = engine.remap(rgba, palette, { width, dither, space, histogram });
  histogram.free();
  return encodeIndexedPng({ width, height, indices, palette });
}

/** The lab's first picture, small, in the palette of the whole sample, which the lab is served with. */
async function labResult(): Promise<Png> {
  const engine = await quantizer;
  const { id } = SAMPLES[0];
  const sample = await openSample(id);
  const histogram = engine.histogram(sample.rgba, sample.width, sample.height);
  const { palette } = engine.quantize(histogram, { k: FIRST_K });
  histogram.free();
  const { width, height, rgba } = await openSample(id, LAB_WIDTH);
  const { indices } = engine.remap(rgba, palette);
  return encodeIndexedPng({ width, height, indices, palette });
}

/** The photo in the colours at which the descent that is shown first ends. */
async function lloydResult(): Promise<Png> {
  const { palettes, labels } = await firstDescent;
  const { width, height } = await lloydPicture;
  return encodeIndexedPng({
    width,
    height,
    indices: labels[labels.length - 1],
    palette: Uint8Array.from(palettes[palettes.length - 1]),
  });
}

async function cloud(
  { width, height, rgba }: Decoded,
  most: number,
  space: CloudSpace = 'srgb',
): Promise<Png> {
  const histogram = (await quantizer).histogram(rgba, width, height);
  const points = histogram.cells(most);
  histogram.free();
  const { scale } = CLOUD_BOX;
  const drawn = drawCloud({ points, space, ...CLOUD_BOX });
  // With its soft edges in few colours as well, it is a third as large, and nobody sees it.
  return quantized(
    { width: CLOUD_BOX.width * scale, height: CLOUD_BOX.height * scale, rgba: new Uint8Array(drawn.buffer) },
    { k: 96 },
  );
}
