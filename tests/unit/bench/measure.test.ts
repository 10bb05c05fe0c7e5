import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alternate, cpuMs, spreadOf } from '../../bench/measure.ts';
import { textTable } from '../../bench/text-table.ts';

test('a spread is the median and the ends', () => {
  assert.deepEqual(spreadOf([3, 1, 2]), { median: 2, low: 1, high: 3 });
  assert.deepEqual(spreadOf([4, 1, 2, 10]), { median: 3, low: 1, high: 10 });
});

test('contenders take turns, each round in the other order, and warm-ups do not count', () => {
  const order: string[] = [];
  const contender = (name: string) => () => {
    order.push(name);
    return { total: order.length };
  };
  const [a, b] = alternate([contender('a'), contender('b')], 2, 1);
  assert.equal(order.join(''), 'baabba');
  assert.deepEqual(a.total, { median: 4.5, low: 3, high: 6 });
  assert.deepEqual(b.total, { median: 4.5, low: 4, high: 5 });
});

test('waiting is no work', () => {
  const wait = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  assert.ok(cpuMs(wait, 4) < 20);
  const work = () => {
    for (const end = performance.now() + 50; performance.now() < end; );
  };
  assert.ok(cpuMs(work, 4) > 5);
});

test('a table lines up', () => {
  assert.equal(
    textTable(
      'T',
      ['', 'ms'],
      [
        ['a', '1'],
        ['bb', '100'],
      ],
    ),
    ['\nT', '      ms', '──   ───', 'a      1', 'bb   100'].join('\n'),
  );
});
