import type { Browser, Page } from '@playwright/test';
import { expect } from './fixtures.ts';

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  args: { name?: string };
  /** Microseconds of the thread's own time, which a busy machine does not stretch. */
  tdur?: number;
}

/** Runs `work`, and gives the tasks of the page's own thread that took more than 50 ms of its time, in milliseconds. */
export async function longTasks(browser: Browser, page: Page, work: () => Promise<void>): Promise<number[]> {
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline'] });
  await work();
  const trace = JSON.parse((await browser.stopTracing()).toString());
  const events: TraceEvent[] = trace.traceEvents;
  const pages = events
    .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
    .map(({ pid, tid }) => `${pid}/${tid}`);
  const tasks = events.filter(({ name, pid, tid }) => name === 'RunTask' && pages.includes(`${pid}/${tid}`));
  expect(tasks.length, 'tasks in the trace').toBeGreaterThan(100);
  return tasks.map(({ tdur = 0 }) => tdur / 1000).filter((ms) => ms > 50);
}

/**
 * Waits until a part of the page reads as `pattern` says. To look for roles and labels takes the page's own thread, some 80 ms in a
 * long article: work whose tasks are measured is waited for, and clicked, by selectors.
 */
export async function reads(page: Page, selector: string, pattern: RegExp): Promise<void> {
  await page.waitForFunction(
    ([part, source]) => {
      const text = document.querySelector(part)?.textContent ?? '';
      return new RegExp(source).test(text.replace(/\s+/g, ' ').trim());
    },
    [selector, pattern.source] as const,
    { timeout: 30_000 },
  );
}
