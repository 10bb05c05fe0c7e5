import { readFile } from 'node:fs/promises';
import { createFactorizer } from '../../../engine/matrix-factorization/index.ts';
import { Filling } from './filling.ts';
import { FIRST } from './first.ts';
import { knownPixels } from './holes.ts';
import { stripes } from './stripes.ts';
import type { Result } from './views.ts';

/** Eight digits are more than is shown, and fewer bytes. */
export const rounded = (value: number) => Number(value.toPrecision(8));

async function fill() {
  const wasm = await readFile('src/engine/matrix-factorization/matrix-factorization.wasm');
  const { als } = await createFactorizer(await WebAssembly.compile(wasm));
  const { picture, holes, choices } = FIRST;
  const known = knownPixels(holes, picture, choices.seed);
  const filling = new Filling(als);
  filling.change({ revision: 1, picture, known, choices });
  for (const _ of filling.steps());
  const pictures = filling.pictures();
  const painted = stripes(filling.factors(), choices.channels, picture, choices.k);
  const { sweeps, settled } = filling.standing;
  const { holes: holesFilled, known: knownMatched, missing } = filling.quality(pictures.product);
  const result: Result = {
    k: choices.k,
    holes: holesFilled && rounded(holesFilled),
    known: knownMatched && rounded(knownMatched),
    missing,
    sweeps,
    settled,
  };
  return { als, picture, known, choices, pictures, painted, result };
}

/** The picture that the page is served with, filled by the engine while the site is built. */
export const filled = fill();
