import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryShares } from '../../../src/components/style-transfer/memory-shares.ts';
import { MOST_BYTES, sharesOf } from '../../../src/components/style-transfer/quantizing.ts';
import { seeded } from '../../../src/engine/random.ts';

/** Lets workers take tasks in turn until all have ended; the tasks that each got. */
function shareOut(
  shares: MemoryShares,
  workers: number,
  limit: number,
  bytes: readonly number[],
): number[][] {
  const got = Array.from({ length: workers }, (): number[] => []);
  const alive = new Set(got.keys());
  while (alive.size > 0)
    for (const worker of alive) {
      const task = shares.next(worker);
      if (task === undefined) alive.delete(worker);
      else got[worker].push(task);
      assert.ok(shares.held <= Math.max(limit, ...bytes), `${shares.held} bytes held`);
    }
  return got;
}

test('every task is given out once, and what is held stays within the limit', () => {
  const random = seeded(1);
  for (let i = 0; i < 500; i++) {
    const workers = 1 + Math.floor(random() * 5);
    const bytes = Array.from({ length: Math.floor(random() * 20) }, () => Math.floor(1000 * random() ** 3));
    const limit = Math.floor(random() * 1500);
    const got = shareOut(new MemoryShares(bytes, workers, limit), workers, limit, bytes);
    assert.deepEqual(
      got.flat().sort((a, b) => a - b),
      [...bytes.keys()],
    );
  }
});

test('the largest come first, and two of the largest layers of VGG-19 go on at once', () => {
  const sides = [3, 64, 64, 128, 128, 256, 256, 256, 256, 512, 512, 512, 512, 512, 512, 512, 512];
  const layers = sides
    .slice(1)
    .map((out, i) => ({ weights: { length: 9 * sides[i] * out } as Float32Array }));
  const shares = sharesOf(layers, 4);
  const first = [0, 1, 2, 3].map((worker) => shares.next(worker));
  assert.deepEqual(
    first.slice(0, 2).map((task) => layers[task!].weights.length),
    [2_359_296, 2_359_296],
  );
  assert.ok(shares.held <= MOST_BYTES && MOST_BYTES < 200e6);
});
