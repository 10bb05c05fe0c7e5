import { expect, test } from './fixtures.ts';

test.describe('search', () => {
  test('opens by keyboard, finds a word, and leads to it', async ({ page, baseURL }) => {
    await page.goto('about/');
    await page.keyboard.press('/');
    const dialog = page.getByRole('dialog', { name: 'Search the articles' });
    await expect(dialog.getByRole('searchbox')).toBeFocused();
    await page.keyboard.type('clusters');
    await expect(dialog.getByRole('status')).toHaveText(/\d+ places? found/);
    await expect(dialog.locator('mark').first()).toHaveText(/cluster/i);

    const results = dialog.getByRole('link');
    await page.keyboard.press('ArrowDown');
    await expect(results.first()).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await expect(dialog.getByRole('searchbox')).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/posts\/kmeans1d\//);
    expect(page.url().startsWith(baseURL!)).toBe(true);
    await expect(dialog).toBeHidden();
  });

  test('says when it finds nothing, and closes by Escape and by its button', async ({ page }) => {
    await page.goto('');
    await page.keyboard.press('Control+k');
    const dialog = page.getByRole('dialog', { name: 'Search the articles' });
    await page.keyboard.type('zyxwvut');
    await expect(dialog.getByRole('status')).toHaveText(/Nothing found for “zyxwvut”/);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await page.getByRole('button', { name: 'Search' }).click();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(dialog).toBeHidden();
  });

  test('fetches its index when it is opened, not before', async ({ page }) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto('', { waitUntil: 'networkidle' });
    expect(asked.filter((url) => url.includes('pagefind'))).toEqual([]);
    await page.getByRole('button', { name: 'Search' }).click();
    await expect.poll(() => asked.some((url) => url.includes('pagefind'))).toBe(true);
    await page.waitForLoadState('networkidle');
  });
});

test.describe('theme', () => {
  const paper = () => getComputedStyle(document.documentElement).backgroundColor;

  test('follows the system, changes by keyboard, and is remembered before anything is painted', async ({
    page,
    browserName,
  }) => {
    test.skip(browserName === 'firefox', 'the driver cannot change what the system prefers');
    await page.goto('');
    const light = await page.evaluate(paper);
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await page.evaluate(paper);
    expect(dark).not.toBe(light);

    await page.getByRole('button', { name: 'Colour theme' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('radio', { name: 'As the system' })).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('radio', { name: 'Light' })).toBeChecked();
    expect(await page.evaluate(paper)).toBe(light);

    await page.goto('about/', { waitUntil: 'commit' });
    await page.waitForFunction(() => document.body !== null);
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('light');
    expect(await page.evaluate(paper)).toBe(light);
    await expect(page.locator('meta[name="theme-color"]').first()).toHaveAttribute('content', '#fbfaf7');
  });

  test('goes back to the system', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto('');
    const dark = await page.evaluate(paper);
    for (const name of ['Light', 'As the system']) {
      await page.getByRole('button', { name: 'Colour theme' }).click();
      await page.getByRole('radio', { name }).check();
      await page.keyboard.press('Escape');
    }
    expect(await page.evaluate(paper)).toBe(dark);
    expect(await page.evaluate(() => localStorage.getItem('theme'))).toBeNull();
  });
});

test('the first Tab offers to skip to the text', async ({ page }) => {
  await page.goto('posts/kmeans1d/');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the text' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
});

test('the figure on the home page shows another choice of numbers, with scripts off too', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL: baseURL!, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('');
  const captions = page.locator('figcaption p');
  const eight = captions.filter({ hasText: /^\s*8 numbers in place of 240 leave/ });
  await expect(eight).toBeVisible();
  await page.getByRole('radio', { name: '32' }).check();
  await expect(captions.filter({ hasText: /^\s*32 numbers/ })).toBeVisible();
  await expect(eight).toBeHidden();
  await context.close();
});
