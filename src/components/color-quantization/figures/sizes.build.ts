import { encodeIndexedPng, encodeRgbaPng } from '../../../lib/png.ts';
import { SAMPLES } from '../samples.ts';
import { openSample, quantizer } from './open.build.ts';
import { SIZES } from './settings.ts';
import type { SizesShown } from './sizes.ts';

async function sizesOf(id: string): Promise<SizesShown> {
  const engine = await quantizer;
  const picture = await openSample(id);
  const { rgba, width, height } = picture;
  const histogram = engine.histogram(rgba, width, height);
  const sizes: SizesShown['sizes'] = [];
  for (const k of SIZES.ks) {
    const { palette, mse } = engine.quantize(histogram, { k });
    const { indices } = engine.remap(rgba, palette, { width, histogram });
    sizes.push({ k, bytes: (await encodeIndexedPng({ width, height, indices, palette })).length, mse });
  }
  const { distinct } = histogram;
  histogram.free();
  const { title } = SAMPLES.find((sample) => sample.id === id)!;
  return { title, whole: (await encodeRgbaPng(picture)).length, distinct, sizes };
}

/** What SizeFigure shows: a smooth picture and a busy one. */
export default Promise.all(SIZES.ids.map(sizesOf));
