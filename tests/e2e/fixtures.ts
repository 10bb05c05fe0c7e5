import { type BrowserContext, test as base, expect } from '@playwright/test';

interface Options {
  /**
   * Messages that a test provokes on purpose, such as the console's line for a page that is not there:
   * `test.use({ expected: [/404/] })`. Everything else that `watch` reports fails the test.
   */
  expected: RegExp[];
}

/**
 * `test` of every spec. A test fails, whatever it asserts, when a page writes to the console, throws, asks for something that is
 * not there, or sends a request to another origin or out of the site's base path. Addresses are relative to the site:
 * `page.goto('posts/kmeans1d/')`, never a leading slash.
 */
export const test = base.extend<Options & { quiet: undefined }>({
  expected: [[], { option: true }],
  quiet: [
    async ({ context, baseURL, expected }, use) => {
      const noise = await watch(context, baseURL ?? '');
      await use(undefined);
      const unexpected = noise.filter((line) => !expected.some((pattern) => pattern.test(line)));
      expect(unexpected, 'a page stays silent and asks its own site alone').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Collects what no page may do, for every page of `context`; for contexts that a test opens itself. */
export async function watch(context: BrowserContext, site: string): Promise<string[]> {
  const noise: string[] = [];
  context.on('console', (message) => {
    noise.push(`console.${message.type()}: ${message.text()} (${message.location().url})`);
  });
  await context.addInitScript(() => {
    // Firefox tells the console of a blocked request, but not the driver.
    addEventListener('securitypolicyviolation', (event) =>
      console.error(`CSP ${event.violatedDirective}: ${event.blockedURI}`),
    );
  });
  context.on('weberror', (problem) => {
    noise.push(`uncaught: ${problem.error().stack || problem.error()}`);
  });
  context.on('request', (request) => {
    if (!/^(data|blob|about):/.test(request.url()) && !request.url().startsWith(site)) {
      noise.push(`request outside the site: ${request.url()}`);
    }
  });
  context.on('response', (response) => {
    if (response.status() >= 400) noise.push(`HTTP ${response.status()}: ${response.url()}`);
  });
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // A request that a reader's next click or a terminated worker cancels is no failure.
    if (!/ABORTED|cancel/i.test(reason)) noise.push(`request failed: ${request.url()} ${reason}`);
  });
  return noise;
}
