import { spreadOf } from '../measure.ts';
import { round, rounded } from '../rounded.ts';
import { type Evaluator, evaluator, type Judgement } from './evaluator.ts';
import type { Picture } from './implementation.ts';
import type { Bench } from './outcome.ts';
import type { Cell, Row } from './results.ts';

/** Milliseconds after which a run is stopped, and its contender left out of this cell and those with more colours. */
export const LIMIT = 60_000;
/** A contender whose first run took this many milliseconds is not run again. */
const SLOW = 4_000;

/**
 * All contenders on one picture, for each number of colours: once to warm up, which is also the run that is judged, then `rounds`
 * times in turn, every other round in reverse order.
 */
export async function cellsOf(
  name: string,
  picture: Picture,
  ks: number[],
  benches: Bench[],
  rounds: number,
): Promise<Cell[]> {
  const judge = evaluator(picture.rgba);
  const late = new Set<Bench>();
  const cells: Cell[] = [];
  for (const k of ks) {
    const runs = new Map<Bench, Runs>();
    for (const bench of benches.filter((each) => !late.has(each))) {
      const first = await firstRun(bench, picture, k, judge);
      if (first) runs.set(bench, first);
      else late.add(bench);
    }
    const again = [...runs.keys()].filter((bench) => (runs.get(bench)?.first ?? 0) < SLOW);
    for (let i = 0; i < rounds; i++) {
      for (const bench of i % 2 ? again.toReversed() : again) {
        const { ms } = await bench.run(picture, k, LIMIT);
        if (ms !== undefined) runs.get(bench)?.samples.push(ms);
      }
    }
    cells.push({ picture: name, k, rows: benches.map((bench) => rowOf(bench.name, runs.get(bench))) });
  }
  return cells;
}

interface Runs {
  first: number;
  samples: number[];
  judgement: Judgement;
}

/** Undefined when it takes too long. */
async function firstRun(
  bench: Bench,
  picture: Picture,
  k: number,
  { judge }: Evaluator,
): Promise<Runs | undefined> {
  const outcome = await bench.run(picture, k, LIMIT);
  if (outcome.late) return undefined;
  const judgement = judge(outcome.rgba);
  if (judgement.colors > k) throw new Error(`${bench.name} used ${judgement.colors} colours of ${k}.`);
  return { first: outcome.ms, samples: [], judgement };
}

function rowOf(name: string, runs: Runs | undefined): Row {
  if (!runs) return { name };
  const { mse, deltaE, colors } = runs.judgement;
  const samples = runs.samples.length > 0 ? runs.samples : [runs.first];
  return { name, ms: rounded(spreadOf(samples)), mse: round(mse, 5), deltaE: round(deltaE, 4), colors };
}
