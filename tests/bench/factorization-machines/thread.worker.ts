import { parentPort, workerData } from 'node:worker_threads';
import { Fit, type Trainer } from '../../../src/engine/factorization-machines/index.ts';
import { seeded } from '../../../src/engine/random.ts';
import { millisecondsSince } from '../thread.ts';
import type { Implementation } from './implementation.ts';
import { BATCH, problemOf } from './problems.ts';
import type { EpochRun, Opened, Request, TitanicRun } from './requests.ts';
import { ROSTER, type Rostered } from './roster.ts';
import { titanicProblem } from './titanic.ts';

const contender: Implementation = await ROSTER[workerData as Rostered]();
/** What is quicker is repeated: some systems count CPU time in steps of 4 ms. */
const LEAST_MS = 40;

let trainer: Trainer | undefined;
let order = new Uint32Array(0);

/** Requests wait for each other. */
let last: Promise<unknown> = Promise.resolve();
parentPort?.on('message', (request: Request) => {
  last = last.then(async () => parentPort?.postMessage(await answer(request)));
});

async function answer(request: Request): Promise<object> {
  switch (request.do) {
    case 'open': {
      trainer?.dispose();
      const problem = problemOf(request.size);
      order = Uint32Array.from({ length: problem.samples.X.rows }, (_, i) => i);
      trainer = await contender.create(problem);
      return { gradient: trainer.gradient(order, 0, BATCH) } satisfies Opened;
    }
    case 'steps':
      return { ms: steps(request.count) };
    case 'loss':
      return { loss: trainer?.loss() };
    case 'epoch':
      return epoch(request.seed);
    case 'titanic':
      return untilFloor(request.epochs, request.target);
  }
}

function steps(count: number): number {
  const before = process.threadCpuUsage();
  for (let at = trainer?.steps ?? 0, left = count; left > 0; left--, at++) {
    const from = (at * BATCH) % order.length;
    trainer?.step(order, from, from + BATCH, 1);
  }
  return millisecondsSince(before);
}

async function epoch(seed: number): Promise<EpochRun> {
  const problem = problemOf('file');
  (await contender.create(titanicProblem())).dispose(); // starts what has to be started
  const before = process.threadCpuUsage();
  const created = await contender.create(problem);
  const ready = millisecondsSince(before);
  const { rows } = problem.samples.X;
  const fit = new Fit(created, { task: 'regression', rows, batchSize: BATCH, random: seeded(seed) });
  const begun = process.threadCpuUsage();
  for (const _ of fit.run(1));
  const run = { ready, epoch: millisecondsSince(begun), loss: fit.losses[1] };
  created.dispose();
  return run;
}

/** All made ready anew for each of the repeats. */
async function untilFloor(epochs: number, target: number): Promise<TitanicRun> {
  const problem = titanicProblem();
  const before = process.threadCpuUsage();
  for (let repeats = 1; ; repeats++) {
    const created = await contender.create(problem);
    const { length } = problem.samples.y;
    const fit = new Fit(created, { task: 'classification', rows: length, random: seeded(1) });
    for (const { loss } of fit.run(epochs)) if (loss <= target) break;
    created.dispose();
    const ms = millisecondsSince(before);
    if (ms >= LEAST_MS) return { ms: ms / repeats, epochs: fit.epoch, loss: fit.losses.at(-1) ?? Number.NaN };
  }
}
