import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  createCompiled,
  createCompiledTrainer,
} from '../../../src/engine/factorization-machines/compiled.ts';
import type { Core } from '../../../src/engine/factorization-machines/core.ts';
import {
  createArraysTrainer,
  denseFeatures,
  Fit,
  initialWeights,
  lossOf,
  type Problem,
  startingBias,
  titanic,
  titanicFloor,
  type Weights,
} from '../../../src/engine/factorization-machines/index.ts';
import { seeded } from '../../../src/engine/random.ts';
import { instantiate } from '../../../src/engine/wasm.ts';
import { withMaximum } from '../with-maximum.ts';
import { bytes, compiled as create } from './load.ts';
import { discrepancy, inOrder, KINDS, OPTIMIZERS, randomProblem } from './problems.ts';

/** Takes the same steps with both, in batches of `size` rows; the largest difference of their weights on the way. */
function apart(problem: Problem, steps: number, size: number): number {
  const [wanted, found] = [createArraysTrainer(problem), create(problem)];
  const { rows } = problem.samples.X;
  const random = seeded(steps);
  let most = 0;
  for (let step = 0; step < steps; step++) {
    const order = Uint32Array.from({ length: size }, () => Math.floor(random() * rows));
    for (const trainer of [wanted, found]) trainer.step(order, 0, size, 1 + step);
    most = Math.max(most, discrepancy(wanted.weights(), found.weights()));
  }
  assert.equal(found.steps, wanted.steps);
  assert.ok(Math.abs(found.loss() / wanted.loss() - 1) < 1e-9, `${found.loss()} is not ${wanted.loss()}`);
  found.dispose();
  return most;
}

const [adam] = OPTIMIZERS.filter(({ method }) => method === 'adam');
assert.ok(adam);

describe('takes the steps of the typed arrays', () => {
  for (const kind of KINDS)
    for (const [i, optimizer] of OPTIMIZERS.entries())
      for (const reduction of kind.regularizer ? (['mean', 'sum'] as const) : [undefined])
        test(`${kind.name}, ${optimizer.method} ${i}, ${reduction ?? 'no regularizer'}`, () => {
          const regularizer = kind.regularizer && reduction && { ...kind.regularizer, reduction };
          for (let seed = 1; seed <= 4; seed++) {
            const given = randomProblem({ ...kind, ...(regularizer && { regularizer }) }, seed, optimizer);
            for (const size of [1, 7, 40]) {
              const off = apart(given, 200, size);
              assert.ok(off < 1e-9, `seed ${seed}, batches of ${size}: off by ${off}`);
            }
          }
        });

  test('any number of factors, in whole and sparse rows', () => {
    for (const isSparse of [false, true])
      for (const k of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17]) {
        const kind = { name: '', task: 'regression', k, isSparse } as const;
        const off = apart(randomProblem(kind, 50 + k, adam), 100, 8);
        assert.ok(off < 1e-9, `k = ${k}, ${isSparse ? 'sparse' : 'whole'}: off by ${off}`);
      }
  });

  test('one feature, one row, and rows of nothing', () => {
    const one: Problem = {
      task: 'regression',
      samples: { X: denseFeatures([[2], [0], [-1]]), y: Float64Array.of(1, 2, 3) },
      start: initialWeights({ d: 1, k: 3, random: seeded(1) }),
      optimizer: adam,
    };
    assert.ok(apart(one, 300, 3) < 1e-9);
    const row = { ...one, samples: { X: denseFeatures([[2]]), y: Float64Array.of(1) } };
    assert.ok(apart(row, 300, 1) < 1e-9);
    const X = {
      rows: 3,
      columns: 4,
      start: Uint32Array.of(0, 0, 2, 2),
      column: Uint32Array.of(1, 3),
      value: Float64Array.of(1, 2),
    };
    const start = initialWeights({ d: 4, k: 1, random: seeded(2) });
    assert.ok(apart({ ...one, start, samples: { X, y: Float64Array.of(1, 2, 3) } }, 300, 2) < 1e-9);
    const nothing = {
      ...X,
      start: new Uint32Array(4),
      column: new Uint32Array(0),
      value: new Float64Array(0),
    };
    assert.ok(apart({ ...one, start, samples: { X: nothing, y: Float64Array.of(1, 2, 3) } }, 50, 2) < 1e-9);
  });
});

describe('the gradient', () => {
  test('is what differences of the loss say, and that of the typed arrays', () => {
    for (const kind of KINDS)
      for (let seed = 1; seed <= 5; seed++) {
        const problem = randomProblem(kind, 100 + seed, adam, 12);
        const order = inOrder(12);
        const trainer = create(problem);
        const found = trainer.gradient(order, 0, 12);
        assert.deepEqual(trainer.weights(), problem.start);
        assert.ok(discrepancy(createArraysTrainer(problem).gradient(order, 0, 12), found) < 1e-12);
        trainer.dispose();
        assert.ok(discrepancy(differences(problem), found) < 1e-7, `${kind.name}, seed ${seed}`);
      }
  });

  test('of some rows is theirs alone, and leaves nothing for the next', () => {
    const problem = randomProblem(KINDS[4] as (typeof KINDS)[number], 7, adam);
    const [wanted, found] = [createArraysTrainer(problem), create(problem)];
    for (const [from, to] of [
      [0, 1],
      [3, 9],
      [1, 40],
      [0, 1],
    ] as const) {
      const order = inOrder(40).reverse();
      assert.ok(discrepancy(wanted.gradient(order, from, to), found.gradient(order, from, to)) < 1e-12);
    }
    found.dispose();
  });
});

