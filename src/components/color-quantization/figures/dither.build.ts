import { encodeIndexedPng } from '../../../lib/png.ts';
import { blockError, type DitherShown } from './dithers.ts';
import { openFigure, quantizer } from './open.build.ts';
import { DITHER } from './settings.ts';

async function firstDithers(): Promise<DitherShown[]> {
  const engine = await quantizer;
  const { rgba, width, height } = await openFigure(DITHER.id);
  const histogram = engine.histogram(rgba, width, height);
  const shown: DitherShown[] = [];
  for (const k of DITHER.ks) {
    const { palette } = engine.quantize(histogram, { k });
    for (const { kind } of DITHER.kinds) {
      const { indices, rgba: made, mse } = engine.remap(rgba, palette, { width, dither: kind });
      const { length: bytes } = await encodeIndexedPng({ width, height, indices, palette });
      shown.push({ k, kind, mse, blockMse: blockError(made, rgba, width, height), bytes });
    }
  }
  histogram.free();
  return shown;
}

/** What DitherFigure shows: one picture, one palette for each k, four ways to use it. */
export default firstDithers();
