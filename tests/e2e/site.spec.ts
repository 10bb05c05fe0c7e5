import AxeBuilder from '@axe-core/playwright';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { expect, test } from './fixtures.ts';
import { builtFor, pagesOf } from './site-map.ts';

const html = new HtmlValidate(
  new StaticConfigLoader({
    extends: ['html-validate:recommended'],
    elements: ['html5'],
    rules: {
      'no-inline-style': 'off', // formulas, coloured code and figures place and paint their parts by it
      'void-style': 'off',
      'attribute-boolean-style': 'off',
      'long-title': 'off',
    },
  }),
);

test('every page of the sitemap is whole', async ({ page, request }) => {
  test.slow();
  const pages = await pagesOf(request);
  expect(pages).toContain('');
  expect(pages).toContain('about/');
  expect(pages).toContain('posts/kmeans1d/');
  const root = await builtFor(request);
  const seen = new Map<string, string>();

  for (const path of pages) {
    await test.step(`/${path}`, async () => {
      const response = await page.goto(path, { waitUntil: 'networkidle' });
      expect(response!.status()).toBe(200);
      expect(await page.locator('html').getAttribute('lang')).toBe('en');

      for (const text of [await page.title(), await content(page, 'description')]) {
        expect(text.length).toBeGreaterThan(5);
        expect(seen.get(text), `title or description of /${path} is that of another page`).toBeUndefined();
        seen.set(text, path);
      }
      expect(await page.locator('link[rel=canonical]').getAttribute('href')).toBe(root + path);

      const levels = await page
        .locator('h1, h2, h3, h4, h5, h6')
        .evaluateAll((all) => all.map((heading) => Number(heading.tagName[1])));
      expect(levels[0], 'the first heading is the page’s').toBe(1);
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      levels.forEach((level, i) => {
        expect(
          level - (levels[i - 1] ?? 0),
          `heading ${i + 1} of /${path} skips a level`,
        ).toBeLessThanOrEqual(1);
      });

      const card = await page.locator('meta[property="og:image"]').getAttribute('content');
      const image = await request.get(card!.replace(root, ''));
      expect(image.headers()['content-type']).toBe('image/png');
      const png = await image.body();
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);

      const report = await html.validateString(await response!.text());
      const faults = report.results.flatMap(({ messages }) =>
        messages.map((m) => `${m.ruleId}: ${m.message}`),
      );
      // Astro puts its one-line style for islands before the first of them, wherever that stands.
      expect(faults.filter((fault) => !fault.includes('<style> element is not permitted'))).toEqual([]);
    });
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every page is accessible on ${colorScheme} paper`, async ({ page, request }) => {
    test.slow();
    await page.emulateMedia({ colorScheme });
    for (const path of await pagesOf(request)) {
      await page.goto(path, { waitUntil: 'networkidle' });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `/${path} ${id}: ${nodes[0].html}`)).toEqual([]);
    }
  });
}

test('every page fits a narrow phone, and a wide formula or table scrolls in itself', async ({
  page,
  request,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  for (const path of await pagesOf(request)) {
    await page.goto(path);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `/${path}`).toBeLessThanOrEqual(
      360,
    );
  }
});

test('every link within the site leads to a page, and to a place on it', async ({
  page,
  request,
  baseURL,
}) => {
  const base = new URL(baseURL!);
  const targets = new Map<string, Set<string>>();
  for (const path of [...(await pagesOf(request)), '404.html']) {
    await page.goto(path);
    const links = await page
      .locator('a[href], link[href]')
      .evaluateAll((all) =>
        all
          .filter((link) => link.getAttribute('rel') !== 'canonical')
          .map((link) => (link as HTMLAnchorElement).href),
      );
    for (const link of links.map((url) => new URL(url)).filter(({ origin }) => origin === base.origin)) {
      expect(link.pathname.startsWith(base.pathname), `${link} on /${path} leaves the site's base path`).toBe(
        true,
      );
      const anchors = targets.get(link.pathname) ?? new Set();
      targets.set(link.pathname, anchors.add(link.hash));
    }
  }
  for (const [target, anchors] of targets) {
    const response = await request.get(base.origin + target);
    expect(response.status(), target).toBe(200);
    const ids = new Set([...(await response.text()).matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id));
    for (const anchor of anchors) {
      if (anchor) expect(ids.has(decodeURIComponent(anchor.slice(1))), `${target}${anchor}`).toBe(true);
    }
  }
});

test.describe('a page that is not there', () => {
  test.use({ expected: [/404/] });

  test('answers 404 with a way back', async ({ page }) => {
    const response = await page.goto('no/such/page/');
    expect(response!.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('No page here');
    await expect(page.locator('meta[name=robots]')).toHaveAttribute('content', 'noindex');
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
    await page.getByRole('link', { name: 'See the articles' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Describing data with fewer numbers');
  });
});

async function content(page: import('@playwright/test').Page, name: string): Promise<string> {
  return (await page.locator(`meta[name="${name}"]`).getAttribute('content')) ?? '';
}
