import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { column } from './article-figures.ts';
import { expect, test } from './fixtures.ts';

const FIGURES = ['lloyd-against-optimum', 'convex-cost', 'monge-square', 'timestamp-accuracy'];

/** Figures come alive when they are seen. */
async function alive(figure: Locator): Promise<void> {
  await figure.scrollIntoViewIfNeeded();
  await expect(figure.getByRole('slider').first()).toBeEnabled();
}

async function open(page: Page, id: string): Promise<Locator> {
  await page.goto('posts/kmeans1d/');
  const figure = page.locator(`#${id}`);
  await alive(figure);
  return figure;
}

/** The number after some words of a figure; figures write numbers as 1,234.5 or 1 × 10⁻⁹. */
async function numberAfter(figure: Locator, words: RegExp): Promise<number> {
  const text = (await figure.innerText()).replaceAll(',', '').replaceAll('−', '-');
  const found = new RegExp(`${words.source}\\s*(-?[\\d.]+)`).exec(text);
  expect(found, `${words} in the figure`).not.toBeNull();
  return Number(found?.[1].replace(/\.$/, ''));
}

async function drag(page: Page, handle: Locator, by: number): Promise<void> {
  const box = await handle.boundingBox();
  if (!box) throw new Error('the handle is not on the page');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + by / 2, y, { steps: 4 });
  await page.mouse.move(x + by, y, { steps: 4 });
  await page.mouse.up();
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('each figure stands in the page with its result', async ({ page }) => {
    await page.goto('posts/kmeans1d/');
    for (const id of FIGURES) {
      const figure = page.locator(`#${id}`);
      await expect(figure.locator('figcaption')).not.toBeEmpty();
      expect(await figure.locator('svg path, svg rect').count(), id).toBeGreaterThan(3);
      for (const control of await figure.locator('button, input').all()) await expect(control).toBeDisabled();
    }
    expect(await numberAfter(page.locator('#lloyd-against-optimum'), /inertia [\d.]+/)).toBeGreaterThan(1.5);
    await expect(page.locator('#convex-cost')).toContainText('6 clusters are cheapest');
    await expect(page.locator('#monge-square')).toContainText('Crossing clusters cost');
    expect(await numberAfter(page.locator('#timestamp-accuracy'), /plain sums reach/)).toBeGreaterThan(1.2);
  });
});

