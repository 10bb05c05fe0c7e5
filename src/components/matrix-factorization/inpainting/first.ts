import { address, choicesOf } from './address.ts';
import { nameOf, PRESETS } from './pictures.ts';
import { tartan, type Weave } from './tartan.ts';
import { type Picture, SIDE } from './views.ts';

/** A cloth as a picture; the seed picks its colours and stripes. */
export const cloth = (name: string, seed: number, weave: Weave): Picture => ({
  name,
  width: SIDE,
  height: SIDE,
  rgba: tartan(SIDE, seed, weave),
  notes: [],
});

const settings = address('').defaults();

/** The picture, holes and choices that the page is served with. */
export const FIRST = {
  picture: cloth(nameOf(PRESETS[0]), settings.cloth, 'woven'),
  holes: 'random-60',
  choices: choicesOf(settings),
} as const;
