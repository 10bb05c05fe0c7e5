import '../../tfjs-in-node.ts';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import { numpyCode } from '../../../src/engine/factorization-machines/code/numpy.ts';
import { pyfmsCode } from '../../../src/engine/factorization-machines/code/pyfms.ts';
import { listing, type Recipe } from '../../../src/engine/factorization-machines/code/recipe.ts';
import { tfjsCode } from '../../../src/engine/factorization-machines/code/tfjs.ts';
import {
  arraysOf,
  lossOf,
  scores,
  sparse,
  type Weights,
  weightsJson,
  weightsOf,
  weightsOfJson,
} from '../../../src/engine/factorization-machines/index.ts';
import { npz, readNpz } from '../../../src/lib/npz.ts';
import { libsvmFile } from '../../bench/factorization-machines/libsvm-file.ts';
import { PYTHON, skipWithoutNumpy } from '../../python.ts';
import { follow, RECIPES } from './recipes.ts';

const folder = mkdtempSync(join(tmpdir(), 'machines-code-'));
after(() => rmSync(folder, { recursive: true }));
const at = (i: number, name = '') => join(folder, `${i}`, name);

const outcomes = RECIPES.map((recipe, i) => {
  mkdirSync(at(i));
  writeFileSync(at(i, 'encoded.libsvm'), libsvmFile({ ...recipe.data, X: sparse(recipe.data.X) }));
  if (recipe.data.weights)
    writeFileSync(at(i, 'row-weights.txt'), `${[...recipe.data.weights].join('\n')}\n`);
  if (recipe.begun) {
    writeFileSync(at(i, 'start.npz'), npz(arraysOf(recipe.begun)));
    writeFileSync(at(i, 'start.json'), weightsJson(recipe.begun));
  }
  return follow(recipe);
});

const printed = (name: string, output: string) =>
  Number(new RegExp(`^${name} (\\S+)`, 'm').exec(output)?.[1]);
const near = (found: number, wanted: number, tolerance: number, what: string) =>
  assert.ok(
    Math.abs(found - wanted) <= tolerance * Math.max(1, Math.abs(wanted)),
    `${what}: ${found}, not ${wanted}`,
  );
/** The same predictions of all rows. */
function alike(found: Weights, wanted: Weights, { data, name }: (typeof RECIPES)[number], tolerance: number) {
  const expected = scores(wanted, data.X);
  for (const [i, score] of scores(found, data.X).entries())
    near(score, expected[i], tolerance, `${name}, row ${i}`);
}

/** Runs a program of each recipe in one Python, since starting it takes longer than they do; what each printed. */
function runInPython(write: (recipe: Recipe) => string, name: string): string[] {
  for (const [i, recipe] of RECIPES.entries()) writeFileSync(at(i, name), write(recipe));
  const all = `import os, runpy
for i in range(${RECIPES.length}):
    os.chdir(f"{i}")
    runpy.run_path("${name}")
    os.chdir("..")
    print("end")
`;
  const env = { ...process.env, PYTHONPATH: join(import.meta.dirname, 'stand-in') };
  const options = { cwd: folder, encoding: 'utf8', env } as const;
  return execFileSync(PYTHON, ['-W', 'error', '-c', all], options).split('end\n').slice(0, -1);
}

test('the numpy program gets where the engine gets, digit for digit', { skip: skipWithoutNumpy }, () => {
  for (const [i, output] of runInPython(numpyCode, 'run.py').entries()) {
    const { loss, held, weights } = outcomes[i];
    const { name } = RECIPES[i];
    near(printed('loss', output), loss, 1e-9, name);
    if (held !== undefined) near(printed('held out', output), held, 1e-9, name);
    const saved = weightsOf(readNpz(readFileSync(at(i, 'weights.npz'))));
    assert.deepEqual([saved.d, saved.k], [weights.d, weights.k]);
    alike(saved, weights, RECIPES[i], 1e-7);
  }
});

