import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scaleLinear, scaleLog } from 'd3-scale';
import { linearScale, logScale } from '../../src/lib/scale.ts';

test('linear scales agree with d3-scale: positions, inverses, ticks', () => {
  for (const domain of [
    [0, 1],
    [-50, 200.9],
    [1e9, 1e9 + 3],
    [-1e-7, 2e-7],
    [5, -5],
    [1.7e12, 1.8e12],
  ] as const) {
    const ours = linearScale(domain, [300, 10]);
    const theirs = scaleLinear(domain, [300, 10]);
    for (let i = -2; i <= 12; i++) {
      const value = domain[0] + ((domain[1] - domain[0]) * i) / 10;
      assert.ok(Math.abs(ours(value) - theirs(value)) < 1e-6);
      assert.ok(
        Math.abs(ours.invert(ours(value)) - value) <=
          1e-9 * Math.abs(domain[1] - domain[0]) + 1e-15 * Math.abs(value),
      );
    }
    for (const count of [1, 2, 5, 10]) assert.deepEqual(ours.ticks(count), theirs.ticks(count));
  }
});

test('log scales agree with d3-scale in positions and inverses', () => {
  for (const domain of [
    [1, 1000],
    [0.003, 7e8],
    [20, 30],
  ] as const) {
    const ours = logScale(domain, [0, 500]);
    const theirs = scaleLog(domain, [0, 500]);
    for (let i = 0; i <= 10; i++) {
      const value = domain[0] * (domain[1] / domain[0]) ** (i / 10);
      assert.ok(Math.abs(ours(value) - theirs(value)) < 1e-6);
      assert.ok(Math.abs(ours.invert(ours(value)) / value - 1) < 1e-9);
    }
  }
});

test('log ticks are round, within the domain, ascending, and about as many as asked', () => {
  for (const domain of [
    [1, 1000],
    [0.5, 2e7],
    [1e-13, 1],
    [3, 45],
    [12, 19],
  ] as const) {
    for (const count of [2, 4, 8]) {
      const ticks = logScale(domain, [0, 1]).ticks(count);
      assert.ok(ticks.length >= 1 && ticks.length <= count * 2 + 1, `${domain} ${count}: ${ticks}`);
      assert.ok(
        ticks.every((tick, i) => tick >= domain[0] && tick <= domain[1] && (i === 0 || tick > ticks[i - 1])),
      );
    }
  }
  assert.deepEqual(logScale([1, 1000], [0, 1]).ticks(4), [1, 10, 100, 1000]);
  assert.deepEqual(logScale([1, 100], [0, 1]).ticks(9), [1, 2, 5, 10, 20, 50, 100]);
});

test('a domain of one value lies in the middle; zero on a log scale stays finite', () => {
  assert.equal(linearScale([3, 3], [0, 100])(3), 50);
  assert.equal(logScale([3, 3], [0, 100])(3), 50);
  assert.ok(Number.isFinite(logScale([1, 10], [0, 100])(0)));
});