test.describe('Lloyd against the optimum', () => {
  /** What must hold of any descent: it never rises, and never ends below the optimum. */
  async function descends(figure: Locator): Promise<number[]> {
    const costs = await column(figure, 2);
    const optimum = await numberAfter(figure, /The optimum\s+inertia/);
    expect(costs.length).toBeGreaterThan(0);
    for (let i = 1; i < costs.length; i++) expect(costs[i]).toBeLessThanOrEqual(costs[i - 1]);
    expect(costs[costs.length - 1]).toBeGreaterThanOrEqual(optimum - 0.5);
    return costs;
  }

  test('stepping through a descent never raises the inertia', async ({ page }) => {
    const figure = await open(page, 'lloyd-against-optimum');
    await figure.getByText('Show data').click();
    const costs = await descends(figure);
    await figure.getByRole('button', { name: 'Back to the starts' }).click();
    for (const cost of costs.slice(0, 5)) {
      expect(await numberAfter(figure, /Lloyd’s algorithm\s+inertia/)).toBeCloseTo(cost, -0.5);
      await figure.getByRole('button', { name: 'Step', exact: true }).click();
    }
    await figure.getByRole('button', { name: 'Play' }).click();
    await expect(figure.getByRole('button', { name: 'Pause' })).toBeVisible();
    const last = String(costs.length - 1);
    await expect(figure.getByRole('slider', { name: 'Steps taken' })).toHaveValue(last, { timeout: 20_000 });
    await expect(figure.getByRole('button', { name: 'Play' })).toBeVisible();
  });

  test('a start moved by keys or by pointer gives another descent', async ({ page }) => {
    const figure = await open(page, 'lloyd-against-optimum');
    await figure.getByText('Show data').click();
    const first = await descends(figure);
    const start = figure.getByRole('slider', { name: 'Start 2 of 6' });
    await start.focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press('PageUp');
    await expect(start).toHaveAttribute('aria-valuenow', '24.8');
    await expect.poll(() => column(figure, 2)).not.toEqual(first);
    const second = await descends(figure);
    await drag(page, figure.getByRole('slider', { name: 'Start 5 of 6' }), 200);
    await expect.poll(() => column(figure, 2)).not.toEqual(second);
    await descends(figure);
    await expect(figure.getByRole('status').last()).toContainText('Lloyd’s algorithm, step');
  });

  test('some of many random starts reach the optimum, others do not', async ({ page }) => {
    const figure = await open(page, 'lloyd-against-optimum');
    await figure.getByText('Show data').click();
    const ends = new Set<number>();
    for (let i = 0; i < 8; i++) {
      const before = await column(figure, 2);
      await figure.getByRole('button', { name: 'New random starts' }).click();
      await expect.poll(() => column(figure, 2)).not.toEqual(before);
      const costs = await descends(figure);
      ends.add(Math.round(costs[costs.length - 1]));
    }
    expect(ends.size).toBeGreaterThan(1);
  });

  test('without motion, playing goes in whole steps', async ({ page, browserName }) => {
    test.skip(browserName === 'firefox', 'its driver cannot ask for less motion');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const figure = await open(page, 'lloyd-against-optimum');
    const places = async () =>
      (await figure.getByRole('img', { name: /^The 170 numbers/ }).getAttribute('aria-label')) ?? '';
    await figure.getByText('Show data').click();
    const rows = await figure.locator('tbody tr td:nth-child(4)').allTextContents();
    await figure.getByRole('button', { name: 'Play' }).click();
    for (let i = 0; i < 10; i++) {
      const shown = /Lloyd’s centroids: (.*?)\. The/.exec(await places())?.[1];
      expect(rows).toContain(shown);
      await page.waitForTimeout(130);
    }
  });
});

test.describe('the price of a cluster', () => {
  const touched = (figure: Locator) => numberAfter(figure, /At a price of [\d.]+/);

  test('as the price falls the clusters never become fewer, and the bound never passes the best', async ({
    page,
  }) => {
    const figure = await open(page, 'convex-cost');
    const foot = figure.getByRole('slider', { name: 'Foot of the line' });
    await foot.focus();
    await page.keyboard.press('Home');
    let before = await touched(figure);
    expect(before).toBe(1);
    for (let i = 0; i < 14; i++) {
      await page.keyboard.press('PageUp');
      const now = await touched(figure);
      expect(now).toBeGreaterThanOrEqual(before);
      before = now;
      if (now === 4) continue;
      expect(await numberAfter(figure, /an inertia of at least/)).toBeLessThanOrEqual(
        await numberAfter(figure, /the best is/),
      );
    }
    expect(before).toBeGreaterThan(8);
  });

  test('the foot of the line follows the pointer', async ({ page }) => {
    const figure = await open(page, 'convex-cost');
    const foot = figure.getByRole('slider', { name: 'Foot of the line' });
    const before = await foot.boundingBox();
    await drag(page, foot, 150);
    const after = await foot.boundingBox();
    expect(Math.abs((after?.x ?? 0) - (before?.x ?? 0) - 150)).toBeLessThan(3);
    expect(await touched(figure)).toBeGreaterThan(6);
  });

  test('a search finds the price of every number of clusters', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const figure = await open(page, 'convex-cost');
    for (let wanted = 1; wanted <= 10; wanted++) {
      await figure.getByRole('slider', { name: 'Clusters wanted' }).fill(String(wanted));
      await figure.getByRole('button', { name: 'Search for the price' }).click();
      await expect(figure).toContainText(
        `which proves that no ${wanted === 1 ? '1 cluster' : `${wanted} clusters`}`,
      );
      expect(await touched(figure)).toBe(wanted);
      await expect(figure.getByRole('listitem').last()).toContainText(`gives ${wanted}`);
    }
  });
});

