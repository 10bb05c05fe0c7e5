import assert from 'node:assert/strict';
import { test } from 'node:test';
import { followRun, type Progress, RunLoop } from '../../src/lib/run-loop.ts';

function* count(to: number): Generator<number> {
  for (let i = 1; i <= to; i++) yield i;
}

/** Steps that do something from within the run, as a message from the page would between two slices. */
function* counting(to: number, at: number, act: () => void): Generator<number> {
  for (const step of count(to)) {
    if (step === at) act();
    yield step;
  }
}

/** A loop as the page sees it, every answer a promise. */
function remote<Step>(loop: RunLoop<Step>) {
  return {
    go: async () => loop.go(),
    latest: async () => loop.latest(),
    pause: async () => loop.pause(),
  };
}

/** So short that every slice is one step. */
const STEP_BY_STEP = 0;

const never = new AbortController().signal;

test('a loop takes every step and ends with the last', async () => {
  const loop = new RunLoop(count(1000));
  assert.deepEqual(loop.latest(), { step: undefined, count: 0, done: false });
  assert.deepEqual(await loop.go(), { step: 1000, count: 1000, done: true });
  assert.deepEqual(
    await loop.go(),
    { step: 1000, count: 1000, done: true },
    'going on after the end stays there',
  );
});

test('a run without steps ends', async () => {
  assert.deepEqual(await new RunLoop(count(0)).go(), { step: undefined, count: 0, done: true });
});

test('a step that is a promise is awaited before the next is taken', async () => {
  const taken: string[] = [];
  function* steps(): Generator<string | Promise<string>> {
    yield 'first';
    yield new Promise<string>((resolve) =>
      setTimeout(() => {
        taken.push('answered');
        resolve('second');
      }, 5),
    );
    taken.push('gone on');
    yield 'third';
  }
  const loop = new RunLoop<string>(steps());
  assert.deepEqual(await loop.go(), { step: 'third', count: 3, done: true });
  assert.deepEqual(taken, ['answered', 'gone on']);
});

test('a step whose promise fails ends the run with its error', async () => {
  const loop = new RunLoop<void>([Promise.reject(new Error('lost'))]);
  await assert.rejects(loop.go(), /lost/);
});

test('a pause ends the run after the slice at hand, and nothing is lost by it', async () => {
  const loop: RunLoop<number> = new RunLoop(
    counting(100, 20, () => loop.pause()),
    STEP_BY_STEP,
  );
  assert.deepEqual(await loop.go(), { step: 20, count: 20, done: false });
  assert.deepEqual(await loop.go(), { step: 100, count: 100, done: true });
});

test('the page sees growing counts, and always the last state', async () => {
  const seen: Progress<number>[] = [];
  const loop = remote(new RunLoop(count(300_000)));
  const ended = await followRun(loop, (progress) => seen.push(progress), never);
  assert.deepEqual(ended, { step: 300_000, count: 300_000, done: true });
  assert.deepEqual(seen.at(-1), ended);
  assert.ok(seen.every(({ count }, i) => i === 0 || count >= seen[i - 1].count));
});

test('stopping shows what was reached; following again goes on from there', async () => {
  const stop = new AbortController();
  const loop = remote(
    new RunLoop(
      counting(200, 50, () => stop.abort()),
      STEP_BY_STEP,
    ),
  );
  const seen: number[] = [];
  const paused = await followRun(loop, ({ count }) => seen.push(count), stop.signal);
  assert.deepEqual(paused, { step: 50, count: 50, done: false });
  assert.equal(seen.at(-1), 50);
  assert.deepEqual(await followRun(loop, () => {}, never), { step: 200, count: 200, done: true });
});

test('a run that is stopped before it begins goes no further than one slice', async () => {
  const loop = remote(new RunLoop(count(200), STEP_BY_STEP));
  assert.equal((await followRun(loop, () => {}, AbortSignal.abort())).done, false);
});

test('an error of the engine comes out of go, and reaches who follows', async () => {
  const failing = () =>
    new RunLoop(
      counting(10, 3, () => {
        throw new Error('diverged');
      }),
    );
  await assert.rejects(failing().go(), /diverged/);
  await assert.rejects(
    followRun(remote(failing()), () => {}, never),
    /diverged/,
  );
});
