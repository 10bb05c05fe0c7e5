import { titanicFloor } from '../../../src/engine/factorization-machines/index.ts';
import { spreadOf } from '../measure.ts';
import { round, rounded } from '../rounded.ts';
import type { Titled } from '../words.ts';
import { SIZES } from './problems.ts';
import type { Bench } from './requests.ts';
import type { Results, TaskRow } from './results.ts';
import { hold } from './steps.ts';

/** In float32 the losses of an epoch drift apart by rounding. */
const TOLERANCE = { float32: 1e-3, float64: 1e-9 };
/** What counts as having arrived at the floor of the Titanic: so much above it. */
const ARRIVED = 1e-4;

/** One epoch of 100,000 rows of 1,000 features, 20 of which are not 0. */
export async function epochOf(benches: Bench[], rounds: number): Promise<Results['epoch']> {
  const able = benches.filter(({ fits }) => fits('file'));
  const runs = await inTurn(able, rounds, (bench, round) => bench.epoch(round + 1));
  const own = spreadOf(runs[0].map(({ epoch }) => epoch)).median;
  const { rows, d, entries, k } = SIZES.file;
  return {
    rows,
    d,
    entries,
    k,
    contenders: able.map((bench, c) => {
      for (const [i, { loss }] of runs[c].entries())
        hold(`the loss of ${bench.name} after an epoch`, loss, runs[0][i].loss, TOLERANCE[bench.precision]);
      const ready = rounded(spreadOf(runs[c].map((run) => run.ready)));
      const times = runs[c].map(({ epoch }) => epoch);
      return { ...taskRow(bench, times, own), ready, loss: round(runs[c][0].loss, 5) };
    }),
  };
}

/** Two factors on the Titanic's 24 groups, full batches: until the loss is 1e-4 above the floor, and so many epochs. */
export async function titanicOf(
  benches: Bench[],
  { rounds, epochs }: { rounds: number; epochs: number },
): Promise<Results['titanic']> {
  const floor = titanicFloor();
  const target = floor + ARRIVED;
  const runs = await inTurn(benches, rounds, async (bench) => ({
    whole: await bench.titanic(epochs, 0),
    arrived: await bench.titanic(epochs, target),
  }));
  const own = spreadOf(runs[0].map(({ arrived }) => arrived.ms)).median;
  return {
    floor: round(floor, 7),
    target: round(target, 7),
    epochs,
    contenders: benches.map((bench, c) => {
      const [{ whole, arrived }] = runs[c];
      if (!(arrived.loss <= target)) throw new Error(`${bench.name} does not arrive: ${arrived.loss}.`);
      hold(`the loss of ${bench.name} on the Titanic`, whole.loss, runs[0][0].whole.loss, 1e-5);
      const times = runs[c].map((run) => run.arrived.ms);
      return {
        ...taskRow(bench, times, own),
        epochs: arrived.epochs,
        whole: rounded(spreadOf(runs[c].map((run) => run.whole.ms))),
        loss: round(whole.loss, 7),
      };
    }),
  };
}

/** Milliseconds after which a contender has no further rounds. */
const PATIENCE = 10_000;

/** What each does in each round, every other round in reverse order. */
async function inTurn<Run>(
  benches: Bench[],
  rounds: number,
  run: (bench: Bench, round: number) => Promise<Run>,
): Promise<Run[][]> {
  const runs = benches.map((): Run[] => []);
  const spent = benches.map(() => 0);
  for (let round = 0; round < rounds; round++) {
    const turn = [...benches.entries()];
    for (const [c, bench] of round % 2 ? turn.reverse() : turn) {
      if (spent[c] > PATIENCE) continue;
      const before = performance.now();
      runs[c].push(await run(bench, round));
      spent[c] += performance.now() - before;
    }
  }
  return runs;
}

/** A contender and its times, over `own` milliseconds of ours. */
export function taskRow({ name, version }: Titled, times: number[], own: number): TaskRow {
  const ms = spreadOf(times);
  return { name, ...(version && { version }), ms: rounded(ms), ratio: round(ms.median / own) };
}
