import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gaussian, seeded } from '../../../src/engine/random.ts';
import { finish } from '../../../src/engine/style-transfer/executor.ts';
import {
  Adam,
  type Evaluate,
  Lbfgs,
  type Optimizer,
} from '../../../src/engine/style-transfer/stylize/index.ts';

type Value = (x: Float32Array, gradient: Float32Array) => number;

/** A function as optimizers take it, with its calls counted; it breathes twice a call. */
function counted(value: Value): { evaluate: Evaluate; calls: () => number } {
  let calls = 0;
  return {
    *evaluate(x, gradient) {
      calls++;
      yield;
      const result = value(x, gradient);
      yield;
      return result;
    },
    calls: () => calls,
  };
}

/** Steps until one finds nothing lower, or `most`; the values on the way. */
async function descend(optimizer: Optimizer, evaluate: Evaluate, most: number): Promise<number[]> {
  await finish(optimizer.start(evaluate));
  const losses = [optimizer.loss];
  while (losses.length <= most && (await finish(optimizer.step(evaluate)))) losses.push(optimizer.loss);
  return losses;
}

const rosenbrock: Value = ([x, y], gradient) => {
  gradient[0] = -2 * (1 - x) - 400 * x * (y - x * x);
  gradient[1] = 200 * (y - x * x);
  return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
};

/** Sum of c_i (x_i - t_i)^2 with a thousandfold spread of curvatures. */
function quadratic(n: number, scale = 1): { value: Value; target: Float32Array } {
  const random = seeded(n);
  const target = Float32Array.from({ length: n }, () => 10 * gaussian(random));
  const curvatures = Float64Array.from({ length: n }, (_, i) => scale * 1000 ** (i / (n - 1)));
  return {
    target,
    value(x, gradient) {
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const away = x[i] - target[i];
        gradient[i] = 2 * curvatures[i] * away;
        sum += curvatures[i] * away * away;
      }
      return sum;
    },
  };
}

test('L-BFGS finds the minimum of a stretched quadratic, and says that it is there', async () => {
  const { value, target } = quadratic(40);
  const { evaluate } = counted(value);
  const optimizer = new Lbfgs(new Float32Array(40));
  const losses = await descend(optimizer, evaluate, 400);
  assert.ok(losses.length < 400, 'it went on for ever');
  assert.ok(losses.every((loss, i) => i === 0 || loss < losses[i - 1]));
  for (const [i, x] of optimizer.x.entries()) assert.ok(Math.abs(x - target[i]) < 1e-3, `${x} ${target[i]}`);
});

test('L-BFGS goes down the bent valley of Rosenbrock', async () => {
  const { evaluate, calls } = counted(rosenbrock);
  const optimizer = new Lbfgs(new Float32Array([-1.2, 1]), { firstMove: 0.1 });
  const losses = await descend(optimizer, evaluate, 60);
  assert.ok(optimizer.loss < 1e-10, `${optimizer.loss} after ${losses.length} steps`);
  assert.ok(calls() < 150, `${calls()} evaluations`);
});

test('the scale of a function does not matter: tiny ones are not taken for done', async () => {
  const paths: number[][] = [];
  for (const scale of [1, 2 ** -60]) {
    const { value } = quadratic(20, scale);
    const losses = await descend(new Lbfgs(new Float32Array(20)), counted(value).evaluate, 25);
    paths.push(losses.map((loss) => loss / scale));
  }
  assert.deepEqual(paths[0], paths[1]);
  assert.equal(paths[0].length, 26);
});

test('the first step of L-BFGS moves by two on average', async () => {
  const optimizer = new Lbfgs(new Float32Array(30));
  await descend(
    optimizer,
    counted((x, gradient) => {
      for (let i = 0; i < 30; i++) gradient[i] = 1e-9 * (i + 1);
      return x.reduce((sum, value, i) => sum + 1e-9 * (i + 1) * value, 0);
    }).evaluate,
    1,
  );
  const mean = optimizer.x.reduce((sum, value) => sum + Math.abs(value), 0) / 30;
  assert.ok(Math.abs(mean - 2) < 1e-5, `${mean}`);
});

test('where nothing is lower, L-BFGS says so and stays', async () => {
  const flat = counted((_, gradient) => {
    gradient.fill(0);
    return 7;
  });
  const optimizer = new Lbfgs(new Float32Array([1, 2]));
  assert.deepEqual(await descend(optimizer, flat.evaluate, 5), [7]);
  assert.deepEqual([...optimizer.x], [1, 2]);
});

test('a step that leads to no number is shortened', async () => {
  const { evaluate } = counted((x, gradient) => {
    gradient[0] = 1 - 1 / x[0];
    return x[0] - Math.log(x[0]); // NaN below 0
  });
  const optimizer = new Lbfgs(new Float32Array([1.5]), { firstMove: 8 });
  const losses = await descend(optimizer, evaluate, 30);
  assert.ok(losses.every(Number.isFinite));
  assert.ok(Math.abs(optimizer.x[0] - 1) < 1e-3);
});

test('L-BFGS forgets what misled it', async () => {
  // A kink: the gradient changes by leaps, so directions from history fail at times.
  const { evaluate } = counted((x, gradient) => {
    let sum = 0;
    for (let i = 0; i < x.length; i++) {
      gradient[i] = (i + 1) * Math.sign(x[i] - i) + 0.02 * (x[i] - i);
      sum += (i + 1) * Math.abs(x[i] - i) + 0.01 * (x[i] - i) ** 2;
    }
    return sum;
  });
  const optimizer = new Lbfgs(Float32Array.from({ length: 6 }, (_, i) => 20 - 3 * i));
  const losses = await descend(optimizer, evaluate, 200);
  assert.ok(losses.at(-1)! < losses[0] / 20, `${losses[0]} to ${losses.at(-1)}`);
});

for (const [name, create] of [
  ['L-BFGS', (x: Float32Array) => new Lbfgs(x, { firstMove: 0.1 })],
  ['Adam', (x: Float32Array) => new Adam(x, () => 0.05)],
] as const) {
  test(`${name}: a step left in its midst and taken again ends where it would have`, async () => {
    const { evaluate } = counted(rosenbrock);
    const [straight, interrupted] = [0, 1].map(() => create(new Float32Array([-1.2, 1])));
    for (const optimizer of [straight, interrupted]) await finish(optimizer.start(evaluate));
    for (let step = 0; step < 12; step++) {
      await finish(straight.step(evaluate));
      const left = interrupted.step(evaluate);
      for (let i = 0; i < step; i++) if (left.next().done) break;
      if (interrupted.loss !== straight.loss) await finish(interrupted.step(evaluate));
      assert.equal(interrupted.loss, straight.loss);
    }
    assert.deepEqual(interrupted.x, straight.x);
  });
}

test('Adam moves by its rate at first, whatever the scale, and comes to the minimum', async () => {
  const { value, target } = quadratic(10, 1e-6);
  const { evaluate } = counted(value);
  const optimizer = new Adam(new Float32Array(10), (t) => 4 * Math.min(1, 2 * (1 - t / 301)));
  await finish(optimizer.start(evaluate));
  await finish(optimizer.step(evaluate));
  for (const [i, x] of optimizer.x.entries()) assert.ok(Math.abs(x - 4 * Math.sign(target[i])) < 1e-3);
  for (let t = 2; t <= 300; t++) await finish(optimizer.step(evaluate));
  for (const [i, x] of optimizer.x.entries()) assert.ok(Math.abs(x - target[i]) < 0.1, `${x} ${target[i]}`);
});
