import { buildOf, machine } from '../machine.ts';
import { WASM } from './ours.ts';
import { SIZES, type Size } from './problems.ts';
import { openPython } from './python.ts';
import { quickestOf } from './quickest.ts';
import { readingOf } from './reading.ts';
import type { Bench } from './requests.ts';
import type { Results } from './results.ts';
import type { Rostered } from './roster.ts';
import { stepsOf } from './steps.ts';
import { epochOf, titanicOf } from './tasks.ts';
import { openThreads } from './threads.ts';

export { disagreements } from './disagreements.ts';
export { print } from './print.ts';

/** The compiled engine first: all ratios are to it. */
const CONTENDERS: Rostered[] = ['compiled', 'arrays', 'tfjsWasm', 'tfjsCpu'];

/** How much is measured: all of it, or enough to see whether kept figures still hold. */
const EXTENT = {
  full: {
    contenders: CONTENDERS,
    steps: { sampleMs: 300, rounds: 7 },
    epoch: { rounds: 5, rivals: true },
    reading: { lines: 100_000, rounds: 5 },
    titanic: { rounds: 7, epochs: 2000 },
  },
  quick: {
    contenders: CONTENDERS.filter((name) => name !== 'tfjsCpu'), // the slowest on many features
    steps: { sampleMs: 30, rounds: 3 },
    epoch: { rounds: 2, rivals: false },
    reading: { lines: 10_000, rounds: 2 },
    titanic: { rounds: 1, epochs: 400 },
  },
};

export async function measure(quick: boolean): Promise<Results> {
  const { contenders, steps, epoch, reading, titanic } = quick ? EXTENT.quick : EXTENT.full;
  const threads = await openThreads(contenders);
  const python = await openPython();
  const benches: Bench[] = [...threads, ...(python?.machines ?? [])];
  const sizes = (Object.keys(SIZES) as Size[]).filter((size) => size !== 'file');
  try {
    const ofSteps: Results['steps'] = [];
    for (const size of sizes) ofSteps.push(await stepsOf(size, benches, steps));
    const tasks = {
      titanic: await titanicOf(benches, titanic),
      epoch: await epochOf(epoch.rivals ? benches : threads.slice(0, 2), epoch.rounds),
      reading: await readingOf(python, reading.lines, reading.rounds),
    };
    return {
      measured: new Date().toISOString().slice(0, 10),
      machine: machine(),
      wasm: buildOf(WASM),
      steps: ofSteps,
      ...tasks,
      quickest: quickestOf(ofSteps, tasks),
    };
  } finally {
    for (const { close } of threads) await close();
    await python?.close();
  }
}
