import { existsSync, readdirSync } from 'node:fs';
import { checks, type Stage } from './stage.ts';

const BENCH = 'tests/bench';

/** Every task of the benchmark whose figures an article shows: a test for each. */
const tasks = readdirSync(BENCH, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(`src/content/bench/${entry.name}.json`))
  .map(({ name }) => name);

/** Measures a little of each task, and fails where kept figures no longer hold. */
export const keptFigures: Stage = checks(
  'bench',
  'the figures in the articles still hold',
  tasks.map((task) => ['node', `${BENCH}/run.ts`, task, '--check']),
);
