import assert from 'node:assert/strict';
import { test } from 'node:test';
import { latestWins } from '../../src/lib/latest-wins.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('the first and the newest are worked on; those between resolve to nothing', async () => {
  const worked: number[] = [];
  const ask = latestWins(async (k: number) => {
    worked.push(k);
    await pause(5);
    return k * 10;
  });
  assert.deepEqual(await Promise.all([1, 2, 3, 4].map((k) => ask(k))), [10, undefined, undefined, 40]);
  assert.deepEqual(worked, [1, 4]);
  assert.equal(await ask(5), 50);
});

test('never two at a time', async () => {
  let running = 0;
  const ask = latestWins(async (_: number) => {
    assert.equal(++running, 1);
    await pause(1);
    running--;
  });
  const asked: Promise<unknown>[] = [];
  for (let i = 0; i < 50; i++) {
    asked.push(ask(i));
    if (i % 7 === 0) await pause(1);
  }
  await Promise.all(asked);
});

test('an error rejects its own request only', async () => {
  const ask = latestWins(async (k: number) => {
    await pause(1);
    if (k === 1) throw new Error('no');
    return k;
  });
  const first = ask(1);
  const second = ask(2);
  await assert.rejects(first, /no/);
  assert.equal(await second, 2);
});

test('cancel aborts the work at hand and drops what waits, and a new request need not wait', async () => {
  const ask = latestWins((k: number, signal) => {
    return new Promise<number>((resolve, reject) => {
      if (k === 3) resolve(3);
      signal.addEventListener('abort', () => setTimeout(() => reject(signal.reason), 20));
    });
  });
  const dropped = [ask(1), ask(2)];
  ask.cancel();
  assert.equal(await ask(3), 3);
  assert.deepEqual(await Promise.all(dropped), [undefined, undefined]);
});
