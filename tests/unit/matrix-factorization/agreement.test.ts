import '../../tfjs-in-node.ts';
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Factors } from '../../../src/engine/matrix-factorization/factors.ts';
import { createArraysTrainer } from '../../../src/engine/matrix-factorization/loss/arrays.ts';
import { Graph } from '../../../src/engine/matrix-factorization/loss/build.ts';
import { gradient, varies } from '../../../src/engine/matrix-factorization/loss/derive.ts';
import { text } from '../../../src/engine/matrix-factorization/loss/text.ts';
import type { Optimizer, Problem } from '../../../src/engine/matrix-factorization/training.ts';
import { seeded } from '../../../src/engine/random.ts';
import { differences, discrepancy, factorizer } from './engine.ts';
import { LOSSES, randomExpression } from './losses.ts';
import { naive } from './naive.ts';
import { randomProblem } from './problems.ts';

const { createTfjsTrainer } = await import('../../../src/engine/matrix-factorization/tfjs/trainer.ts');
const { startCpu } = await import('../../../src/lib/tfjs/cpu.ts');
await startCpu();

const SHAPES = Array.from({ length: 8 }, (_, i) => i + 1);

/** Loss and gradient where a problem starts. */
function evaluated(
  make: (problem: Problem) => { loss: number; gradient(): Factors; dispose(): void },
  problem: Problem,
) {
  const trainer = make(problem);
  const { loss } = trainer;
  const gradient = trainer.gradient();
  trainer.dispose();
  return { loss, gradient };
}

for (const { name, source, data } of LOSSES) {
  test(`one gradient by all ways: ${name}`, () => {
    for (const seed of SHAPES) {
      const problem = randomProblem(source, data, seed);
      const arrays = evaluated(createArraysTrainer, problem);
      const where = `${source}, seed ${seed}`;
      assert.ok(Number.isFinite(arrays.loss), where);

      const numeric = differences(problem, (moved) => evaluated(createArraysTrainer, moved).loss, 1e-4);
      assert.ok(
        discrepancy(numeric, arrays.gradient) < 2e-8,
        `${where}: ${discrepancy(numeric, arrays.gradient)} off differences`,
      );

      const tfjs = evaluated(createTfjsTrainer, problem);
      const scale = Math.max(1, Math.abs(arrays.loss));
      assert.ok(Math.abs(tfjs.loss - arrays.loss) < 1e-5 * scale, `${where}: ${tfjs.loss}, ${arrays.loss}`);
      assert.ok(
        discrepancy(arrays.gradient, tfjs.gradient) < 1e-5,
        `${where}: tfjs ${discrepancy(arrays.gradient, tfjs.gradient)} off`,
      );
    }
  });
}

test('the compiled loss agrees, where it is compiled', () => {
  let compiled = 0;
  for (const { source, data } of LOSSES) {
    for (const seed of SHAPES) {
      const problem = randomProblem(source, data, seed);
      const arrays = evaluated(createArraysTrainer, problem);
      try {
        const own = evaluated((each) => factorizer.compile(each), problem);
        assert.ok(
          Math.abs(own.loss - arrays.loss) <= 1e-10 * Math.max(1, Math.abs(arrays.loss)),
          `${source}, seed ${seed}`,
        );
        assert.ok(discrepancy(arrays.gradient, own.gradient) < 1e-9, `${source}, seed ${seed}`);
        compiled++;
      } catch (error) {
        if ((error as Error).name !== 'NotCompiledError') throw error;
      }
    }
  }
  assert.ok(compiled > 0.7 * LOSSES.length * SHAPES.length, `${compiled}`);
});

for (const optimizer of [
  { method: 'gradient-descent', alpha: 0.005 },
  { method: 'momentum', alpha: 0.002 },
  { method: 'momentum', alpha: 0.002, momentum: 0.5 },
  { method: 'adam', alpha: 0.02 },
] satisfies Optimizer[]) {
  test(`the same 100 steps of ${optimizer.method} ${optimizer.momentum ?? ''} by all ways`, () => {
    for (const { source, data } of LOSSES.slice(0, 3)) {
      const problem = randomProblem(source, data, 3, optimizer);
      const trainers = [
        createArraysTrainer(problem),
        createTfjsTrainer(problem),
        factorizer.compile(problem),
      ] as const;
      for (let i = 0; i < 100; i++) for (const trainer of trainers) trainer.advance();
      const [arrays, tfjs, compiled] = trainers;
      assert.ok(discrepancy(arrays.factors(), tfjs.factors()) < 1e-4, source);
      assert.ok(discrepancy(arrays.factors(), compiled.factors()) < 1e-9, source);
      for (const trainer of trainers) {
        assert.equal(trainer.steps, 100);
        assert.ok(Math.abs(trainer.loss - arrays.loss) < 1e-4 * Math.max(1, arrays.loss));
        trainer.dispose();
      }
    }
  });
}

