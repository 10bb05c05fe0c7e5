import '../../tfjs-in-node.ts';
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import { numpyCode } from '../../../src/engine/matrix-factorization/code/numpy.ts';
import { tfjsCode } from '../../../src/engine/matrix-factorization/code/tfjs.ts';
import { createArraysTrainer } from '../../../src/engine/matrix-factorization/loss/arrays.ts';
import type { Optimizer, Problem } from '../../../src/engine/matrix-factorization/training.ts';
import { LOSSES } from './losses.ts';
import { randomProblem } from './problems.ts';

const folder = mkdtempSync(join(tmpdir(), 'factorization-code-'));
after(() => rmSync(folder, { recursive: true }));

const hasNumpy = spawnSync('python3', ['-c', 'import numpy']).status === 0;
const OPTIMIZERS: Optimizer[] = [
  { method: 'gradient-descent', alpha: 0.0001 },
  { method: 'momentum', alpha: 0.0001 },
  { method: 'adam', alpha: 0.0001 },
];
const STEPS = 20;

/** Every loss, each with another optimizer in turn, and where a trainer gets with it. */
const cases = LOSSES.map(({ name, source, data }, i) => {
  const problem = randomProblem(source, data, i + 1, OPTIMIZERS[i % 3] as Optimizer);
  const trainer = createArraysTrainer(problem);
  for (let step = 0; step < STEPS; step++) trainer.advance();
  assert.ok(Number.isFinite(trainer.loss), source);
  return { name, problem, loss: trainer.loss };
});
const lossOf = (output: string) => Number(/^loss (\S+)/m.exec(output)?.[1]);
const close = (a: number, b: number, tolerance: number) =>
  Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b));

test('the Python program gets where a trainer gets', { skip: !hasNumpy && 'python3 has no numpy' }, () => {
  for (const [i, { problem }] of cases.entries())
    writeFileSync(join(folder, `${i}.py`), numpyCode(problem, STEPS));
  // one process for all, since starting Python takes longer than the programs
  const run = `import runpy\nfor i in range(${cases.length}):\n    runpy.run_path(f"{i}.py")\n    print("end")\n`;
  writeFileSync(join(folder, 'all.py'), run);
  const outputs = execFileSync('python3', ['-W', 'error', 'all.py'], { cwd: folder, encoding: 'utf8' }).split(
    'end\n',
  );
  for (const [i, { name, problem, loss }] of cases.entries())
    assert.ok(
      close(lossOf(outputs[i] as string), loss, 1e-9),
      `${name}: ${lossOf(outputs[i] as string)}, not ${loss}\n${numpyCode(problem, STEPS)}`,
    );
});

test('the TypeScript program gets where a trainer gets', async () => {
  const everything = join(folder, 'tfjs.mjs');
  writeFileSync(
    everything,
    "export * from '@tensorflow/tfjs-core'; import '@tensorflow/tfjs-core/dist/register_all_gradients'; import '@tensorflow/tfjs-backend-cpu/dist/index';",
  );
  for (const [i, { name, problem, loss }] of cases.entries()) {
    const program = join(folder, `${i}.ts`);
    const source = tfjsCode(problem, STEPS);
    writeFileSync(
      program,
      source
        .replace("'@tensorflow/tfjs'", JSON.stringify(pathToFileURL(everything).href))
        .replace(/\.print\(\);\n$/, ';\n'),
    );
    const log = console.log;
    let printed = '';
    console.log = (...words) => {
      printed += `${words.join(' ')}\n`;
    };
    try {
      await import(pathToFileURL(program).href);
    } finally {
      console.log = log;
    }
    assert.ok(close(lossOf(printed), loss, 1e-4), `${name}: ${printed}, not ${loss}\n${source}`);
  }
});

test('a large matrix is read from a file', () => {
  const problem = randomProblem('sum(W * (D - X)^2)', 'any', 1);
  const large: Problem = { ...problem, ratings: { ...problem.ratings, rows: 5000, columns: 5000 } };
  for (const code of [numpyCode(large, 10), tfjsCode(large, 10)]) {
    assert.match(code, /ratings\.csv/);
    assert.ok(code.length < 2000);
  }
});
