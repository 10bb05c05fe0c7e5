/**
 * `npm test`: every check of the project in turn, ending with the line `N passed, N failed`. A failing stage stops none after it.
 * `npm test -- unit e2e` runs only the stages named.
 */
import { keptFigures } from './test/kept-figures.ts';
import { reproducible, sanitizers } from './test/native.ts';
import { nodeTests } from './test/node-tests.ts';
import { browsers, builds } from './test/site.ts';
import { type Count, checks, type Stage } from './test/stage.ts';

const stages: Stage[] = [
  checks('types', 'types: engine, pages, tests and tools', [
    ['tsc', '-p', 'src/engine'],
    ['astro', 'check', '--minimumSeverity', 'warning'],
    ['svelte-check', '--threshold', 'warning'],
  ]),
  checks('lint', 'formatting, lint and layers', [
    ['biome', 'check', '.', '--error-on-warnings'],
    ['depcruise', 'src', '--config', '.dependency-cruiser.mjs'],
  ]),
  nodeTests('unit', 'engines, browser helpers and guards', 'tests/unit/**/*.test.ts'),
  sanitizers,
  reproducible,
  nodeTests('scaffold', 'a new article is made, tested and built', 'tests/scaffold/*.test.ts'),
  keptFigures,
  builds,
  browsers,
];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !stages.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no stage ${unknown.join(', ')}; there are ${stages.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}

const summary: { stage: Stage; count: Count; seconds: number }[] = [];
for (const stage of stages.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  console.log(`\n── ${stage.name}: ${stage.title}`);
  const start = performance.now();
  const count = await stage.run().catch((error: unknown) => {
    console.error(error);
    return { passed: 0, failed: 1, note: String(error) } satisfies Count;
  });
  const seconds = (performance.now() - start) / 1000;
  summary.push({ stage, count, seconds });
  console.log(`   ${inWords(count)}, ${seconds.toFixed(1)} s`);
}

const total = (part: 'passed' | 'failed') => summary.reduce((sum, { count }) => sum + count[part], 0);
console.log('\n── summary');
for (const { stage, count, seconds } of summary) {
  const mark = count.failed > 0 ? '✘' : count.passed > 0 ? '✔' : '–';
  const note = count.note ? `  ${count.note}` : '';
  console.log(
    `${mark} ${stage.name.padEnd(8)} ${seconds.toFixed(0).padStart(4)} s  ${inWords(count)}${note}`,
  );
}
console.log(`\n${total('passed')} passed, ${total('failed')} failed`);
process.exit(total('failed') === 0 ? 0 : 1);

function inWords({ passed, failed, skipped = 0 }: Count): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
