import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitted, plan } from '../../../src/engine/style-transfer/stylize/index.ts';

const steps = [60, 40, 20];

test('levels double up to the size, with the aspect kept', () => {
  assert.deepEqual(plan({ width: 400, height: 300 }, { size: 256, steps }), [
    { width: 64, height: 48, steps: 60 },
    { width: 128, height: 96, steps: 40 },
    { width: 256, height: 192, steps: 20 },
  ]);
  assert.deepEqual(plan({ width: 30, height: 50 }, { size: 333, steps: [7] }), [
    { width: 200, height: 333, steps: 7 },
  ]);
});

test('levels too narrow for the network are left out, their steps are not', () => {
  const strip = { width: 100, height: 20 };
  assert.deepEqual(
    plan(strip, { size: 128, steps: [60, 40, 20] }, 8).map(({ width, height, steps }) => [
      width,
      height,
      steps,
    ]),
    [[64, 16, 60], [128, 26, 20]], // biome-ignore format: one line
  );
  assert.deepEqual(
    plan(strip, { size: 128, steps: [0, 40, 0] }, 1).map(({ width, steps }) => [width, steps]),
    [[64, 40], [128, 0]], // biome-ignore format: one line
  );
});

test('a size at which nothing is left is refused, with one that will do', () => {
  const strip = { width: 1000, height: 17 };
  let needed = 0;
  assert.throws(
    () => plan(strip, { size: 256, steps }, 8),
    (error: Error) => {
      needed = Number(/a size of (\d+)/.exec(error.message)?.[1]);
      return error.name === 'InvalidInputError' && /256 × 4/.test(error.message);
    },
  );
  assert.equal(plan(strip, { size: needed, steps }, 8).at(-1)?.height, 8);
  assert.throws(() => plan(strip, { size: needed - 1, steps }, 8));
});

test('no side falls below one pixel', () => {
  assert.deepEqual(fitted({ width: 4000, height: 1 }, 64), { width: 64, height: 1 });
});

test('pools leave nothing over but at the last level', () => {
  const levels = plan({ width: 512, height: 288 }, { size: 250, steps: [9, 9, 9] }, 8);
  assert.deepEqual(
    levels.map(({ width, height }) => [width, height]),
    [[64, 32], [128, 72], [250, 141]], // biome-ignore format: one line
  );
});
