import inpainting from '../inpainting/first.build.ts?computed';
import senate from '../senate/senate.build.ts?computed';
import facts from './facts.build.ts?computed';
import losses from './losses.build.ts?computed';
import { type Facts, type Numbers, numbersOf, type Shown } from './numbers.ts';
import race from './race.build.ts?computed';
import rank from './rank.build.ts?computed';
import seeds from './seeds.build.ts?computed';
import stuck from './stuck.build.ts?computed';

/** The numbers that the text of the article names, from what its figures show. */
export const numbers: Numbers = numbersOf(
  facts as Facts,
  { inpainting, losses, race, rank, seeds, senate, stuck } as Shown,
);
