import { readFile } from 'node:fs/promises';
import {
  createFactorizer,
  EXAMPLE,
  type Factorizer,
  observed,
  randomFactors,
} from '../../../engine/matrix-factorization/index.ts';
import { DEFAULT_LOSS, parseLoss } from '../../../engine/matrix-factorization/loss/parse.ts';
import { seeded } from '../../../engine/random.ts';
import { FAN_PLAN, type FanPlan, type FanStart, fanData, fanStart } from './fan-run.ts';
import type { FanData } from './props.ts';

const { rows, columns } = EXAMPLE;
const [K, BETA] = [2, 0.02];
/** Ada's rating of film C. */
const HOLE = 2;

const factorizer: Promise<Factorizer> = readFile(
  'src/engine/matrix-factorization/matrix-factorization.wasm',
).then(async (wasm) => createFactorizer(await WebAssembly.compile(wasm)));

/** The starts of a plan on the example, by seeds from 1 on. */
export async function exampleFan(plan: FanPlan): Promise<FanStart[]> {
  const { compile } = await factorizer;
  const ratings = observed(EXAMPLE);
  const loss = parseLoss(DEFAULT_LOSS);
  return Array.from({ length: plan.starts }, (_, i) => {
    const first = randomFactors(rows, columns, K, seeded(i + 1));
    const run = fanStart(plan, first, [HOLE], {
      k: K,
      columns,
      train: (start, alpha) =>
        compile({
          ratings,
          k: K,
          start,
          loss,
          beta: BETA,
          optimizer: { method: 'gradient-descent', alpha },
        }),
    });
    for (;;) {
      const next = run.next();
      if (next.done) return next.value;
    }
  });
}

/** Steps that the served page shows: enough for the shape. Drawn anew with all of them once the lab runs it. */
const SERVED = [1000, 5000, 20_000, 100_000, 300_000, 1_000_000, 5_000_000];

/** The fan of the example as the page is served with it. */
async function served(): Promise<FanData> {
  const { steps, trajectories } = fanData(FAN_PLAN, await exampleFan(FAN_PLAN), 1, 0);
  const places = Array.from(steps).flatMap((step, at) => (SERVED.includes(step) ? [at] : []));
  return {
    steps: places.map((at) => steps[at]),
    trajectories: trajectories.map((values) => places.map((at) => Number(values[at].toPrecision(5)))),
  };
}

export default served();