test('arrays compute what an expression means, whatever it is', () => {
  const graph = new Graph();
  const random = seeded(2);
  let finite = 0;
  for (let i = 0; i < 1500; i++) {
    const expression = graph.sum(randomExpression(graph, random));
    if (!varies(expression)) continue;
    const problem = randomProblem('sum(X)', 'any', i);
    const derived = gradient(expression);
    assert.ok(derived);
    const trainer = createArraysTrainer({ ...problem, loss: { source: '', expression, gradient: derived } });
    const expected = naive(expression, problem) as number;
    assertSame([trainer.loss], [expected], text(expression));
    const { P, Q } = trainer.gradient();
    assertSame(P, [naive(derived.P, problem)].flat(2), `${text(expression)} by P: ${text(derived.P)}`);
    assertSame(Q, [naive(derived.Q, problem)].flat(2), `${text(expression)} by Q: ${text(derived.Q)}`);
    if (Number.isFinite(expected)) finite++;
  }
  assert.ok(finite > 500, `${finite}`);
});

function assertSame(given: ArrayLike<number>, expected: ArrayLike<number>, where: string) {
  assert.equal(given.length, expected.length, where);
  for (let i = 0; i < given.length; i++) {
    const [a, b] = [given[i] as number, expected[i] as number];
    const close =
      Object.is(a, b) || a === b || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
    assert.ok(close || (Math.abs(a) > 1e15 && Math.abs(b) > 1e15), `${where}: ${a}, not ${b}`);
  }
}

test('smooth expressions of any form are derived rightly', () => {
  const graph = new Graph();
  const random = seeded(8);
  let checked = 0;
  for (let i = 0; i < 100; i++) {
    const expression = graph.sum(randomExpression(graph, random));
    const derived = gradient(expression);
    if (!derived) continue;
    const problem = {
      ...randomProblem('sum(X)', 'positive', i),
      loss: { source: '', expression, gradient: derived },
    };
    const at = (moved: Problem) => evaluated(createArraysTrainer, moved).loss;
    const { loss, gradient: own } = evaluated(createArraysTrainer, problem);
    const [coarse, fine] = [differences(problem, at, 1e-3), differences(problem, at, 2e-4)];
    const all = [...coarse.P, ...coarse.Q, ...own.P, ...own.Q];
    // where two ways of differences differ there is a corner or a pole, or digits are lost
    if (!Number.isFinite(loss) || !all.every(Number.isFinite) || discrepancy(coarse, fine) > 1e-7) continue;
    if (Math.max(...all.map(Math.abs)) < 1e-6 * Math.abs(loss)) continue;
    assert.ok(discrepancy(fine, own) < 1e-5, `${text(expression)}, seed ${i}: ${discrepancy(fine, own)}`);
    checked++;
  }
  assert.ok(checked > 20, `${checked}`);
});

test('where nothing is observed nothing stumbles: not a number is not a gradient', () => {
  for (const source of [
    'sum(W * log(D))+sum(X^2)',
    'sum(W * D / D * sqrt(X))',
    'sum(W * log(D / X) * 1/D)',
    'sum(W * (D - X)^2 / D)',
  ]) {
    const problem = randomProblem(source, 'positive', 4);
    assert.ok(problem.ratings.value.length < problem.ratings.rows * problem.ratings.columns);
    for (const make of [createArraysTrainer, createTfjsTrainer]) {
      const { loss, gradient } = evaluated(make, problem);
      assert.ok([loss, ...gradient.P, ...gradient.Q].every(Number.isFinite), source);
    }
  }
});

test('at corners all ways go the same way', () => {
  const sources = [
    'abs(X - D)',
    'relu(X - D)',
    'max(X, D)',
    'min(X, D)',
    'max(D, X)',
    'min(D, X)',
    'huber(X - D, 1)',
    'max(X, X)',
    'min(X, X)',
  ];
  for (const source of sources) {
    const problem = randomProblem(`sum(${source})`, 'any', 5);
    const { rows, columns } = problem.ratings;
    const ones = new Float64Array(rows * columns).fill(1);
    const ratings = {
      rows,
      columns,
      row: Uint32Array.from(ones, (_, i) => Math.floor(i / columns)),
      column: Uint32Array.from(ones, (_, i) => i % columns),
      value: ones,
    };
    const start = { P: new Float64Array(rows).fill(1), Q: new Float64Array(columns).fill(1) }; // PQ is D
    const flat = { ...problem, ratings, start, k: 1 };
    const arrays = evaluated(createArraysTrainer, flat).gradient;
    assert.deepEqual(
      [...evaluated(createTfjsTrainer, flat).gradient.P],
      [...arrays.P].map((x) => x + 0),
      source,
    );
  }
});
