import { openOurs as openKmeans1d } from '../kmeans1d/ours.ts';
import { round } from '../rounded.ts';
import type { Picture } from './implementation.ts';
import { openOurs } from './ours.ts';
import { grayOf } from './pictures.ts';
import type { Results } from './results.ts';

/** By as much the two engines' sums may differ that should be the same. */
const ROUNDING = 1e-9;

/** How far 'best' stays from the optimum on the picture in shades of gray: there k-means has one dimension, and is solved exactly. */
export async function grayExcess(name: string, picture: Picture, ks: number[]): Promise<Results['gray']> {
  const [quantizer, kmeans1d] = [await openOurs(), await openKmeans1d()];
  const { rgba, width, height } = grayOf(picture);
  const shades = Float32Array.from({ length: width * height }, (_, i) => rgba[4 * i]);
  const histogram = quantizer.histogram(rgba, width, height);
  const prepared = kmeans1d.prepare(shades);
  const rows = ks.map((k) => {
    const { cost } = quantizer.quantize(histogram, { k, mode: 'best' });
    const least = 3 * prepared.solve(k, { labels: 'none' }).inertia; // R, G and B err alike
    const excess = least === 0 ? cost : cost / least - 1;
    if (Math.abs(excess) < ROUNDING) return { picture: name, k, excess: 0 };
    if (excess < 0) throw new Error(`Less than the optimum on gray ${name} at k = ${k}: by ${excess}.`);
    return { picture: name, k, excess: round(excess) };
  });
  prepared.free();
  histogram.free();
  return rows;
}
