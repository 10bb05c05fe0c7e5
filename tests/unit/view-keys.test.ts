import assert from 'node:assert/strict';
import { test } from 'node:test';
import { viewKey } from '../../src/lib/view-keys.ts';

const press = (key: string, more: Partial<KeyboardEvent> = {}) => viewKey({ key, ...more } as KeyboardEvent);

test('keys zoom, divide and pan', () => {
  assert.deepEqual(press('+'), { zoom: 'in' });
  assert.deepEqual(press('0'), { zoom: 'whole' });
  assert.deepEqual(
    ['1', '2', '3'].map((key) => press(key)),
    [{ divide: 1 }, { divide: 0.5 }, { divide: 0 }],
  );
  assert.deepEqual(press('ArrowLeft'), { pan: { right: 0.1, down: 0 } });
  assert.deepEqual(press('ArrowDown', { shiftKey: true }), { pan: { right: 0, down: -0.5 } });
});

test('keys of the browser, other keys, and those answered already are left alone', () => {
  for (const more of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { defaultPrevented: true }])
    assert.equal(press('+', more), undefined);
  for (const key of ['a', 'Tab', 'PageDown', 'toString']) assert.equal(press(key), undefined);
});
