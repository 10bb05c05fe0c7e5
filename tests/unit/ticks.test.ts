import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ticks as d3Ticks } from 'd3-array';
import { ticks } from '../../src/lib/ticks.ts';

test('ticks are those of d3-array', () => {
  let seed = 1;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed / 2 ** 31;
  };
  for (let i = 0; i < 5000; i++) {
    const low = (random() - 0.5) * 10 ** Math.floor(random() * 24 - 12);
    const high = low + random() * 10 ** Math.floor(random() * 24 - 12);
    const count = 2 + Math.floor(random() * 12);
    if (!(high > low)) continue;
    assert.deepEqual(ticks(low, high, count), d3Ticks(low, high, count), `${low} to ${high}, ${count}`);
  }
});

test('edges: one value, a reversed domain, nothing to count', () => {
  assert.deepEqual(ticks(3, 3, 5), [3]);
  assert.deepEqual(ticks(5, 0, 5), [5, 4, 3, 2, 1, 0]);
  assert.deepEqual(ticks(0, 1, 0), []);
  assert.deepEqual(ticks(0, Infinity, 5), []);
});
