import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { alive, column, openFigure, pick } from './article-figures.ts';
import { expect, test } from './fixtures.ts';

const ARTICLE = 'posts/factorization-machines/';
const FIGURES = ['count', 'rank', 'xor'];

const open = (page: Page, id: string) => openFigure(page, ARTICLE, id);
const slider = (figure: Locator, name: string) => figure.getByRole('slider', { name });

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('each figure stands in the page with its result, and so do the numbers of the text', async ({
    page,
  }) => {
    await page.goto(ARTICLE);
    for (const id of FIGURES) {
      const figure = page.locator(`figure#${id}`);
      await expect(figure.locator('.reading')).toContainText(/\d/);
      expect(await figure.locator('svg path[d^="M"]').count(), id).toBeGreaterThan(1);
      for (const control of await figure.locator('input, select').all()) await expect(control).toBeDisabled();
    }
    await expect(page.locator('figure#count .reading')).toContainText('takes 4,680 multiplications');
    await expect(page.locator('figure#xor .reading')).toContainText('about 4 of 4');
    const losses = await page.locator('#groups td:nth-child(2)').allTextContents();
    expect(losses.map((loss) => Number(loss).toFixed(4))).toEqual([
      '0.5021',
      '0.4772',
      '0.4765',
      '0.4765',
      '0.4765',
    ]);
    const [plain, same] = await page.locator('#machines tbody tr').allInnerTexts();
    expect(plain.replace(/^\D+/, '')).toBe(same.replace(/^\D+/, ''));
    await expect(page.locator('#programs tbody tr')).toHaveCount(6);
    const text = await page.locator('.post-body').innerText();
    expect(text).not.toMatch(/NaN|undefined|not a number|\[object/);
    const captions = await page.locator('figcaption, .post-body > p, .post-body > ul').allInnerTexts();
    expect(captions.join()).not.toMatch(/[{}]/);
  });
});

test('both ways count what they do, agree, and are timed; from a few features on the pairs cost more', async ({
  page,
}) => {
  const figure = await open(page, 'count');
  const cells = (row: number) => figure.locator('table').first().locator(`tbody tr:nth-child(${row}) td`);
  await slider(figure, 'Features').focus();
  await page.keyboard.press('End');
  await expect(cells(1).nth(0)).toHaveText('119,400');
  await expect(cells(2).nth(0)).toHaveText('1,605');
  expect(await cells(1).nth(1).textContent()).toBe(await cells(2).nth(1).textContent());
  await expect(cells(1).nth(2)).toContainText('µs');
  await page.keyboard.press('Home');
  await expect(figure.locator('.reading')).toContainText('fewer than the identity');
  await slider(figure, 'Factors').focus();
  await page.keyboard.press('Home');
  await expect(cells(1).nth(0)).toHaveText('3');
  await expect(figure.getByRole('status').last()).toContainText('k = 1');
  await figure.getByText('Show data').click();
  const [pairs, once] = [
    await column(figure.locator('details'), 2),
    await column(figure.locator('details'), 3),
  ];
  expect(pairs).toHaveLength(15);
  for (const [i, count] of pairs.entries()) expect(count > once[i]).toBe(i > 0);
});

test('three factors predict best, and the table says so for each penalty', async ({ page }) => {
  const figure = await open(page, 'rank');
  await figure.getByText('Show data').click();
  const drawn = new Set<string>();
  for (const penalty of ['0', '0.001', '0.01']) {
    await pick(figure, penalty);
    await expect(figure.locator('.reading')).toContainText(`Penalty ${penalty}:`);
    const held = await column(figure.locator('details'), 3);
    expect(held).toHaveLength(8);
    expect(Math.min(...held.slice(0, 3))).toBeGreaterThan(held[3]);
    drawn.add((await figure.locator('path.accent').getAttribute('d')) ?? '');
  }
  expect(drawn.size).toBe(3);
  await expect(figure.getByRole('status')).toContainText('Penalty 0.01');
});

