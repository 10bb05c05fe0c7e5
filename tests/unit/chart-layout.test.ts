import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chartLayout, LABEL_SIZE } from '../../src/lib/chart-layout.ts';

const domains = [
  [0, 1],
  [-50, 200.9],
  [1_700_000_000_000, 1_700_000_900_000],
  [1e-9, 4e-9],
  [0, 2_300_000],
  [7, 7],
] as const;

test('labels never touch, and stay within the picture, at any size and domain', () => {
  for (const width of [200, 320, 720, 1400]) {
    for (const height of [80, 240, 500]) {
      for (const domain of domains) {
        for (const log of [false, true]) {
          if (log && domain[0] <= 0) continue;
          const axis = { domain, label: 'value', log };
          const { xTicks, yTicks, margin, innerWidth, innerHeight } = chartLayout(width, height, axis, axis);
          const half = (text: string) => (text.length * LABEL_SIZE * 0.58) / 2;
          xTicks.forEach(({ at, text }, i) => {
            const previous = xTicks[i - 1];
            if (previous)
              assert.ok(at - half(text) > previous.at + half(previous.text) + 4, `${width}: ${text}`);
            assert.ok(at >= -1e-9 && at <= innerWidth + 1e-9);
          });
          yTicks.forEach(({ at, text }, i) => {
            if (i > 0) assert.ok(yTicks[i - 1].at - at > LABEL_SIZE * 1.3);
            assert.ok(2 * half(text) <= margin.left, `${text} fits left of the axis`);
            assert.ok(at >= -1e-9 && at <= innerHeight + 1e-9);
          });
          assert.equal(innerWidth + margin.left + margin.right, width);
        }
      }
    }
  }
});

test('a hidden axis takes no room and has no ticks', () => {
  const { margin, yTicks } = chartLayout(
    400,
    200,
    { domain: [0, 1], label: 'x' },
    { domain: [0, 1], label: 'y', hidden: true },
  );
  assert.ok(margin.left < 4);
  assert.deepEqual(yTicks, []);
});
