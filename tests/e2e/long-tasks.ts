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
