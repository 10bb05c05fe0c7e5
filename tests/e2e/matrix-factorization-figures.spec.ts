import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { alive, column, openFigure, pick } from './article-figures.ts';
import { expect, test } from './fixtures.ts';

const ARTICLE = 'posts/matrix-factorization/';
const FIGURES = ['seeds', 'race', 'stuck', 'rank'];

const open = (page: Page, id: string) => openFigure(page, ARTICLE, id);

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('each figure stands in the page with its result, and so do the numbers of the text', async ({
    page,
  }) => {
    await page.goto(ARTICLE);
    for (const id of FIGURES) {
      const figure = page.locator(`figure#${id}`);
      await expect(figure.locator('.sentence')).toContainText(/\d/);
      for (const control of await figure.locator('input, select').all()) await expect(control).toBeDisabled();
    }
    for (const id of ['seeds', 'race', 'rank']) {
      expect(await page.locator(`figure#${id} svg path[d^="M"]`).count(), id).toBeGreaterThan(1);
    }
    await expect(page.locator('figure#seeds .sentence')).toContainText('all 400 guess 1.7042');
    await expect(page.locator('figure#stuck td.missing')).toHaveCount(14);
    await expect(page.locator('#losses tbody tr')).toHaveCount(5);
    const text = await page.locator('.post-body').innerText();
    expect(text).toContain('a loss of 0.390680, and 1.7042 stars');
    expect(text).not.toMatch(/NaN|undefined|not a number/);
    const captions = await page.locator('figcaption, .post-body > p').allInnerTexts();
    expect(captions.join()).not.toMatch(/[{}]/);
  });
});

test('every missing cell has its histograms; all starts agree on each at convergence', async ({ page }) => {
  const figure = await open(page, 'seeds');
  await figure.getByText('Show data').click();
  await expect(figure.locator('details tbody tr')).toHaveCount(21);
  const [low, high] = [
    await column(figure.locator('details'), 3),
    await column(figure.locator('details'), 5),
  ];
  const drawings = new Set<string>();
  for (const [i, option] of (await figure.locator('option').allTextContents()).entries()) {
    await figure.getByRole('combobox').selectOption({ label: option });
    await expect(figure.locator('.sentence')).toContainText(`${option}: nine starts in ten`);
    expect(low[3 * i + 2]).toBeCloseTo(high[3 * i + 2], 3);
    expect(high[3 * i] - low[3 * i]).toBeGreaterThan(0.2);
    drawings.add((await figure.locator('svg path').first().getAttribute('d')) ?? '');
  }
  expect(drawings.size).toBe(7);
  await expect(figure.getByRole('status')).toContainText('Eva, film A');
});

test('a nearer goal takes more steps, at every learning rate', async ({ page }) => {
  const figure = await open(page, 'race');
  await figure.getByText('Show data').click();
  const steps: number[][] = [];
  for (const goal of ['loss within 10%', 'loss within 1%', 'missing cell within 0.05 stars']) {
    await pick(figure, goal);
    steps.push(await column(figure.locator('details'), 3));
  }
  expect(steps[0]).toHaveLength(18);
  for (const goal of [1, 2]) {
    for (const [i, step] of steps[goal].entries()) {
      if (!Number.isNaN(step)) expect(step).toBeGreaterThanOrEqual(steps[goal - 1][i]);
    }
  }
  await expect(figure.locator('details tbody')).toContainText('diverges');
  await expect(figure.getByRole('status')).toContainText('alternating least squares');
});

test('sweep by sweep one start gets there, and the other comes to rest above', async ({ page }) => {
  const figure = await open(page, 'stuck');
  const cell = (table: number, place: number) =>
    figure.locator('.pair table').nth(table).locator('td').nth(place);
  // The first of a table's cells is the empty one in its corner.
  await expect(cell(0, 3)).toHaveText('1.7');
  await expect(cell(1, 6)).toHaveText('−20.3');
  await pick(figure, '1');
  await expect(figure.locator('.sentence')).toContainText('After 1 sweep');
  await expect(cell(1, 6)).not.toHaveText('−20.3');
  await figure.getByText('Show data').click();
  for (const index of [2, 3]) {
    const losses = await column(figure.locator('details'), index);
    expect(losses).toHaveLength(6);
    for (let i = 1; i < losses.length; i++) expect(losses[i]).toBeLessThanOrEqual(losses[i - 1]);
  }
});

test('the more regularization, the less a high rank harms', async ({ page }) => {
  const figure = await open(page, 'rank');
  await figure.getByText('Show data').click();
  const last: number[] = [];
  for (const beta of ['0.05', '2', '8']) {
    await pick(figure, beta);
    await expect(figure.locator('.sentence')).toContainText(`With β = ${beta} `);
    const held = await column(figure.locator('details'), 3);
    expect(held).toHaveLength(12);
    last.push(held[11]);
  }
  expect(last).toEqual([...last].sort((a, b) => b - a));
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no figure has an accessibility fault, idle or in use, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const faults = async () => {
      const axe = [...FIGURES, 'losses'].reduce(
        (all, id) => all.include(`figure#${id}`),
        new AxeBuilder({ page }),
      );
      return (await axe.analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
    };
    await page.goto(ARTICLE);
    const figures = FIGURES.map((id) => page.locator(`figure#${id}`));
    for (const figure of figures) await alive(figure);
    expect(await faults(), 'idle').toEqual([]);
    await figures[0].getByRole('combobox').selectOption({ index: 3 });
    for (const figure of figures) await figure.getByText('Show data').click();
    for (const figure of figures.slice(1)) await figure.getByRole('radio').nth(0).check({ force: true });
    expect(await faults(), 'in use').toEqual([]);
  });
}

test('no figure is wider than a narrow phone, keeps its place, and every control is large enough to hit', async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(ARTICLE);
  for (const id of FIGURES) {
    const figure = page.locator(`figure#${id}`);
    await alive(figure);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), id).toBeLessThanOrEqual(360);
    const height = (await figure.boundingBox())?.height ?? 0;
    for (const control of await figure.locator('select, label:has([type=radio])').all()) {
      const box = await control.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0), id).toBeGreaterThanOrEqual(24);
    }
    for (const radio of await figure.getByRole('radio').all()) {
      await radio.check({ force: true });
      expect((await figure.boundingBox())?.height, `${id} keeps its height`).toBeCloseTo(height, 0);
    }
  }
});

test('the article’s program is what its copy button copies', async ({ page, browserName }) => {
  test.skip(browserName === 'firefox', 'its driver cannot read the clipboard');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(ARTICLE);
  const block = page.locator('.code-block', { hasText: 'tf.train.sgd' });
  await block.getByRole('button').click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('import * as tf');
  expect(copied.trim()).toBe((await block.locator('code').innerText()).trim());
});
