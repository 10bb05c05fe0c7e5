import assert from 'node:assert/strict';
import test from 'node:test';
import {
  createArraysTrainer,
  type Problem,
  type Trainer,
} from '../../../src/engine/factorization-machines/index.ts';
import { discrepancy, inOrder, KINDS, OPTIMIZERS, randomProblem } from './problems.ts';

type Tfjs = { createTfjsTrainer: (problem: Problem) => Trainer; tensorsAlive: () => number };

/** What holds for tfjs on each of its backends. */
export function testAgreement(backend: string, { createTfjsTrainer, tensorsAlive }: Tfjs): void {
  for (const kind of KINDS)
    test(`tfjs (${backend}) has the same loss, gradient and steps: ${kind.name}`, () => {
      for (const [number, optimizer] of OPTIMIZERS.entries())
        for (const seed of [1, 2, 3]) {
          const what = `${optimizer.method} ${number}, seed ${seed}`;
          const before = tensorsAlive();
          const problem = randomProblem(kind, seed, optimizer);
          const [arrays, tfjs] = [createArraysTrainer(problem), createTfjsTrainer(problem)];
          const order = inOrder(40).reverse();
          const close = (a: number, b: number, tolerance: number) =>
            assert.ok(Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a)), `${what}: ${a}, ${b}`);
          close(arrays.loss(), tfjs.loss(), 1e-6);
          for (const [from, to] of [
            [0, 40],
            [3, 20],
            [39, 40],
          ] as const) {
            const away = discrepancy(arrays.gradient(order, from, to), tfjs.gradient(order, from, to));
            assert.ok(away <= 1e-5, `${what}, rows ${from} to ${to}: ${away}`);
          }
          for (let step = 0; step < 12; step++) {
            const from = (step % 3) * 15;
            for (const each of [arrays, tfjs])
              each.step(order, from, Math.min(from + 15, 40), 1 + Math.floor(step / 3));
          }
          assert.equal(tfjs.steps, arrays.steps);
          const away = discrepancy(arrays.weights(), tfjs.weights());
          assert.ok(away <= 1e-5, `${what}: after 12 steps ${away}`);
          close(arrays.loss(), tfjs.loss(), 1e-5);
          tfjs.dispose();
          assert.equal(tensorsAlive(), before);
        }
    });
}
