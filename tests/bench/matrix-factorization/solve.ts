import type { Optimizer } from '../../../src/engine/matrix-factorization/training.ts';
import { spreadOf } from '../measure.ts';
import { round, rounded } from '../rounded.ts';
import { byHand } from './by-hand.ts';
import { descentOf } from './problems.ts';
import type { Bench } from './requests.ts';
import type { Results, SolveRow } from './results.ts';

/** What steps are made by, at a rate that is safe from every start; the first is what the lab begins with. */
const OPTIMIZERS: Optimizer[] = [
  { method: 'gradient-descent', alpha: 0.04 },
  { method: 'momentum', alpha: 0.02 },
  { method: 'adam', alpha: 0.2 },
];
/** How near to the least loss is there. */
const NEAR = 1e-6;
const MOST_STEPS = 20_000;

/** How much is measured: from how many starts, and the milliseconds of a sample that the slow come to with fewer of them. */
export interface SolveEffort {
  methods: string[];
  starts: number;
  rounds: number;
  slowMs: number;
}

/** The 5 × 4 example from random starts to its least loss; the loss is parsed and compiled beforehand, all else is part of the time. */
export async function solveOf(
  benches: Bench[],
  { methods, starts, rounds, slowMs }: SolveEffort,
): Promise<Results['solve']> {
  const least = await leastLoss();
  const seeds = Array.from({ length: starts }, (_, i) => i + 1);
  const optimizers: Results['solve']['optimizers'] = [];
  for (const optimizer of OPTIMIZERS.filter(({ method }) => methods.includes(method))) {
    const request = { optimizer, target: least + NEAR, limit: MOST_STEPS };
    const runs: { bench: Bench; seeds: number[]; steps: number[]; samples: number[] }[] = [];
    for (const bench of benches) {
      const one = await bench.solve({ ...request, seeds: seeds.slice(0, 1) });
      const share = Math.ceil(Math.min(starts, Math.max(1, slowMs / one.ms)));
      runs.push({ bench, seeds: seeds.slice(0, share), steps: [], samples: [] });
    }
    for (let i = 0; i < rounds; i++)
      for (const run of i % 2 ? runs.toReversed() : runs) {
        const { ms, steps } = await run.bench.solve({ ...request, seeds: run.seeds });
        run.samples.push(ms / run.seeds.length);
        run.steps = steps;
      }
    const ours = spreadOf(runs[0].samples).median;
    const rows = runs.map(({ bench: { name, version }, steps, samples }): SolveRow => {
      const ms = spreadOf(samples);
      const arrived = steps.filter((count) => count >= 0);
      return {
        name,
        ...(version && { version }),
        ms: rounded(ms),
        ratio: round(ms.median / ours),
        starts: steps.length,
        steps: arrived.length > 0 ? spreadOf(arrived).median : 0,
        most: Math.max(0, ...arrived),
        failed: steps.length - arrived.length,
      };
    });
    optimizers.push({ method: optimizer.method, alpha: optimizer.alpha, rows });
  }
  return { least: round(least, 10), starts, optimizers };
}

/** The least loss, to the last digits: from one start, since all lead to the same. */
async function leastLoss(): Promise<number> {
  const walk = await byHand.open(descentOf('5 × 4', 'squared'), { method: 'momentum', alpha: 0.02 });
  walk.steps(20_000);
  return walk.loss;
}
