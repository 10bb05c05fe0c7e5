import '../../tfjs-in-node.ts';
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { benchNumbers } from '../../../src/components/factorization-machines/figures/bench-numbers.ts';
import { TITANIC, titanicFloor } from '../../../src/engine/factorization-machines/index.ts';

const ARTICLE = readFileSync('src/content/posts/factorization-machines.mdx', 'utf8');
const PROGRAM = /```js\n([\s\S]*?)```/.exec(ARTICLE)![1];
const folder = mkdtempSync(join(tmpdir(), 'article-'));
after(() => rmSync(folder, { recursive: true }));

test('figures that were measured: the least and the largest lead over tfjs’ better way', () => {
  const at = (...ratios: number[]) => ({
    rows: ['This site’s engine, compiled', 'tfjs, a', 'tfjs, b'].map((name, i) => ({
      name,
      ratio: ratios[i],
    })),
  });
  const contender = (name: string, ratio: number) => ({
    name,
    ratio,
    ms: { median: 80 * ratio },
  });
  assert.deepEqual(
    benchNumbers({
      steps: [at(1, 40, 30), at(1, 90, 100)],
      epoch: {
        rows: 5,
        d: 7,
        contenders: [contender('This site', 1), contender('tfjs, b', 50), contender('tfjs, a', 60)],
      },
    }),
    {
      overTfjs: { least: 30, most: 90 },
      epoch: { rows: 5, features: 7, seconds: 0.08, tfjs: 4 },
    },
  );
});

describe('code in the article runs as it stands', () => {
  test('the program with TensorFlow.js has the engine’s data, gets to the floor and finds third class against children', async () => {
    for (const { class: each, sex, age, died, survived } of TITANIC)
      assert.ok(PROGRAM.includes(`${each} ${sex} ${age} ${died} ${survived}`.toLowerCase()));
    // What @tensorflow/tfjs is made of, as far as this needs it; its random numbers come from a CommonJS module that only bundlers
    // read in the way it is imported.
    const parts = join(folder, 'parts.mjs');
    writeFileSync(
      parts,
      `export * from '@tensorflow/tfjs-core';
       import { tensor } from '@tensorflow/tfjs-core';
       export const randomNormal = ([rows, columns], mean, deviation) => tensor(
         Array.from({ length: rows * columns }, () => mean + deviation * Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random())),
         [rows, columns]);
       import '@tensorflow/tfjs-core/dist/register_all_gradients';
       import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
       import '@tensorflow/tfjs-backend-cpu/dist/index';`,
    );
    const program = join(folder, 'machine.mjs');
    const source = PROGRAM.replace("'@tensorflow/tfjs'", JSON.stringify(pathToFileURL(parts).href));
    assert.notEqual(source, PROGRAM);
    writeFileSync(program, source);
    const said: string[] = [];
    const { log } = console;
    console.log = (text) => said.push(String(text));
    try {
      await import(pathToFileURL(program).href);
    } finally {
      console.log = log;
    }
    const [loss, pair] = said.map((text) => Number(text.match(/-?\d+\.\d+/)![0]));
    assert.ok(Math.abs(loss - titanicFloor()) < 2e-4, `${loss}`);
    assert.ok(pair < 0, `${pair}`);
  });
});

test('every number of the text that is computed is written as a call, and no claim of the losses is typed', () => {
  const text = ARTICLE.slice(ARTICLE.indexOf('\n---', 4)).replace(/```[\s\S]*?```/g, '');
  for (const typed of ['0.5021', '.4771', '.4765', '23,724', '5,480', '2,201', '1.7042'])
    assert.ok(!text.includes(typed), `${typed} is typed`);
});
