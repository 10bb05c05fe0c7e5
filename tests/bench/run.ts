/**
 * `npm run bench -- <task> [--quick] [--write | --check]`: times one task's implementations against each other. A task is a folder
 * beside this file: index.ts with what is measured, and one file for each implementation.
 *   --quick   fewer runs, smaller inputs where they are slow
 *   --write   keep the figures for the article, in src/content/bench/<task>.json
 *   --check   fail unless those figures belong to the committed build and a quick run still agrees with their ratios; one that
 *             does not is repeated, since a quick run times many things once, and a busy machine may hold up any of them
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** What a task's index.ts exports. */
export interface Task<Results> {
  measure: (quick: boolean) => Promise<Results>;
  /** The results as text for a terminal. */
  print: (results: Results) => string;
  /** Sentences that say where kept results no longer hold, given a quick run of today. */
  disagreements: (kept: Results, today: Results) => string[];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean' }, write: { type: 'boolean' }, check: { type: 'boolean' } },
});
const [name] = positionals;
const module = name && `${import.meta.dirname}/${name}/index.ts`;
if (!module || !existsSync(module) || (values.write && (values.check || values.quick))) {
  console.error(
    'Usage: npm run bench -- <task> [--quick] [--write | --check], for example: npm run bench -- kmeans1d',
  );
  process.exit(2);
}

const task: Task<unknown> = await import(module);
const file = `src/content/bench/${name}.json`;
const TRIES = 3;

if (values.check) {
  const kept = JSON.parse(readFileSync(file, 'utf8'));
  let problems: string[] = [];
  for (let tried = 0; tried < TRIES && (tried === 0 || problems.length > 0); tried++) {
    const today = await measured(true);
    problems = task.disagreements(kept, today);
    for (const problem of problems) console.error(`\n${file}: ${problem}`);
  }
  console.log(
    problems.length === 0 ? `\n${file} still holds.` : `\nMeasure anew: npm run bench -- ${name} --write`,
  );
  process.exitCode = problems.length === 0 ? 0 : 1;
} else {
  const results = await measured(Boolean(values.quick));
  if (values.write) {
    mkdirSync('src/content/bench', { recursive: true });
    writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`);
    console.log(`\nWritten to ${file}.`);
  }
}

async function measured(quick: boolean): Promise<unknown> {
  const results = await task.measure(quick);
  console.log(task.print(results));
  return results;
}
