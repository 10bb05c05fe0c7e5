import '../../tfjs-in-node.ts';
import assert from 'node:assert/strict';
import test from 'node:test';
import { createArraysTrainer } from '../../../src/engine/matrix-factorization/loss/arrays.ts';
import { discrepancy } from './engine.ts';
import { LOSSES } from './losses.ts';
import { randomProblem } from './problems.ts';

const { createTfjsTrainer, tensorsAlive } = await import(
  '../../../src/engine/matrix-factorization/tfjs/trainer.ts'
);
const { startWasm } = await import('../../../src/lib/tfjs/wasm.ts');
await startWasm();

for (const { name, source, data } of LOSSES)
  test(`tfjs in WebAssembly takes the same steps: ${name}`, () => {
    for (const seed of [1, 2, 3]) {
      const before = tensorsAlive();
      const problem = randomProblem(source, data, seed, { method: 'adam', alpha: 0.001 });
      const [arrays, tfjs] = [createArraysTrainer(problem), createTfjsTrainer(problem)];
      assert.ok(
        Math.abs(tfjs.loss - arrays.loss) < 1e-5 * Math.max(1, Math.abs(arrays.loss)),
        `${tfjs.loss}, ${arrays.loss}`,
      );
      assert.ok(discrepancy(arrays.gradient(), tfjs.gradient()) < 1e-5, `seed ${seed}`);
      for (let i = 0; i < 10; i++) {
        arrays.advance();
        tfjs.advance();
      }
      assert.ok(discrepancy(arrays.factors(), tfjs.factors()) < 1e-3, `seed ${seed}`);
      tfjs.dispose();
      assert.equal(tensorsAlive(), before);
    }
  });
