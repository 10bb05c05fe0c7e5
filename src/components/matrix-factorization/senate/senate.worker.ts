import {
  createFactorizer,
  type Factorizer,
  foldIn,
  type Problem,
  split,
} from '../../../engine/matrix-factorization/index.ts';
import { createArraysTrainer } from '../../../engine/matrix-factorization/loss/arrays.ts';
import { parseLoss } from '../../../engine/matrix-factorization/loss/parse.ts';
import wasmUrl from '../../../engine/matrix-factorization/matrix-factorization.wasm?url';
import { RunLoop } from '../../../lib/run-loop.ts';
import { serve } from '../../../lib/worker-host.ts';
import membersUrl from './data/members.tsv?url';
import rollCallsUrl from './data/roll-calls.tsv?url';
import votesUrl from './data/votes.bin?url';
import type { HeldOut } from './held-out.ts';
import type { LossName } from './losses.ts';
import { readSenate, type Senate } from './senate.ts';
import { Session } from './session.ts';

const fetched = async (url: string) => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
};

let factorizer: Promise<Factorizer | undefined> | undefined;

/** Undefined where a browser refuses WebAssembly: the typed arrays do it, too. A fetch that failed can be tried again. */
function compiler(): Promise<Factorizer | undefined> {
  if (!('WebAssembly' in globalThis)) return Promise.resolve(undefined);
  factorizer ??= fetched(wasmUrl)
    .then((response) => response.arrayBuffer())
    .then((bytes) => WebAssembly.compile(bytes).then(createFactorizer, () => undefined))
    .catch((error) => {
      factorizer = undefined;
      throw error;
    });
  return factorizer;
}

let session: Session | undefined;
let experiment: RunLoop<HeldOut> | undefined;

const ready = () => {
  if (!session) throw new Error('the table of votes was not opened');
  return session;
};
const running = () => {
  if (!experiment) throw new Error('no experiment was begun');
  return experiment;
};

const api = {
  /** Fetches the table of votes; see `Session` for `places`. */
  open: async (places: number[]): Promise<Senate> => {
    const [members, rollCalls, votes, compiled] = await Promise.all([
      fetched(membersUrl).then((response) => response.text()),
      fetched(rollCallsUrl).then((response) => response.text()),
      fetched(votesUrl).then((response) => response.arrayBuffer()),
      compiler(),
    ]);
    const senate = readSenate({ members, rollCalls, votes: new Uint8Array(votes) });
    const train = (problem: Problem) => {
      try {
        if (compiled) return compiled.compile(problem);
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'NotCompiledError') throw error;
      }
      return createArraysTrainer(problem);
    };
    session = new Session({ parseLoss, train, split, foldIn }, senate, places);
    return senate;
  },
  begin: (...given: Parameters<Session['begin']>) => ready().begin(...given),
  advance: (...given: Parameters<Session['advance']>) => ready().advance(...given),
  place: (...given: Parameters<Session['place']>) => ready().place(...given),
  holdOut: (loss: LossName, seed: number) => {
    experiment = new RunLoop(ready().heldOut(loss, seed));
  },
  go: () => running().go(),
  latest: () => running().latest(),
  pause: () => running().pause(),
};

export type SenateApi = typeof api;
serve(api);
