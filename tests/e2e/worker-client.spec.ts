import type { Page } from '@playwright/test';
import { expect, test } from './fixtures/ui/gallery.ts';
import type { workers } from './fixtures/ui/workers.ts';

declare global {
  interface Window {
    workers: typeof workers;
  }
}

/** How a job ended, in what a test can compare. */
type Ending = { value?: unknown; error?: string; message?: string; ms: number };

test.beforeEach(async ({ page }) => {
  await page.goto('./');
  await page.waitForFunction(() => window.workers !== undefined);
});

/** Runs one call of the sample worker's API, or of the script at `url`, to its end. */
function call(page: Page, method: string, args: number[] = [], url?: string): Promise<Ending> {
  return page.evaluate(
    async ({ method, args, url }) => {
      const client = url === undefined ? window.workers.sample() : window.workers.at(url);
      const start = performance.now();
      const job = client.run<unknown>(
        (api) => (api as unknown as Record<string, (...args: number[]) => Promise<unknown>>)[method](...args),
        new AbortController().signal,
      );
      const ending = await job.then(
        (value) => ({ value }),
        (error: Error) => ({ error: error.name, message: error.message }),
      );
      client.stop();
      return { ...ending, ms: performance.now() - start };
    },
    { method, args, ...(url !== undefined && { url }) },
  );
}

test('a job returns what the worker computed', async ({ page }) => {
  expect((await call(page, 'double', [21])).value).toBe(42);
});

test('an error for the reader keeps its name and sentence; others keep theirs', async ({ page }) => {
  expect(await call(page, 'refuse')).toMatchObject({ error: 'InvalidInputError', message: '3 is too odd.' });
  expect(await call(page, 'break')).toMatchObject({ error: 'RangeError' });
});

test('a result that cannot be sent is an error, and the worker stays of use', async ({ page }) => {
  const endings = await page.evaluate(async () => {
    const client = window.workers.sample();
    const { signal } = new AbortController();
    const first = await client
      .run((api) => api.uncloneable(), signal)
      .then(
        () => 'sent',
        (error: Error) => error.name,
      );
    return [first, await client.run((api) => api.double(2), signal), client.starts];
  });
  expect(endings).toEqual(['TypeError', 4, 1]);
});

test('an abort stops a busy loop at once, and the next job works', async ({ page }) => {
  const { error, ms, next, starts } = await page.evaluate(async () => {
    const client = window.workers.sample();
    const { signal } = new AbortController();
    await client.run((api) => api.double(1), signal); // the worker is up
    const abort = new AbortController();
    const busy = client.run((api) => api.busy(), abort.signal);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const start = performance.now();
    abort.abort();
    const error = await busy.then(
      () => 'none',
      (error: Error) => error.name,
    );
    const ms = performance.now() - start;
    return { error, ms, next: await client.run((api) => api.double(4), signal), starts: client.starts };
  });
  expect(error).toBe('AbortError');
  expect(ms).toBeLessThan(300);
  expect(next).toBe(8);
  expect(starts, 'a fresh worker, and the page can tell').toBe(2);
});

test('an abort while waiting rejects at once and leaves the running job alone', async ({ page }) => {
  const outcome = await page.evaluate(async () => {
    const client = window.workers.sample();
    const { signal } = new AbortController();
    const running = client.run((api) => api.slow(7, 300), signal);
    const abort = new AbortController();
    let ran = false;
    const waiting = client.run(async (api) => {
      ran = true;
      return api.double(1);
    }, abort.signal);
    abort.abort();
    const early = await Promise.race([
      waiting.catch((error: Error) => error.name),
      new Promise((resolve) => setTimeout(() => resolve('late'), 100)),
    ]);
    return { early, first: await running, ran, after: await client.run((api) => api.double(3), signal) };
  });
  expect(outcome).toEqual({ early: 'AbortError', first: 7, ran: false, after: 6 });
});

test('an aborted signal never starts a worker', async ({ page }) => {
  const outcome = await page.evaluate(async () => {
    const client = window.workers.sample();
    const error = await client.run((api) => api.double(1), AbortSignal.abort()).catch((e: Error) => e.name);
    return [error, client.starts];
  });
  expect(outcome).toEqual(['AbortError', 0]);
});

test('stop ends all jobs silently, and the client can be used again', async ({ page }) => {
  const outcome = await page.evaluate(async () => {
    const client = window.workers.sample();
    const { signal } = new AbortController();
    const jobs = [client.run((api) => api.busy(), signal), client.run((api) => api.double(1), signal)];
    await new Promise((resolve) => setTimeout(resolve, 50));
    client.stop();
    const ended = await Promise.all(jobs.map((job) => (job as Promise<unknown>).catch((e: Error) => e.name)));
    return [...ended, await client.run((api) => api.double(5), signal)];
  });
  expect(outcome).toEqual(['AbortError', 'AbortError', 10]);
});

test('a worker keeps what it prepared between jobs, unless it is told to stop when idle', async ({
  page,
}) => {
  const outcome = await page.evaluate(async () => {
    const { signal } = new AbortController();
    const kept: number[] = [];
    for (const options of [{}, { idleMs: 50 }]) {
      const client = window.workers.sample(options);
      await client.run((api) => api.keep(9), signal);
      kept.push(await client.run((api) => api.kept(), signal));
      await new Promise((resolve) => setTimeout(resolve, 300));
      kept.push(await client.run((api) => api.kept(), signal), client.starts);
      client.stop();
    }
    return kept;
  });
  expect(outcome).toEqual([9, 9, 1, 9, 0, 2]);
});

