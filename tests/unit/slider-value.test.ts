import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOG_PLACES, placeOf, readTyped, snap, stepFrom, valueAt } from '../../src/lib/slider-value.ts';

const k = { min: 1, max: 256, step: 1, log: true };
const rate = { min: 0, max: 1, step: 0.1, log: false };

test('a value snaps to its nearest step, free of binary dust', () => {
  assert.equal(snap(0.34, rate), 0.3);
  assert.equal(snap(7, rate), 1);
  assert.equal(snap(-7, rate), 0);
  assert.equal(snap(0.1 + 0.2, { ...rate, step: 0.1 }), 0.3);
});

test('every value of a log slider has a place, and comes back from it', () => {
  for (let value = 1; value <= 256; value++) assert.equal(valueAt(placeOf(value, k), k), value);
  assert.equal(valueAt(0, k), 1);
  assert.equal(valueAt(LOG_PLACES, k), 256);
});

test('an arrow key moves to another value everywhere but at the ends', () => {
  for (const range of [k, rate, { min: 1, max: 1e6, step: 1, log: true }]) {
    for (let value = range.min, moves = 0; value < range.max; moves++) {
      const next = stepFrom(value, 1, false, range);
      assert.ok(next > value, `${value} up`);
      assert.ok(stepFrom(next, -1, false, range) < next, `${next} down`);
      assert.ok(moves < 1000);
      value = next;
    }
    assert.equal(stepFrom(range.max, 1, true, range), range.max);
    assert.equal(stepFrom(range.min, -1, true, range), range.min);
  }
});

test('typing is held to the range, with a sentence', () => {
  assert.deepEqual(readTyped('12', 'k', k), { value: 12, sentence: '' });
  assert.deepEqual(readTyped('300', 'k', k), {
    value: 256,
    sentence: 'k can be at most 256, so 256 is used.',
  });
  assert.deepEqual(readTyped('0', 'k', k), { value: 1, sentence: 'k can be at least 1, so 1 is used.' });
  assert.deepEqual(readTyped('2.5', 'k', k), {
    value: 3,
    sentence: 'k goes in whole numbers, so 3 is used.',
  });
  assert.deepEqual(readTyped('0,3', 'rate', rate), { value: 0.3, sentence: '' });
  assert.equal(readTyped('', 'k', k), undefined);
  assert.equal(readTyped('many', 'k', k), undefined);
});
