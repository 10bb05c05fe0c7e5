import { parentPort, workerData } from 'node:worker_threads';
import { EXAMPLE } from '../../../src/engine/matrix-factorization/example.ts';
import { randomFactors } from '../../../src/engine/matrix-factorization/factors.ts';
import { seeded } from '../../../src/engine/random.ts';
import { millisecondsSince } from '../thread.ts';
import type { Implementation, Walk } from './implementation.ts';
import { descentOf } from './problems.ts';
import type { Opened, Request, Solved, SolveRequest, Stepped } from './requests.ts';
import { ROSTER, type Rostered } from './roster.ts';

const contender: Implementation = await ROSTER[workerData as Rostered]();
let walk: Walk | undefined;

/** Requests wait for each other. */
let last: Promise<unknown> = Promise.resolve();
parentPort?.on('message', (request: Request) => {
  last = last.then(async () => parentPort?.postMessage(await answer(request)));
});

async function answer(request: Request): Promise<Opened | Stepped | Solved> {
  if (request.do === 'solve') return solve(request);
  if (request.do === 'open') {
    walk?.close();
    walk = await contender.open(descentOf(request.size, request.loss));
    return { loss: walk.loss, ...(walk.gradient && { gradient: walk.gradient() }) };
  }
  const before = process.threadCpuUsage();
  walk?.steps(request.count);
  return { ms: millisecondsSince(before), loss: walk?.loss ?? Number.NaN };
}

async function solve({ optimizer, seeds, target, limit }: SolveRequest): Promise<Solved> {
  const problem = descentOf('5 × 4', 'squared');
  const { rows, columns } = EXAMPLE;
  const before = process.threadCpuUsage();
  const steps: number[] = [];
  for (const seed of seeds) {
    const start = randomFactors(rows, columns, problem.k, seeded(seed));
    const down = await contender.open({ ...problem, start }, optimizer);
    let count = 0;
    for (; !(down.loss <= target) && count < limit; count++) down.steps(1);
    steps.push(down.loss <= target ? count : -1);
    down.close();
  }
  return { ms: millisecondsSince(before), steps };
}
