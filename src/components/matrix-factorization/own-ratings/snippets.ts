import { python } from './python.ts';
import type { Opened, Run } from './views.ts';

export interface Snippet {
  label: string;
  language: string;
  code: string;
}

/** Programs that repeat a run elsewhere, up to its best round, on the file ratings.csv that the lab gives. */
export function snippets(run: Run, opened: Opened): Snippet[] {
  const inPython = python(run, opened);
  return [
    ...(inPython ? [{ label: 'Python', language: 'python', code: inPython }] : []),
    { label: 'TypeScript', language: 'ts', code: typescript(run, opened) },
  ];
}

function typescript({ settings, best }: Run, { rows, columns }: Opened): string {
  const { k, beta, method, loss, optimizer, alpha, baseline, heldOut, seed } = settings;
  const gradient = method === 'gradient';
  const how = gradient
    ? `{
    kind: 'gradient',
    loss: parseLoss('${loss.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', ' ')}'),
    optimizer: { method: '${optimizer}', alpha: ${alpha} },
  }`
    : "{ kind: 'als' }";
  return `// In a clone of this site's repository, with Node 24: node ratings.ts
import { readFile } from 'node:fs/promises';
import { createFactorizer } from './src/engine/matrix-factorization/index.ts';
${gradient ? "import { parseLoss } from './src/engine/matrix-factorization/loss/parse.ts';\n" : ''}import { Fit } from './src/engine/matrix-factorization/recommending/index.ts';

const wasm = await readFile('src/engine/matrix-factorization/matrix-factorization.wasm');
const { als, compile: train } = await createFactorizer(await WebAssembly.compile(wasm));

const lines = (await readFile('ratings.csv', 'utf8')).trim().split('\\n').slice(1);
const cells = lines.map((line) => line.split(',', 3).map(Number));
const ratings = {
  rows: ${rows},
  columns: ${columns},
  row: Uint32Array.from(cells, ([i]) => i),
  column: Uint32Array.from(cells, ([, j]) => j),
  value: Float64Array.from(cells, ([, , d]) => d),
};

const fit = new Fit({ als, train }, ratings, {
  k: ${k},
  beta: ${beta},
  method: ${how},
  baseline: '${baseline}',
  heldOut: ${heldOut / 100},
  seed: ${seed},
});
for (const _ of fit.run(${best?.step ?? 0}));
console.log(fit.rounds.at(-1), fit.reference);
`;
}
