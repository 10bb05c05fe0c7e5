import '../../tfjs-in-node.ts';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { benchNumbers } from '../../../src/components/matrix-factorization/figures/bench-numbers.ts';
import facts from '../../../src/components/matrix-factorization/figures/facts.build.ts';
import losses from '../../../src/components/matrix-factorization/figures/losses.build.ts';
import { numbersOf } from '../../../src/components/matrix-factorization/figures/numbers.ts';
import race from '../../../src/components/matrix-factorization/figures/race.build.ts';
import rank from '../../../src/components/matrix-factorization/figures/rank.build.ts';
import seeds from '../../../src/components/matrix-factorization/figures/seeds.build.ts';
import stuck from '../../../src/components/matrix-factorization/figures/stuck.build.ts';
import senate from '../../../src/components/matrix-factorization/senate/senate.build.ts';

const ARTICLE = readFileSync('src/content/posts/matrix-factorization.mdx', 'utf8');
const code = (language: string) => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(ARTICLE)![1];

const folder = mkdtempSync(join(tmpdir(), 'article-'));
after(() => rmSync(folder, { recursive: true }));

/** The lab's own tests fill the tartan, which takes its time. */
const inpainting = {
  result: { missing: 22_087 },
  curve: [5, 6].map((k) => ({ k, holes: 10 * k, known: 70 })),
};
const numbers = numbersOf(await facts, {
  inpainting,
  losses: await losses,
  race: await race,
  rank: await rank,
  seeds: await seeds,
  senate: await senate,
  stuck: await stuck,
});
const between = (value: number, low: number, high: number) =>
  assert.ok(value >= low && value <= high, `${value} is not between ${low} and ${high}`);

describe('what the article says', () => {
  test('of the example: thirteen ratings, one minimum, 1.7042 stars for Ada and more than five for Cleo', () => {
    assert.equal(numbers.observed, 13);
    assert.equal(numbers.least.toFixed(6), '0.390680');
    assert.equal(numbers.ada.toFixed(4), '1.7042');
    assert.equal(numbers.cleo.toFixed(2), '6.16');
  });

  test('of filling the holes: a decomposition gives back what was put in', () => {
    // By numpy.linalg.svd, cut off after two terms.
    const { zero, mean } = numbers.filled;
    between(zero.cell, -0.725, -0.715);
    between(zero.error, 0.843, 0.844);
    between(mean.value, 36 / 13 - 1e-12, 36 / 13 + 1e-12);
    between(mean.cell, 3.05, 3.07);
  });

  test('of stopping early: the loss is flat and the answers are not', () => {
    const { early, later, least } = numbers;
    for (const { low, high } of [early, later]) {
      assert.ok(low < 3 && high > 5.5);
    }
    assert.ok(later.loss / least - 1 < 0.05 && early.loss > later.loss);
    assert.ok(later.high - later.low >= early.high - early.low, 'they come no nearer to each other');
  });

  test('of learning rates: the tutorial’s is far below the edge', () => {
    between(numbers.race.edge, 0.03, 0.1);
  });

  test('of wrong valleys: a few starts in a hundred, at a loss of 17.76', () => {
    between(numbers.stuck.count, 4, 20);
    assert.equal(numbers.stuck.loss.toFixed(2), '17.76');
  });

  test('of absolute error: it meets most ratings with one factor, and lets one go by far', () => {
    assert.ok(numbers.absolute.met > 6 && numbers.absolute.error > 3);
  });

  test('of the simulated ratings: four planted factors, of which three do best', () => {
    assert.equal(numbers.rank.planted, 4);
  });

  test('of the Senate: one factor sorts nearly all, two predict better than parties do', () => {
    const { members, sorted, one, two, party } = numbers.senate;
    assert.ok(sorted >= members - 2 && sorted < members);
    assert.ok(one < party && party < two && two >= 0.88);
  });

  test('of the tartan: the share of its pixels, and how well two ranks fill them', () => {
    between(numbers.inpainting.missing, 0.59, 0.61);
    assert.deepEqual([numbers.inpainting.five, numbers.inpainting.six], [50, 60]);
  });

  test('of compiling: the module is small', () => {
    between(numbers.module, 100, 2000);
  });
});

test('figures that were measured are the best of each rival, with the most ratings', () => {
  const row = (name: string, median: number) => ({ name, rate: { median } });
  const rows = [row('This site’s engine, compiled', 600), row('tfjs, a', 10), row('tfjs, b', 20)];
  assert.deepEqual(
    benchNumbers({
      steps: [
        { size: 'small', loss: 'squared', count: 1, rows: [row('This site’s engine, compiled', 1e6)] },
        {
          size: 'large',
          loss: 'squared',
          count: 5,
          rows: [...rows, row('torch', 100), row('JavaScript, by hand', 300)],
        },
        { size: 'large', loss: 'huber', count: 5, rows: [row('This site’s engine, compiled', 1)] },
      ],
      solve: {
        optimizers: [{ method: 'gradient-descent', rows: [{ name: 'This site', ms: { median: 3 } }] }],
      },
      als: { shape: { count: 7 }, rows: [{ name: 'This site', sweeps: 6, total: { median: 700 } }] },
    }),
    {
      rate: 600,
      ratings: 5,
      overTfjs: 30,
      overTorch: 6,
      overHand: 2,
      solved: 3,
      als: { ratings: 7, sweeps: 6, seconds: 0.7 },
    },
  );
});

describe('code in the article runs as it stands', () => {
  test('the function with TensorFlow.js gets to 0.3907', async () => {
    // What @tensorflow/tfjs is made of, as far as this needs it; its random numbers come from a CommonJS module that only bundlers
    // read in the way it is imported.
    const parts = join(folder, 'parts.mjs');
    writeFileSync(
      parts,
      `export * from '@tensorflow/tfjs-core';
       import { tensor } from '@tensorflow/tfjs-core';
       export const randomUniform = (shape) => tensor(Array.from({ length: shape[0] * shape[1] }, Math.random), shape);
       import '@tensorflow/tfjs-core/dist/register_all_gradients';
       import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
       import '@tensorflow/tfjs-backend-cpu/dist/index';`,
    );
    const program = join(folder, 'factorize.mjs');
    const source = code('js').replace("'@tensorflow/tfjs'", JSON.stringify(pathToFileURL(parts).href));
    assert.notEqual(source, code('js'));
    writeFileSync(program, source);
    const said: string[] = [];
    const { log } = console;
    console.log = (text) => said.push(text);
    try {
      await import(pathToFileURL(program).href);
    } finally {
      console.log = log;
    }
    const [loss, X] = said.map((text) => text.match(/-?\d+\.\d+/g)!.map(Number));
    assert.equal(loss[0].toFixed(4), '0.3907');
    for (const [cell, value] of [4.9947, 2.9935, 1.7042, 1.0002].entries())
      between(X[cell], value - 5e-3, value + 5e-3);
  });

  test('the engine learns by Huber’s loss', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--input-type=module-typescript',
      '--eval',
      code('ts'),
    ]);
    const [loss] = stdout.match(/\d+\.\d+/) ?? [];
    between(Number(loss), 0.3, 0.45);
    assert.match(stdout, /P: Float64Array\(10\)[\s\S]*Q: Float64Array\(8\)/);
  });
});
