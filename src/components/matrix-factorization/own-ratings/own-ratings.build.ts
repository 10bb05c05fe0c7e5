import { readFile } from 'node:fs/promises';
import { createFactorizer } from '../../../engine/matrix-factorization/index.ts';
import { parseLoss } from '../../../engine/matrix-factorization/loss/parse.ts';
import * as reading from '../../../engine/matrix-factorization/reading/index.ts';
import * as recommending from '../../../engine/matrix-factorization/recommending/index.ts';
import * as simulated from '../../../engine/matrix-factorization/simulated.ts';
import { address } from './address.ts';
import { Session } from './session.ts';
import type { Shown } from './views.ts';

async function firstResult(): Promise<Shown> {
  const wasm = await readFile('src/engine/matrix-factorization/matrix-factorization.wasm');
  const { als, compile: train } = await createFactorizer(await WebAssembly.compile(wasm));
  const session = new Session({ als, train, reading, recommending, simulated, parseLoss });
  const source = { kind: 'example' } as const;
  const opened = await session.open(source, {});
  if (!opened) throw new Error('the example was not opened');
  const { data: _, ...settings } = address('').defaults();
  session.begin(settings);
  for (const _ of session.steps(settings.sweeps));
  const { listing } = session;
  const first = listing.first();
  const run = session.run();
  // Times of the machine that builds say nothing to a reader, and would make each build differ.
  return {
    source,
    choices: {},
    opened: { ...opened, ms: 0 },
    run: {
      ...run,
      ms: 0,
      rounds: run.rounds.map(({ step, train, held }) => ({ step, train: short(train), held: short(held) })),
    },
    neighbours: listing.neighbours(first.item),
    picks: listing.picks(first.person),
  };
}

/** Eight digits are more than a chart shows, and fewer bytes. */
const short = (value: number) => Number(value.toPrecision(8));

/** What the page is served with: a small set of simulated ratings, factorized by the engine while the site is built. */
export default firstResult();
