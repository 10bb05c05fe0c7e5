import { parentPort, workerData } from 'node:worker_threads';
import { memoryNeeded, Stylization } from '../../../src/engine/style-transfer/index.ts';
import { millisecondsSince } from '../thread.ts';
import { CONTENDERS, type ContenderName } from './contenders.ts';
import type { Evaluate, Implementation } from './implementation.ts';
import { NETWORKS } from './networks.ts';
import { openCompiled } from './ours.ts';
import { picturesOf, problemOf } from './problem.ts';
import type { Opened, Request, Stylized } from './requests.ts';

const contender: Implementation = CONTENDERS[workerData as ContenderName];
let evaluate: Evaluate | undefined;
let gradient = new Float32Array(0);

/** Requests wait for each other. */
let last: Promise<unknown> = Promise.resolve();
parentPort?.on('message', (request: Request) => {
  last = last.then(async () => parentPort?.postMessage(await answer(request)));
});

async function answer(request: Request): Promise<object> {
  if (request.do === 'stylize') return stylized(request.size);
  if (request.do === 'open') {
    const network = NETWORKS[request.network]();
    const problem = await problemOf(network, request.size);
    gradient = new Float32Array(problem.rgb.length);
    evaluate = await contender.open(network, problem);
    const loss = await evaluate(gradient);
    return { loss, gradient } satisfies Opened;
  }
  const before = process.threadCpuUsage();
  for (let i = 0; i < request.count; i++) await evaluate?.(gradient);
  return { ms: millisecondsSince(before) };
}

async function stylized(size: number): Promise<Stylized> {
  const network = NETWORKS['the default model']();
  const { content, style } = await picturesOf(2 * size); // as those opened: larger
  const executor = await openCompiled(network);
  const before = process.threadCpuUsage();
  const run = new Stylization(executor, network, content, [{ picture: style, weight: 1 }], { size });
  const memory = memoryNeeded(executor, run.plan, { optimizer: 'lbfgs', styleScale: 1 });
  let first = 0;
  const levels: Stylized['levels'] = [];
  let reached = 0;
  for (const value of run.run()) {
    if (value) await value;
    const step = run.latest?.step ?? 0;
    if (step === reached) continue;
    reached = step;
    first ||= millisecondsSince(before);
    const ends = run.plan.map((_, i) => run.plan.slice(0, i + 1).reduce((sum, { steps }) => sum + steps, 0));
    const level = ends.indexOf(step);
    if (level >= 0) levels[level] = { ...run.plan[level], ms: millisecondsSince(before) };
  }
  levels[run.plan.length - 1] ??= { ...run.plan[run.plan.length - 1], ms: millisecondsSince(before) };
  executor.free();
  return { first, levels, loss: run.latest?.losses.total ?? Number.NaN, memory };
}
