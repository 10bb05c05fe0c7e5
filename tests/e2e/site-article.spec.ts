import type { Page } from '@playwright/test';
import { expect, test, watch } from './fixtures.ts';
import { builtFor } from './site-map.ts';

const ARTICLE = 'posts/kmeans1d/';

/** What a reader can read of an article: its headings, paragraphs, list items, cells and captions, without what controls say. */
function prose(page: Page): Promise<string[]> {
  return page
    .locator('.post-head p, .post-body :is(h2, h3, p, li, td, th, figcaption, .csl-entry)')
    .evaluateAll((all) =>
      all
        .filter((element) => !element.closest('.lab, noscript') && !element.querySelector('noscript'))
        .map((element) => element.textContent!.replace(/\s+/g, ' ').trim()),
    );
}

const BIDI = 'Firefox is driven by WebDriver BiDi, which cannot do this yet';

test('an article reads whole with scripts off, and shows nothing that would need them', async ({
  browser,
  browserName,
  baseURL,
  page,
}) => {
  test.skip(browserName === 'firefox', BIDI);
  const context = await browser.newContext({ baseURL: baseURL!, javaScriptEnabled: false });
  const noise = await watch(context, baseURL!);
  const still = await context.newPage();
  await still.goto(ARTICLE);
  await page.goto(ARTICLE);
  const text = await prose(still);
  expect(text.join(' ').length).toBeGreaterThan(200);
  for (const sentence of await prose(page)) expect(text).toContain(sentence);
  for (const name of ['Search', 'Colour theme', 'Copy']) {
    await expect(still.getByRole('button', { name, exact: true })).toHaveCount(0);
  }
  expect(noise).toEqual([]);
  await context.close();
});

test('a citation shows its reference to pointer and keyboard, Escape closes it, and the reference leads back', async ({
  page,
}) => {
  await page.goto(ARTICLE);
  const citation = page.locator('.cite a').first();
  const note = page.locator('.cite .peek').first();
  await expect(note).toBeHidden();
  await citation.hover();
  await expect(note).toBeVisible();
  const reference = page.locator((await citation.getAttribute('href'))!);
  expect(await reference.textContent()).toContain((await note.textContent())!.trim());
  await page.keyboard.press('Escape');
  await expect(note).toBeHidden();
  await page.mouse.move(0, 0);
  await citation.focus();
  await expect(note).toBeVisible();

  await reference
    .getByRole('link', { name: /^Back to/ })
    .first()
    .click();
  expect(new URL(page.url()).hash).toBe(`#${await citation.getAttribute('id')}`);
});

test('the contents follow the reader', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(ARTICLE);
  const contents = page.getByRole('navigation', { name: 'Contents' });
  await contents.getByRole('link').last().click();
  await expect(contents.locator('[aria-current=location]')).toHaveText('Cite this article');

  await page.setViewportSize({ width: 360, height: 740 });
  await expect(contents).toBeHidden();
  await page.locator('summary', { hasText: 'Contents' }).click();
  await expect(page.getByRole('navigation', { name: 'Sections' })).toBeVisible();
});

test('an article can be cited: BibTeX to copy, and what reference managers read', async ({
  page,
  context,
  request,
  browserName,
}) => {
  if (browserName === 'chromium') await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(ARTICLE);
  const title = (await page.getByRole('heading', { level: 1 }).textContent())!;
  const url = (await builtFor(request)) + ARTICLE;
  const meta = (name: string) => page.locator(`meta[name="${name}"]`).getAttribute('content');
  expect(await meta('citation_title')).toBe(title);
  expect(await meta('citation_author')).toBe('Fewer Numbers');
  expect(await meta('citation_publication_date')).toMatch(/^\d{4}\/\d\d\/\d\d$/);
  expect(await meta('citation_fulltext_html_url')).toBe(url);
  const data = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent())!);
  expect(data).toMatchObject({ headline: title, url, isBasedOn: { author: 'Daniel Steinberg' } });

  const cite = page.getByRole('region', { name: 'Cite this article' });
  const bibtex = (await cite.locator('pre').textContent())!;
  expect(bibtex).toContain(`title  = {{${title}}}`);
  expect(bibtex).toContain(`url    = {${url}}`);
  await cite.getByRole('button', { name: 'Copy' }).click();
  if (browserName !== 'chromium') return;
  await expect(cite.getByRole('button')).toHaveText('Copied');
  expect((await page.evaluate(() => navigator.clipboard.readText())).trim()).toBe(bibtex.trim());
});

test('on paper an article has its text and references, and no controls', async ({ page, browserName }) => {
  test.skip(browserName === 'firefox', BIDI);
  await page.goto(ARTICLE);
  await page.emulateMedia({ media: 'print' });
  for (const hidden of ['button', 'input', '.toc', '.peek', '.site-footer', '.site-header nav']) {
    for (const element of await page.locator(hidden).all()) await expect(element).toBeHidden();
  }
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('.csl-entry').first()).toBeVisible();
  const link = page.locator('.origin a');
  const printed = await link.evaluate((element) => getComputedStyle(element, '::after').content);
  expect(printed).toContain((await link.getAttribute('href'))!);
});
