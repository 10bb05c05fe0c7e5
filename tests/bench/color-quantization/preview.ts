import { cpuMs, spreadOf } from '../measure.ts';
import { round, rounded } from '../rounded.ts';
import type { Picture } from './implementation.ts';
import { openOurs } from './ours.ts';
import type { Results } from './results.ts';

/** Where a slider may stop on its way. */
const KS = [2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256];

/** The mode 'instant' while a slider is dragged: each step a palette and the preview in its colours, the histogram being there. */
export async function instantOf(name: string, picture: Picture): Promise<Results['instant'][number]> {
  const quantizer = await openOurs();
  const { rgba, width, height } = picture;
  const step = (histogram: ReturnType<typeof quantizer.histogram>, k: number) => {
    const { palette } = quantizer.quantize(histogram, { k, mode: 'instant' });
    quantizer.remap(rgba, palette, { histogram });
  };
  quantizer.histogram(rgba, width, height).free(); // what is first in a fresh module is slower than what is first on a picture
  const histogram = quantizer.histogram(rgba, width, height);
  const first = cpuMs(() => step(histogram, KS[0]));
  for (const k of KS) step(histogram, k);
  const steps = KS.map((k) => cpuMs(() => step(histogram, k), 8));
  histogram.free();
  return { picture: name, pixels: width * height, first: round(first), step: rounded(spreadOf(steps)) };
}

/** What a fresh module takes for one picture at k = 256, and what its answer adds to it. */
export async function memoryOf(name: string, picture: Picture): Promise<Results['memory'][number]> {
  const quantizer = await openOurs();
  const { rgba, width, height } = picture;
  const histogram = quantizer.histogram(rgba, width, height);
  const { palette } = quantizer.quantize(histogram, { k: 256, mode: 'best' });
  const remapped = quantizer.remap(rgba, palette, { histogram });
  histogram.free();
  const pixels = width * height;
  const module = quantizer.memoryBytes();
  const total = module + remapped.indices.byteLength + remapped.rgba.byteLength;
  return { picture: name, pixels, module: round(module / pixels), total: round(total / pixels) };
}
