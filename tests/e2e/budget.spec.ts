import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/**
 * What a page may cost a reader before they touch anything, in gzipped bytes; fonts and images count as they are. The HTML of an
 * article holds the results of its lab and all its figures, drawn: of the first article's 31 kB they are 14, its text with formulas,
 * code and references 12, and what every page has 5.
 */
const BUDGET = { html: 32_000, js: 30_000, css: 15_000, all: 140_000 };

/**
 * Four labs and five figures stand in one of these articles, two labs with two models each and six figures in the other, each with its
 * result and its styles; what all of a page may cost stays the same.
 */
const OWN_BUDGET: Record<string, Partial<typeof BUDGET>> = {
  'posts/factorization-machines/': { html: 33_500 },
  'posts/matrix-factorization/': { html: 38_000, css: 15_500 },
};

/** Sums what `visit` loads, by kind. */
async function weigh(page: Page, visit: () => Promise<void>): Promise<typeof BUDGET> {
  const sizes = { html: 0, js: 0, css: 0, all: 0 };
  const bodies: Promise<void>[] = [];
  page.on('response', (response) => {
    const kind = { document: 'html', script: 'js', stylesheet: 'css' }[response.request().resourceType()];
    bodies.push(
      response.body().then((body) => {
        const size = kind ? gzipSync(body, { level: 9 }).length : body.length;
        if (kind) sizes[kind as keyof typeof sizes] += size;
        sizes.all += size;
      }),
    );
  });
  await visit();
  await Promise.all(bodies);
  return sizes;
}

interface LayoutShift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null }[];
}

/** What has moved on a page so far without its reader's doing: by how much, and which elements. */
function layoutShifts(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const shifts: string[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries() as LayoutShift[]) {
        const moved = sources.map(({ node }) =>
          node instanceof Element ? node.outerHTML : node?.textContent,
        );
        if (!hadRecentInput)
          shifts.push(`${value.toFixed(4)}: ${moved.map((html) => html?.slice(0, 80)).join(' | ')}`);
      }
    });
    observer.observe({ type: 'layout-shift', buffered: true });
    await new Promise((done) => setTimeout(done, 100));
    return shifts;
  });
}

for (const path of [
  '',
  'about/',
  'posts/kmeans1d/',
  'posts/color-quantization/',
  'posts/factorization-machines/',
  'posts/matrix-factorization/',
  'posts/style-transfer/',
]) {
  test(`/${path} loads within its budget`, async ({ page }) => {
    const sizes = await weigh(page, async () => {
      await page.goto(path, { waitUntil: 'networkidle' });
    });
    const kB = Object.entries(sizes).map(([kind, size]) => `${kind} ${(size / 1000).toFixed(1)} kB`);
    console.log(`    /${path}: ${kB.join(', ')}`);
    expect(sizes.html).toBeGreaterThan(0);
    const budget = { ...BUDGET, ...OWN_BUDGET[path] };
    for (const kind of ['html', 'js', 'css', 'all'] as const) {
      expect(sizes[kind], `${kind} of /${path}, gzipped`).toBeLessThanOrEqual(budget[kind]);
    }
  });

  for (const width of [1280, 360]) {
    test(`/${path} never moves under its reader at ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(path, { waitUntil: 'networkidle' });
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      for (let top = 0; top < height; top += 500) {
        await page.evaluate((y) => scrollTo(0, y), top); // brings every lab into view, so that it starts
        await page.waitForTimeout(100);
      }
      await page.waitForLoadState('networkidle');
      const shifts = await layoutShifts(page);
      const sum = shifts.reduce((total, shift) => total + Number.parseFloat(shift), 0);
      expect(sum, shifts.join('\n')).toBeLessThan(0.01); // a letter of maths whose font arrives late, nothing more
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    });
  }
}