test('rows that all weigh 0 make no step and have no gradient', () => {
  const samples = {
    X: denseFeatures([[1], [2], [3]]),
    y: Float64Array.of(1, 2, 3),
    weights: Float64Array.of(0, 0, 1),
  };
  const start = initialWeights({ d: 1, k: 1, random: seeded(1) });
  const trainer = create({ task: 'regression', samples, start, optimizer: adam });
  trainer.step(Uint32Array.of(0, 1), 0, 2, 1);
  assert.equal(trainer.steps, 0);
  assert.deepEqual(trainer.weights(), start);
  const none = { d: 1, k: 1, w0: 0, w1: new Float64Array(1), V: new Float64Array(1) };
  assert.deepEqual(trainer.gradient(Uint32Array.of(0, 1), 0, 2), none);
  trainer.step(Uint32Array.of(2), 0, 1, 1);
  assert.equal(trainer.steps, 1);
  assert.throws(() => trainer.step(Uint32Array.of(3), 0, 1, 1), RangeError);
  trainer.dispose();
});

test('brings the Titanic to its floor', () => {
  const samples = titanic();
  const start = initialWeights({ d: 8, k: 2, random: seeded(1) });
  start.w0 = startingBias(samples, 'classification');
  const optimizer = { method: 'adam', learningRate: 0.02 } as const;
  const trainer = create({ task: 'classification', samples, start, optimizer });
  const fit = new Fit(trainer, { task: 'classification', rows: 24, random: seeded(1) });
  for (const _ of fit.run(2000));
  assert.ok(trainer.loss() - titanicFloor() < 5e-6);
  trainer.dispose();
});

describe('memory', () => {
  const problem = randomProblem(KINDS[4] as (typeof KINDS)[number], 1, adam, 3000);

  test('is given back by dispose', async () => {
    const core: Core = await instantiate(await WebAssembly.compile(bytes));
    const use = () => {
      const trainer = createCompiledTrainer(core, problem);
      trainer.step(inOrder(3000), 0, 3000, 1);
      trainer.gradient(inOrder(3000), 0, 300);
      trainer.dispose();
      trainer.dispose();
    };
    use();
    const before = core.memory.buffer.byteLength;
    for (let i = 0; i < 200; i++) use();
    assert.equal(core.memory.buffer.byteLength, before);
  });

  test('of trainers side by side is theirs, also as it grows', () => {
    const [first, second] = [create(problem), create(problem)];
    first.step(inOrder(3000), 0, 128, 1);
    const large = create(randomProblem(KINDS[0] as (typeof KINDS)[number], 2, adam, 100_000));
    large.step(inOrder(100_000), 0, 100_000, 1);
    for (const trainer of [first, second]) trainer.step(inOrder(3000), 0, 128, 1);
    second.step(inOrder(3000), 0, 128, 1);
    assert.deepEqual(first.weights(), second.weights());
    for (const trainer of [first, second, large]) trainer.dispose();
  });

  test('that does not suffice is an error for the reader, and what there was goes on', async () => {
    const scarce = await createCompiled(await WebAssembly.compile(withMaximum(bytes, 24)));
    const small = scarce(randomProblem(KINDS[0] as (typeof KINDS)[number], 3, adam));
    assert.throws(
      () => scarce(randomProblem(KINDS[0] as (typeof KINDS)[number], 3, adam, 100_000)),
      ({ name, message }: Error) => name === 'InvalidInputError' && /not enough memory/.test(message),
    );
    const gradient = small.gradient(inOrder(40), 0, 40);
    const order = new Uint32Array(2_000_000);
    assert.throws(() => small.step(order, 0, order.length, 1), { name: 'InvalidInputError' });
    assert.deepEqual(small.gradient(inOrder(40), 0, 40), gradient);
    small.step(inOrder(40), 0, 40, 1);
    assert.equal(small.steps, 1);
    assert.ok(Number.isFinite(small.loss()));
  });
});

test('what cannot be learned from is refused as by the others', () => {
  const problem = randomProblem(KINDS[1] as (typeof KINDS)[number], 1, adam);
  const y = new Float64Array(40);
  assert.throws(() => create({ ...problem, samples: { ...problem.samples, y } }), /All rows are of class 0/);
  const start = initialWeights({ d: 1, k: 1, random: seeded(1) });
  assert.throws(() => create({ ...problem, start }), RangeError);
});

/** The gradient of the loss of all rows, by differences of order h^4. */
function differences({ task, samples, start, regularizer }: Problem): Weights {
  const h = 1e-4;
  const at = (change: (moved: Weights, by: number) => void): number => {
    const loss = (by: number) => {
      const moved = structuredClone(start);
      change(moved, by);
      return lossOf(task, samples, moved, regularizer);
    };
    return (8 * (loss(h / 2) - loss(-h / 2)) - (loss(h) - loss(-h))) / (6 * h);
  };
  const each = (part: 'w1' | 'V') =>
    start[part].map((_, i) =>
      at((moved, by) => {
        moved[part][i] = (moved[part][i] as number) + by;
      }),
    );
  return {
    ...start,
    w0: at((moved, by) => {
      moved.w0 += by;
    }),
    w1: each('w1'),
    V: each('V'),
  };
}
