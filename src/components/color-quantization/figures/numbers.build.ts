import { seeded } from '../../../engine/random.ts';
import type { Restarts } from './descent.ts';
import lloyd from './lloyd.build.ts';
import { roundsOfOldRule } from './old-rule.ts';
import { openSample, quantizer } from './open.build.ts';

/** Corners of the cube of colours: eight colours, as a flat drawing may have. */
const EIGHT = Array.from({ length: 8 }, (_, i) => [255 * (i & 1), 255 * ((i >> 1) & 1), 255 * (i >> 2)]);
/** How often the old rule is run, to tell its mean. */
const RUNS = 100;

/** The numbers that the text of the article names. */
export interface Numbers {
  macaw: { width: number; height: number; pixels: number; distinct: number };
  restarts: { count: number; near: number; far: number; worst: number; best: number };
  oldRule: { colors: number; k: number; rounds: number };
}

async function numbers(): Promise<Numbers> {
  const engine = await quantizer;
  const { rgba, width, height } = await openSample('macaw');
  const histogram = engine.histogram(rgba, width, height);
  const { pixels, distinct } = histogram;
  histogram.free();
  const k = 12;
  const rounds = Array.from({ length: RUNS }, (_, i) =>
    roundsOfOldRule(EIGHT, k, seeded(i), Number.POSITIVE_INFINITY),
  );
  return {
    macaw: { width, height, pixels, distinct },
    restarts: told((await lloyd).restarts),
    oldRule: { colors: EIGHT.length, k, rounds: rounds.reduce((sum, each) => sum + each, 0) / RUNS },
  };
}

/** What the text says of the random starts: how many end within 1 % of the search's result, how many more than 5 % above it. */
function told({ errors, ours }: Restarts): Numbers['restarts'] {
  return {
    count: errors.length,
    near: errors.filter((error) => error < 1.01 * ours).length,
    far: errors.filter((error) => error > 1.05 * ours).length,
    worst: errors[errors.length - 1] / ours - 1,
    best: errors[0] / ours - 1,
  };
}

export default numbers();