test('exclusive or: one model learns it before one’s eyes, the other never does; the run can be stopped and gone through', async ({
  page,
}) => {
  const figure = await open(page, 'xor');
  const steps = slider(figure, 'Steps taken');
  // The run takes less than two seconds, in which a driver on a busy machine may miss its button: pressed in the page.
  await figure.evaluate(async (element) => {
    const press = element.querySelector('button');
    const reading = element.querySelector('.reading');
    press?.click();
    await new Promise<void>((resolve) => {
      new MutationObserver((_, watch) => {
        if (!/After [1-9]/.test(reading?.textContent ?? '') || !press?.textContent?.includes('Stop')) return;
        watch.disconnect();
        press.click();
        resolve();
      }).observe(element, { subtree: true, childList: true, characterData: true });
    });
  });
  await expect(figure.getByRole('button', { name: 'Train again' })).toBeVisible();
  const at = await steps.inputValue();
  expect(Number(at)).toBeLessThan(160);
  await steps.focus();
  await page.keyboard.press('Home');
  await expect(figure.locator('.reading')).toContainText('After 0 steps');
  await expect(figure.locator('.reading')).toContainText('linear model is right about 2 of 4');
  const before = await figure.locator('svg').nth(1).getAttribute('aria-label');
  await figure.getByRole('button', { name: 'Train again' }).click();
  await expect(figure.getByRole('button', { name: 'Train again' })).toBeVisible({ timeout: 10_000 });
  await expect(figure.locator('.reading')).toContainText('After 160 steps');
  await expect(figure.locator('.reading')).toContainText('machine about 4 of 4');
  expect(await figure.locator('svg').nth(1).getAttribute('aria-label')).not.toBe(before);
  await figure.getByText('Show data').click();
  await expect(figure.locator('details tbody tr')).toHaveCount(41);
});

test('with reduced motion exclusive or is at its end at once', async ({ page, browserName }) => {
  test.skip(browserName === 'firefox', 'its driver cannot ask for less motion');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const figure = await open(page, 'xor');
  await slider(figure, 'Steps taken').focus();
  await page.keyboard.press('Home');
  await figure.getByRole('button', { name: 'Train again' }).click();
  await expect(figure.locator('.reading')).toContainText('After 160 steps', { timeout: 1000 });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no figure has an accessibility fault, idle or in use, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const faults = async () => {
      const axe = [...FIGURES, 'groups', 'machines', 'programs'].reduce(
        (all, id) => all.include(`figure#${id}`),
        new AxeBuilder({ page }),
      );
      return (await axe.analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
    };
    await page.goto(ARTICLE);
    const figures = FIGURES.map((id) => page.locator(`figure#${id}`));
    for (const figure of figures) await alive(figure);
    expect(await faults(), 'idle').toEqual([]);
    for (const figure of figures) await figure.getByText('Show data').click();
    await pick(figures[1], '0.01');
    expect(await faults(), 'in use').toEqual([]);
  });
}

test('no figure is wider than a narrow phone, keeps its height in use, and every control is large enough to hit', async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(ARTICLE);
  for (const id of FIGURES) {
    const figure = page.locator(`figure#${id}`);
    await alive(figure);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), id).toBeLessThanOrEqual(360);
    const height = (await figure.boundingBox())?.height ?? 0;
    for (const control of await figure
      .locator('button:visible, label:has([type=radio]), [type=range]')
      .all()) {
      const box = await control.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0), id).toBeGreaterThanOrEqual(24);
    }
    for (const radio of await figure.getByRole('radio').all()) await radio.check({ force: true });
    for (const range of await figure.getByRole('slider').all()) {
      for (const key of ['Home', 'End']) {
        await range.press(key);
        expect((await figure.boundingBox())?.height, `${id} keeps its height`).toBeCloseTo(height, 0);
      }
    }
  }
});

test('the article’s program is what its copy button copies', async ({ page, browserName }) => {
  test.skip(browserName === 'firefox', 'its driver cannot read the clipboard');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(ARTICLE);
  const block = page.locator('.code-block', { hasText: 'tf.train.adam' });
  await block.getByRole('button').click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('import * as tf');
  expect(copied.trim()).toBe((await block.locator('code').innerText()).trim());
});
