import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createArrays } from '../../../src/engine/style-transfer/arrays.ts';
import { finish } from '../../../src/engine/style-transfer/executor.ts';
import { leastSide, shapesOf } from '../../../src/engine/style-transfer/graph.ts';
import { randomNetwork, randomPicture, smallResidual, smallVgg } from './networks.ts';
import { targetsOf } from './targets.ts';

for (const [what, network] of [
  ['maxima', smallVgg([4, 5, 6])],
  ['means', smallVgg([4, 5, 6], 'average')],
  ['shortcuts and branches', smallResidual()],
] as const) {
  test(`the gradient is that of finite differences: ${what}`, async () => {
    const executor = await createArrays(network);
    const [width, height] = [13, 10];
    const targets = await targetsOf(executor, network, width, height);
    const objective = executor.aim(width, height, targets);
    const rgb = randomPicture(width, height, 3).data;
    const gradient = new Float32Array(rgb.length);
    const losses = await finish(objective.evaluate(rgb, gradient));
    assert.ok([...losses.style, ...losses.content].every((loss) => loss > 0));
    const size = Math.hypot(...gradient) / Math.sqrt(rgb.length);
    const scratch = new Float32Array(rgb.length);
    for (let i = 0; i < rgb.length; i += 7) {
      const lossAt = async (value: number) => {
        const moved = rgb.slice();
        moved[i] = value;
        const { style, content } = await finish(objective.evaluate(moved, scratch));
        return [...style, ...content].reduce((sum, loss) => sum + loss, 0);
      };
      const step = 2 ** -12;
      const slope = ((await lossAt(rgb[i] + step)) - (await lossAt(rgb[i] - step))) / (2 * step);
      assert.ok(
        Math.abs(slope - gradient[i]) < 1e-4 * (size + Math.abs(slope)),
        `${i}: ${gradient[i]}, by differences ${slope}`,
      );
    }
  });
}

test('what is left out by an odd side has no gradient, and of equal maxima the first takes it all', async () => {
  const network = randomNetwork(
    [
      { op: 'conv', name: 'same', size: 1, inputs: 3, outputs: 1, relu: false },
      { op: 'pool', name: 'pool', kind: 'max', window: 2 },
    ],
    [],
    'pool',
  );
  const executor = await createArrays(network);
  const objective = executor.aim(5, 3, {
    style: [],
    content: [{ layer: 'pool', features: new Float32Array([0, 0]), weight: 1 }],
  });
  const gradient = new Float32Array(45);
  await finish(objective.evaluate(new Float32Array(45).fill(7), gradient));
  const moved = Array.from({ length: 15 }, (_, p) => gradient[3 * p] !== 0);
  assert.deepEqual(
    moved,
    Array.from({ length: 15 }, (_, p) => p === 0 || p === 2),
  );
});

test('windows of three count only what lies on the picture', async () => {
  const plans = (kind: 'max' | 'average') =>
    randomNetwork([{ op: 'pool', name: 'pool', kind, window: 3 }], [], 'pool');
  const picture = { width: 2, height: 1, data: new Float32Array([1, 2, 3, 5, 8, 9]) };
  for (const [kind, expected] of [
    ['average', [3, 5, 6, 3, 5, 6]],
    ['max', [5, 8, 9, 5, 8, 9]],
  ] as const) {
    const network = { ...plans(kind), mean: [0, 0, 0] as [number, number, number] };
    const executor = await createArrays(network);
    const { features } = await finish(executor.describe(picture, { features: ['pool'] }));
    assert.deepEqual([...features.get('pool')!], expected);
  }
});

test('a Gram matrix is F^T F / pixels', async () => {
  const network = smallVgg([3]);
  const executor = await createArrays(network);
  const picture = randomPicture(4, 3);
  const { grams, features } = await finish(
    executor.describe(picture, { grams: ['conv1_1'], features: ['conv1_1'] }),
  );
  const F = features.get('conv1_1')!;
  for (let a = 0; a < 3; a++)
    for (let b = 0; b < 3; b++) {
      let sum = 0;
      for (let p = 0; p < 12; p++) sum += F[3 * p + a] * F[3 * p + b];
      const value = grams.get('conv1_1')![3 * a + b];
      assert.ok(Math.abs(value - sum / 12) <= 1e-5 * Math.abs(value));
    }
});

test('only the newest objective can be evaluated', async () => {
  const executor = await createArrays(smallVgg([3]));
  const first = executor.aim(4, 4, { style: [], content: [] });
  const second = executor.aim(5, 5, { style: [], content: [] });
  await assert.rejects(
    finish(first.evaluate(new Float32Array(48), new Float32Array(48))),
    /Another objective/,
  );
  await finish(second.evaluate(new Float32Array(75), new Float32Array(75)));
});

test('layers that do not fit and pictures too small are refused in words', () => {
  const network = smallVgg([4, 4, 5]);
  assert.equal(leastSide(network), 4);
  assert.deepEqual(shapesOf(network, 7, 9).at(-1), { width: 1, height: 2, channels: 5 });
  assert.throws(() => shapesOf(network, 9, 3), {
    name: 'InvalidInputError',
    message: /9 × 3 is too small.*4 pixels/,
  });
  const [first, ...others] = network.nodes;
  assert.throws(() => shapesOf({ nodes: others }, 8, 8), { name: 'InvalidInputError', message: /channels/ });
  assert.throws(() => shapesOf({ nodes: [first, first] }, 8, 8), { message: /Two layers/ });
  assert.throws(() => shapesOf({ nodes: [{ ...first, from: 'later' }, ...others] }, 8, 8), {
    message: /reads later, which does not come before/,
  });
});