test('a worker that closes itself ends the job, and an idle one is replaced', async ({ page }) => {
  const ending = await call(page, 'closeSelf');
  expect(ending).toMatchObject({ error: 'WorkerFailedError', message: 'The worker closed itself.' });
  expect(ending.ms).toBeLessThan(2000);
  const outcome = await page.evaluate(async () => {
    const client = window.workers.sample();
    const { signal } = new AbortController();
    await client.run((api) => api.closeWhenIdle(), signal);
    await new Promise((resolve) => setTimeout(resolve, 500));
    return [await client.run((api) => api.double(6), signal), client.starts];
  });
  expect(outcome).toEqual([12, 2]);
});

test('a worker that is closed by its very first call ends the job', async ({ page }) => {
  expect(await call(page, 'closeNow')).toMatchObject({ error: 'WorkerFailedError' });
});

test('an unreadable message ends the job', async ({ page }) => {
  // Chromium offers no way to send one between a page and its worker; the event itself is the same.
  const error = await page.evaluate(async () => {
    const client = window.workers.sample();
    const job = client.run((api) => api.slow(1, 5000), new AbortController().signal);
    await new Promise((resolve) => setTimeout(resolve, 50));
    window.workers.newest()?.dispatchEvent(new MessageEvent('messageerror'));
    return job.then(
      () => 'none',
      (error: Error) => error.name,
    );
  });
  expect(error).toBe('WorkerFailedError');
});

test('without Web Locks all but a silent end still works', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }));
  await page.reload();
  await page.waitForFunction(() => window.workers !== undefined);
  const outcome = await page.evaluate(async () => {
    const client = window.workers.withoutLocks();
    const { signal } = new AbortController();
    const first = await client.run((api) => api.double(2), signal);
    const abort = new AbortController();
    const busy = client.run((api) => api.busy(), abort.signal).catch((error: Error) => error.name);
    setTimeout(() => abort.abort(), 50);
    return [first, await busy, await client.run((api) => api.double(3), signal)];
  });
  expect(outcome).toEqual([4, 'AbortError', 6]);
});

test('slider moves: the first and the newest are worked on, the rest are dropped', async ({ page }) => {
  const outcome = await page.evaluate(async () => {
    const client = window.workers.sample();
    const asked: number[] = [];
    const solve = window.workers.latestWins((k: number, signal) => {
      asked.push(k);
      return client.run((api) => api.slow(k, 60), signal);
    });
    const results = await Promise.all([1, 2, 3, 4, 5].map((k) => solve(k)));
    const cancelled = [solve(6), solve(7)];
    solve.cancel();
    return { results, asked, cancelled: await Promise.all(cancelled), after: await solve(8) };
  });
  expect(outcome).toEqual({
    results: [1, undefined, undefined, undefined, 5],
    asked: [1, 5, 6, 8],
    cancelled: [undefined, undefined],
    after: 8,
  });
});

test('a long run is followed frame by frame, stops with what it reached, goes on, and ends', async ({
  page,
}) => {
  const { paused, later, ended, first, rest } = await page.evaluate(async () => {
    const client = window.workers.sample();
    const { signal } = new AbortController();
    const follow = (stop: AbortSignal, shown: number[]) =>
      client.run(
        (api) =>
          window.workers.followRun<number>(
            { go: () => api.go(), latest: () => api.latest(), pause: () => api.pause() },
            ({ count }) => shown.push(count),
            stop,
          ),
        signal,
      );
    const stopAfter = (ms: number) => {
      const stop = new AbortController();
      setTimeout(() => stop.abort(), ms);
      return stop.signal;
    };
    await client.run((api) => api.startCount(1e15), signal);
    const first: number[] = [];
    const paused = await follow(stopAfter(400), first);
    const rest: number[] = [];
    const later = await follow(stopAfter(200), rest);
    await client.run((api) => api.startCount(100_000), signal);
    return { paused, later, ended: await follow(signal, []), first, rest };
  });
  expect(paused.done).toBe(false);
  expect(paused.step).toBe(paused.count);
  expect(first.length).toBeGreaterThan(3);
  expect(first.at(-1)).toBe(paused.count);
  expect(rest[0]).toBeGreaterThanOrEqual(paused.count);
  expect(later.count).toBeGreaterThan(paused.count);
  expect(ended).toEqual({ step: 100_000, count: 100_000, done: true });
});

test.describe('workers that fail', () => {
  test.use({
    expected: [
      /404|missing\.js|boom|thrown while|rejected while|SyntaxError|Content.Security|CSP|Security Error/,
    ],
  });

  test('one that throws outside a call ends the job with its message', async ({ page }) => {
    const ending = await call(page, 'throwLater');
    expect(ending.error).toBe('WorkerFailedError');
    expect(ending.message).toContain('boom');
  });

  for (const [what, url] of [
    ['is missing', 'missing.js'],
    ['throws while it loads', 'throws.js'],
    ['rejects while it loads', 'rejects.js'],
    ['is no JavaScript', 'syntax-error.js'],
    ['the content policy blocks', 'data:text/javascript,postMessage(1)'],
    ['is of another origin', 'https://example.invalid/worker.js'],
  ]) {
    test(`one that ${what} ends the job`, async ({ page }) => {
      const ending = await call(page, 'double', [1], url);
      expect(ending.error).toBe('WorkerFailedError');
      expect(ending.ms).toBeLessThan(3000);
    });
  }
});
