import { encodeIndexedPng } from '../../../lib/png.ts';
import { openFigure, plainCells, quantizer } from './open.build.ts';
import type { CloudFirst } from './palettes.ts';
import { CLOUD } from './settings.ts';

async function firstCloud(): Promise<CloudFirst> {
  const engine = await quantizer;
  const { rgba, width, height } = await openFigure(CLOUD.id);
  const histogram = engine.histogram(rgba, width, height);
  const palettes = await Promise.all(
    CLOUD.ks.map(async (k) => {
      const { palette, counts, mse } = engine.quantize(histogram, { k });
      const { indices } = engine.remap(rgba, palette, { width, histogram });
      const { length: bytes } = await encodeIndexedPng({ width, height, indices, palette });
      return { k, palette: [...palette], counts: [...counts], mse, bytes };
    }),
  );
  const { distinct, pixels } = histogram;
  const points = plainCells(histogram.cells(CLOUD.cells));
  histogram.free();
  return { points, palettes, distinct, pixels };
}

/** What CloudFigure shows: the picture's colours, and its palettes of some sizes. */
export default firstCloud();
