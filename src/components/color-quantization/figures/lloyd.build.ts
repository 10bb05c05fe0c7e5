import { firstDescent, lloydPicture } from './descent.build.ts';
import type { Descent, Restarts } from './descent.ts';
import { plainCells } from './open.build.ts';
import type { PointsShown } from './palettes.ts';
import { LLOYD } from './settings.ts';
import { randomStart } from './starts.ts';

async function restarts(): Promise<Restarts> {
  const { engine, histogram, rgba } = await lloydPicture;
  const { k } = LLOYD;
  const channels = 3 * histogram.pixels;
  const errors = Array.from({ length: LLOYD.restarts }, (_, i) => {
    const start = randomStart(rgba, k, i + 1);
    return short(engine.quantize(histogram, { k, start, tolerance: 1e-5 }).cost / channels);
  });
  const ours = short(engine.quantize(histogram, { k }).cost / channels);
  return { errors: errors.sort((a, b) => a - b), ours };
}

/** Six digits are more than a chart shows. */
const short = (value: number) => Number(value.toPrecision(6));

async function firstLloyd(): Promise<{ points: PointsShown; first: Descent; restarts: Restarts }> {
  const { palettes, errors } = await firstDescent;
  const { histogram } = await lloydPicture;
  return {
    points: plainCells(histogram.cells(LLOYD.cells)),
    first: { palettes: palettes.map((palette) => Array.from(palette)), errors: errors.map(short) },
    restarts: await restarts(),
  };
}

/** What LloydOnPhoto shows first. */
export default firstLloyd();
