import { buildOf, machine } from '../machine.ts';
import { alsOf } from './als.ts';
import { compileOf } from './compile.ts';
import { stepsOf } from './descents.ts';
import type { LossName, Size } from './problems.ts';
import { openPython } from './python.ts';
import { readingOf } from './reading.ts';
import type { Bench } from './requests.ts';
import type { Results } from './results.ts';
import type { Rostered } from './roster.ts';
import { solveOf } from './solve.ts';
import { openThreads } from './threads.ts';
import { WASM } from './trainers.ts';

export { disagreements } from './disagreements.ts';
export { print } from './print.ts';

const CASES: [Size, LossName][] = [
  ['5 × 4', 'squared'],
  ['100 × 100', 'squared'],
  ['943 × 1,682', 'squared'],
  ['943 × 1,682', 'huber'],
  ['943 × 1,682', 'logistic'],
];
/** The compiled loss first: all ratios are to it. */
const CONTENDERS: Rostered[] = [
  'compiled',
  'arrays',
  'byHand',
  'tfjsWasm',
  'tfjsCpu',
  'npmMatrixFactorization',
  'jsRecommender',
];
/** They would take most of a quick run's time. */
const SLOW = new Set<Rostered>(['tfjsCpu', 'npmMatrixFactorization', 'jsRecommender']);
/** Those who take no steps of the article's loss do not solve the example by it. */
const SOLVERS = new Set<Rostered>(['compiled', 'arrays', 'byHand', 'tfjsWasm', 'tfjsCpu']);

/** How much is measured: all of it, or enough to see whether kept figures still hold. */
const EXTENT = {
  full: {
    contenders: CONTENDERS,
    cases: CASES,
    steps: { sampleMs: 300, rounds: 7 },
    solve: { methods: ['gradient-descent', 'momentum', 'adam'], starts: 40, rounds: 5, slowMs: 1_000 },
    als: { betas: [5, 10, 15, 20], rounds: 5 },
    reading: { lines: 1_000_000, rounds: 5 },
    compileRounds: 9,
  },
  quick: {
    contenders: CONTENDERS.filter((name) => !SLOW.has(name)),
    cases: CASES.filter(([, loss]) => loss !== 'huber'),
    steps: { sampleMs: 40, rounds: 3 },
    solve: { methods: ['momentum'], starts: 40, rounds: 1, slowMs: 250 },
    als: { betas: [15], rounds: 1 },
    reading: { lines: 200_000, rounds: 1 },
    compileRounds: 3,
  },
};

export async function measure(quick: boolean): Promise<Results> {
  const { contenders, cases, steps, solve, als, reading, compileRounds } = quick ? EXTENT.quick : EXTENT.full;
  const threads = await openThreads(contenders);
  const python = await openPython();
  const benches: Bench[] = [...threads, ...(python?.descents ?? [])];
  const solvers = [...threads.filter((_, i) => SOLVERS.has(contenders[i])), ...(python?.descents ?? [])];
  try {
    const results: Results = {
      measured: new Date().toISOString().slice(0, 10),
      machine: machine(),
      wasm: buildOf(WASM),
      steps: [],
      solve: await solveOf(solvers, solve),
      als: await alsOf(python, als.betas, als.rounds),
      reading: await readingOf(python, reading.lines, reading.rounds),
      compile: compileOf(compileRounds),
    };
    for (const [size, loss] of cases) results.steps.push(await stepsOf(size, loss, benches, steps));
    return results;
  } finally {
    for (const { close } of threads) await close();
    await python?.close();
  }
}