test('the TypeScript program gets where the engine gets', async () => {
  const everything = join(folder, 'tfjs.mjs');
  writeFileSync(
    everything,
    "export * from '@tensorflow/tfjs-core'; import '@tensorflow/tfjs-core/dist/register_all_gradients'; import '@tensorflow/tfjs-backend-cpu/dist/index';",
  );
  const back = process.cwd();
  const log = console.log;
  for (const [i, recipe] of RECIPES.entries()) {
    const source = tfjsCode(recipe);
    writeFileSync(
      at(i, 'run.ts'),
      source.replace("'@tensorflow/tfjs'", JSON.stringify(pathToFileURL(everything).href)),
    );
    let output = '';
    console.log = (...words) => {
      output += `${words.join(' ')}\n`;
    };
    process.chdir(at(i));
    try {
      await import(pathToFileURL(at(i, 'run.ts')).href);
    } finally {
      console.log = log;
      process.chdir(back);
    }
    const { loss, held, weights } = outcomes[i];
    near(printed('loss', output), loss, 1e-3, `${recipe.name}\n${source}`);
    if (held !== undefined) near(printed('held out', output), held, 1e-2, recipe.name);
    alike(weightsOfJson(readFileSync(at(i, 'weights.json'), 'utf8')), weights, recipe, 0.05);
  }
});

test('the pyfms program runs, and gets where the engine gets but for what pyfms lacks', {
  skip: skipWithoutNumpy,
}, () => {
  for (const [i, output] of runInPython(pyfmsCode, 'machine.py').entries()) {
    const recipe = RECIPES[i];
    const { held, weights } = outcomes[i];
    const { name, task, data, shuffle, batchSize } = recipe;
    const error = printed(task === 'regression' ? 'squared error' : 'cross entropy', output);
    const saved = weightsOf(readNpz(readFileSync(at(i, 'weights.fm'))));
    if (held === undefined && !(shuffle && batchSize < data.y.length)) {
      // Batches that are the same in any order: then nothing is left to chance.
      near(error, lossOf(task, data, weights), 1e-9, name);
      alike(saved, weights, recipe, 1e-7);
      if (weights.k === 0)
        assert.ok(
          saved.V.every((value) => value === 0),
          name,
        );
    } else {
      // Other batches, or another epoch that is best: near, by the rows learned from.
      const ours = lossOf(task, data, weights);
      assert.ok(error < 1.2 * ours, `${name}: ${error}, and ${ours} here`);
      near(lossOf(task, data, saved), ours, 0.2, name);
    }
  }
});

test('what pyfms does otherwise is made good where it can be, and said where it cannot', () => {
  const [weighted, , regression, sparse, linear] = RECIPES;
  const inBatches = pyfmsCode({ ...weighted, batchSize: 8, shuffle: 'start' });
  assert.match(inBatches, /shuffle=False/);
  assert.match(inBatches, /shuffles rows without their weights/);
  assert.match(pyfmsCode(regression), /it cannot watch others while it learns, nor stop early/);
  // Sums of 7 weights and 21 factors as means.
  assert.match(pyfmsCode(regression), /regularizers\.L1\(0\.001, 0\.014, 0\.063\)/);
  assert.match(pyfmsCode(sparse), /X_format="csr"/);
  assert.match(pyfmsCode(linear), /k=1/);
  assert.match(pyfmsCode(linear), /V = np\.zeros\(\(1, d\)\)/);
});

test('weights to begin with are read from JSON, too', { skip: skipWithoutNumpy }, () => {
  const recipe = RECIPES[5];
  const fromJson = { ...recipe, start: { ...recipe.start, file: 'start.json' } };
  writeFileSync(at(5, 'from-json.py'), numpyCode(fromJson));
  const output = execFileSync(PYTHON, ['from-json.py'], { cwd: at(5), encoding: 'utf8' });
  near(printed('loss', output), outcomes[5].loss, 1e-9, recipe.name);
  assert.match(tfjsCode(fromJson), /readFileSync\("start\.json"/);
});

test('few rows are written in a program, equal neighbours counted; many are read from a file', () => {
  const [weighted, people] = RECIPES;
  assert.equal(listing(weighted.data)?.second, 'weight');
  const counted = listing(people.data);
  assert.equal(counted?.rows.length, 24);
  assert.equal(
    counted?.rows.reduce((sum, [, count]) => sum + count, 0),
    2201,
  );
  assert.equal(listing(RECIPES[2].data), undefined);
  for (const code of [numpyCode(RECIPES[2]), pyfmsCode(RECIPES[2]), tfjsCode(RECIPES[2])]) {
    assert.match(code, /encoded\.libsvm/);
    assert.ok(code.length < 9000);
  }
});
