import type { Space } from '../../../engine/color-quantization/index.ts';
import { openFigure, plainCells, quantizer } from './open.build.ts';
import type { SpacesFirst } from './palettes.ts';
import { SPACES } from './settings.ts';

async function firstSpaces(): Promise<SpacesFirst> {
  const engine = await quantizer;
  const { rgba, width, height } = await openFigure(SPACES.id);
  const histogram = engine.histogram(rgba, width, height);
  const palettes = (space: Space) =>
    SPACES.ks.map((k) => {
      const { palette, counts, mse, deltaE } = engine.quantize(histogram, { k, space });
      return { k, palette: [...palette], counts: [...counts], mse, deltaE };
    });
  const points = plainCells(histogram.cells(SPACES.cells));
  const first = { points, srgb: palettes('srgb'), oklab: palettes('oklab') };
  histogram.free();
  return first;
}

/** What SpacesFigure shows: the same picture and number of colours, quantized in two spaces. */
export default firstSpaces();
