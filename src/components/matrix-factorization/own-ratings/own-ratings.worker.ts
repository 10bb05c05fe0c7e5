import { createFactorizer, type Problem } from '../../../engine/matrix-factorization/index.ts';
import { createArraysTrainer } from '../../../engine/matrix-factorization/loss/arrays.ts';
import { parseLoss } from '../../../engine/matrix-factorization/loss/parse.ts';
import wasmUrl from '../../../engine/matrix-factorization/matrix-factorization.wasm?url';
import * as reading from '../../../engine/matrix-factorization/reading/index.ts';
import * as recommending from '../../../engine/matrix-factorization/recommending/index.ts';
import * as simulated from '../../../engine/matrix-factorization/simulated.ts';
import { RunLoop } from '../../../lib/run-loop.ts';
import { serve } from '../../../lib/worker-host.ts';
import { makeFile } from './exports.ts';
import { Session } from './session.ts';
import type { Run, RunSettings } from './views.ts';

/** Cells that the typed arrays, which hold them all, may have where a loss cannot be compiled. */
const DENSE = 1_000_000;

async function start(): Promise<Session> {
  const response = await fetch(wasmUrl);
  if (!response.ok) throw new Error(`${wasmUrl}: ${response.status}`);
  const factorizer = await createFactorizer(await WebAssembly.compile(await response.arrayBuffer()));
  const train = (problem: Problem) => {
    try {
      return factorizer.compile(problem);
    } catch (error) {
      const compiles = !(error instanceof Error) || error.name !== 'NotCompiledError';
      if (compiles || problem.ratings.rows * problem.ratings.columns > DENSE) throw error;
      return createArraysTrainer(problem);
    }
  };
  return new Session({ als: factorizer.als, train, reading, recommending, simulated, parseLoss });
}

const ready = start();
ready.catch(() => {}); // every call below tells of it

let loop: RunLoop<Run> | undefined;
const running = () => {
  if (!loop) throw new Error('nothing runs');
  return loop;
};

const api = {
  look: async (...given: Parameters<Session['look']>) => (await ready).look(...given),
  open: async (...given: Parameters<Session['open']>) => (await ready).open(...given),
  progress: async () => (await ready).progress(),
  cancel: async () => (await ready).cancel(),
  takeTitles: async (file: File) => (await ready).takeTitles(file),
  begin: async (settings: RunSettings) => (await ready).begin(settings),
  /** Sets a run up to go on for so many sweeps or steps. */
  prepare: async (more: number) => {
    loop = new RunLoop((await ready).steps(more));
  },
  go: () => running().go(),
  latest: () => running().latest(),
  pause: () => running().pause(),
  first: async () => (await ready).listing.first(),
  suggest: async (side: 'person' | 'item', text: string) => (await ready).listing.suggest(side, text),
  neighbours: async (text: string) => (await ready).listing.neighbours(text),
  picks: async (text: string) => (await ready).listing.picks(text),
  newcomer: async (given: { item: string; rating: number }[]) => (await ready).listing.newcomer(given),
  makeFile: async (kind: Parameters<typeof makeFile>[1]) => makeFile((await ready).results, kind),
};

export type OwnRatingsApi = typeof api;
serve(api);
