import type { Raster } from './channels.ts';
import type { CreateAls } from './filling.ts';
import { Filling } from './filling.ts';
import { type Choices, MOST_RANK, type RankPoint } from './views.ts';

/** Fills the same holes with every rank from 1 to 20, each begun anew; yields after every few milliseconds what there is. */
export function* rankCurve(
  createAls: CreateAls,
  picture: Raster,
  known: Uint8Array,
  choices: Choices,
): Generator<readonly RankPoint[], void> {
  const filling = new Filling(createAls);
  let points: readonly RankPoint[] = [];
  yield points;
  for (let k = 1; k <= MOST_RANK; k++) {
    filling.change({ revision: k, picture, known, choices: { ...choices, k } });
    for (const _ of filling.steps()) yield points;
    const quality = filling.quality(filling.pictures().product);
    points = [...points, { k, holes: quality.holes ?? Number.NaN, known: quality.known ?? Number.NaN }];
    yield points;
  }
  filling.dispose();
}