test.describe('the Monge inequality', () => {
  const sums = async (figure: Locator) => ({
    crossing: await numberAfter(figure, /Crossing clusters cost/),
    nested: await numberAfter(figure, /nested ones/),
  });

  test('wherever the cuts are, crossing never costs more than nested', async ({ page }) => {
    const figure = await open(page, 'monge-square');
    const keys = ['PageUp', 'ArrowLeft', 'ArrowRight', 'End', 'PageDown', 'ArrowUp', 'Home'];
    for (let i = 0; i < 28; i++) {
      await figure.getByRole('slider', { name: `Cut ${'abcd'[(3 * i) % 4]}` }).focus();
      await page.keyboard.press(keys[i % keys.length]);
      const { crossing, nested } = await sums(figure);
      expect(crossing).toBeLessThanOrEqual(nested);
      const cuts = await figure
        .getByRole('slider')
        .evaluateAll((all) => all.map((cut) => Number(cut.ariaValueNow)));
      expect(cuts).toEqual([...cuts].sort((a, b) => a - b));
    }
  });

  test('a cut follows the pointer, and the table shows another number of clusters', async ({ page }) => {
    const figure = await open(page, 'monge-square');
    const before = await sums(figure);
    await drag(page, figure.getByRole('slider', { name: 'Cut d' }), 60);
    const after = await sums(figure);
    expect(after.nested).toBeGreaterThan(before.nested);
    expect(after.crossing).toBeLessThanOrEqual(after.nested);
    const table = figure.getByRole('img', { name: /^Table of the dynamic programme/ });
    const drawn = await table.innerHTML();
    await figure.getByRole('radio', { name: '2' }).check({ force: true });
    await expect(table).toHaveAttribute('aria-label', /for 2 clusters/);
    expect(await table.innerHTML()).not.toBe(drawn);
  });
});

test.describe('timestamps', () => {
  const reached = (figure: Locator) => numberAfter(figure, /at k = \d+:/);

  test('plain sums go wrong far from zero only, and the more the farther', async ({ page }) => {
    const figure = await open(page, 'timestamp-accuracy');
    const first = await reached(figure);
    expect(first).toBeGreaterThan(1.2);
    const offset = figure.getByRole('textbox', { name: /^Offset/ });
    await offset.fill('10000000000000');
    await offset.press('Enter');
    await expect.poll(() => reached(figure), { timeout: 20_000 }).toBeGreaterThan(first);
    await offset.fill('1000000');
    await offset.press('Enter');
    await expect(figure).toContainText('plain sums reach the optimum', { timeout: 20_000 });
  });

  test('another number of clusters and another span are computed', async ({ page }) => {
    const figure = await open(page, 'timestamp-accuracy');
    const first = await reached(figure);
    await figure.getByRole('radio', { name: 'a minute' }).check({ force: true });
    await expect.poll(() => reached(figure), { timeout: 20_000 }).toBeGreaterThan(10 * first);
    await figure.getByRole('slider', { name: 'Clusters, k' }).press('Home');
    await expect(figure).toContainText('The 2 clusters', { timeout: 20_000 });
    await figure.getByText('Show data').click();
    const centred = await column(figure, 3);
    expect(centred).toHaveLength(50); // a page of the table
    for (const ratio of centred) expect(Math.abs(ratio - 1)).toBeLessThan(1e-6);
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no figure has an accessibility fault, idle or in use, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const faults = async () => {
      const figures = FIGURES.reduce((axe, id) => axe.include(`#${id}`), new AxeBuilder({ page }));
      return (await figures.analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
    };
    await page.goto('posts/kmeans1d/');
    const figures = FIGURES.map((id) => page.locator(`#${id}`));
    for (const figure of figures) await alive(figure);
    expect(await faults(), 'idle').toEqual([]);
    for (const figure of figures) {
      await figure.getByText('Show data').click();
      await figure.getByRole('slider').first().focus();
      await page.keyboard.press('PageUp');
    }
    expect(await faults(), 'in use').toEqual([]);
  });
}

test('no figure is wider than a narrow phone, and every handle is large enough to hit', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('posts/kmeans1d/');
  for (const id of FIGURES) {
    const figure = page.locator(`#${id}`);
    await alive(figure);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), id).toBeLessThanOrEqual(360);
    for (const handle of await figure.locator('[role=slider], button, input[type=range]').all()) {
      const box = await handle.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0), id).toBeGreaterThanOrEqual(24);
    }
  }
});
