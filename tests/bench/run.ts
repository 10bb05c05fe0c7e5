/**
 * `npm run bench -- <task> [--quick] [--write | --check]`: times one task's implementations against each other. A task is a folder
 * beside this file: index.ts with what is measured, and one file for each implementation.
 *   --quick   fewer runs, smaller inputs where they are slow
 *   --write   keep the figures for the article, in src/content/bench/<task>.json
 *   --check   fail unless those figures belong to the committed build and a quick run still agrees with their ratios
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
const results = await task.measure(Boolean(values.quick || values.check));
console.log(task.print(results));

if (values.write) {
  mkdirSync('src/content/bench', { recursive: true });
  writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`);
  console.log(`\nWritten to ${file}.`);
}
if (values.check) {
  const problems = task.disagreements(JSON.parse(readFileSync(file, 'utf8')), results);
  for (const problem of problems) console.error(`\n${file}: ${problem}`);
  console.log(
    problems.length === 0 ? `\n${file} still holds.` : `\nMeasure anew: npm run bench -- ${name} --write`,
  );
  process.exitCode = problems.length === 0 ? 0 : 1;
}
