import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gaussian, seeded } from '../../src/engine/random.ts';

test('a seed always gives the same numbers, another seed others', () => {
  const first = Array.from({ length: 5 }, seeded(7));
  assert.deepEqual(Array.from({ length: 5 }, seeded(7)), first);
  assert.notDeepEqual(Array.from({ length: 5 }, seeded(8)), first);
});

test('numbers spread evenly over [0, 1), also those of neighbouring seeds', () => {
  for (const draw of [
    Array.from({ length: 1e5 }, seeded(1)),
    Array.from({ length: 1e5 }, (_, i) => seeded(i)()),
  ]) {
    const counts = new Array(16).fill(0);
    for (const number of draw) {
      assert.ok(number >= 0 && number < 1);
      counts[Math.floor(number * 16)]++;
    }
    const chiSquared = counts.reduce((sum, count) => sum + (count - 6250) ** 2 / 6250, 0);
    assert.ok(chiSquared < 45, `${chiSquared}`); // 15 degrees of freedom: 45 is passed by chance once in 10,000
  }
});

test('gaussian numbers have the moments of the normal distribution', () => {
  const random = seeded(2);
  const draw = Array.from({ length: 1e5 }, () => gaussian(random));
  const moment = (power: number) => draw.reduce((sum, x) => sum + x ** power, 0) / draw.length;
  assert.ok(Math.abs(moment(1)) < 0.015);
  assert.ok(Math.abs(moment(2) - 1) < 0.03);
  assert.ok(Math.abs(moment(4) - 3) < 0.2);
});
