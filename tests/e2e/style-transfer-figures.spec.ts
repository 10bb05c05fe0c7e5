import type { Locator, Page } from '@playwright/test';
import { alive, column, openFigure, pick } from './article-figures.ts';
import { expect, test } from './fixtures.ts';

const ARTICLE = 'posts/style-transfer/';
const ISLANDS = ['gram', 'levels', 'nine', 'depths'];

const open = (page: Page, id: string) => openFigure(page, ARTICLE, id);
const reading = (figure: Locator) => figure.locator('.reading');
const matrix = (figure: Locator) => figure.locator('tbody td').allTextContents();

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('each figure stands in the page with its result', async ({ page }) => {
    await page.goto(ARTICLE);
    for (const id of ISLANDS) {
      const figure = page.locator(`figure#${id}`);
      await expect(reading(figure)).toContainText(/\d/);
      for (const control of await figure.locator('input, select, button').all())
        await expect(control).toBeDisabled();
    }
    await expect(page.locator('#gram tbody td')).toHaveCount(25);
    await expect(page.locator('#nine li img[width][height]')).toHaveCount(9);
    await expect(page.locator('#nine li')).toContainText([
      '32 bits',
      '8 bits',
      '7 bits',
      '6 bits',
      '5 bits',
      '4 bits',
      '3 bits',
      '2 bits',
      '1 bit',
    ]);
    await expect(page.locator('#sensitivity tbody tr')).toHaveCount(17);
    const [packed, coded] = await page.locator('#sizes table').all();
    await expect(packed.locator('tbody tr').first()).toContainText(/VGG-19.*80\.1.*20\.0/);
    for (const row of [
      ...(await packed.locator('tbody tr').all()),
      ...(await coded.locator('tbody tr').all()),
    ]) {
      const sizes = (await row.locator('td').allTextContents()).map(Number);
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
      expect(sizes).toHaveLength(9);
    }
    const text = await page.locator('.post-body').innerText();
    expect(text).not.toMatch(/NaN|undefined|\[object/);
    const captions = await page.locator('figcaption, .post-body > p, .post-body > ul').allInnerTexts();
    expect(captions.join()).not.toMatch(/[{}]/);
  });
});

test('levels: bits by keyboard; the best levels are never worse than steps, clipped or not', async ({
  page,
}) => {
  const figure = await open(page, 'levels');
  const slider = figure.getByRole('slider', { name: 'Bits a weight' });
  const strokes = async () => (await figure.locator('path.accent').getAttribute('d'))?.split('M').length ?? 0;
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(reading(figure)).toContainText('in 1 bit, 2 levels');
  expect(await strokes()).toBe(1 + 2);
  await page.keyboard.press('ArrowRight');
  await expect(reading(figure)).toContainText('in 2 bits, 4 levels');
  await page.keyboard.press('End');
  await expect(reading(figure)).toContainText('256 levels');
  expect(await strokes()).toBeGreaterThan(60);
  await expect(figure.getByRole('status').last()).toContainText('256 levels');
  await figure.getByText('Show data').click();
  for (const layer of ['conv1_1', 'conv2_2', 'conv3_1']) {
    await pick(figure, layer);
    await expect(reading(figure)).toContainText(layer);
    const [kmeans, steps, clipped] = await Promise.all([3, 4, 5].map((index) => column(figure, index)));
    expect(kmeans).toHaveLength(8);
    kmeans.forEach((ratio, i) => {
      expect(ratio).toBeGreaterThanOrEqual(clipped[i] - 0.01);
      expect(clipped[i]).toBeGreaterThanOrEqual(steps[i] || -Infinity);
    });
  }
});

test('Gram: shuffling places changes contents and not the matrix; shuffling pixels changes both', async ({
  page,
}) => {
  const figure = await open(page, 'gram');
  const before = await matrix(figure);
  await pick(figure, 'maps shuffled');
  await expect(reading(figure)).toContainText(/would be [01]\.\d+; the style term is 0, to the last digit/);
  await expect(figure.locator('canvas')).toHaveCount(10);
  expect(await matrix(figure)).toEqual(before);
  const pixels = () =>
    figure
      .locator('canvas')
      .first()
      .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const first = await pixels();
  await figure.getByRole('button', { name: 'Shuffle again' }).click();
  await expect.poll(pixels).not.toBe(first);
  expect(await matrix(figure)).toEqual(before);
  await pick(figure, 'pixels shuffled');
  await expect(reading(figure)).toContainText(/the style term 0\.\d*[1-9]/);
  expect(await matrix(figure)).not.toEqual(before);
  await pick(figure, 'as painted');
  expect(await matrix(figure)).toEqual(before);
});

test('the nine results of each pair and network are there, and two of them can be compared', async ({
  page,
}) => {
  const figure = await open(page, 'nine');
  const addresses = new Set<string>();
  const select = figure.getByLabel('Photo and painting');
  for (const network of await figure.getByRole('radio').all()) {
    await network.check({ force: true });
    for (let i = 0; i < (await select.locator('option').count()); i++) {
      await select.selectOption({ index: i });
      const images = figure.locator('li img');
      await expect(images).toHaveCount(9);
      for (const image of await images.all()) addresses.add((await image.getAttribute('src')) ?? '');
    }
  }
  expect(addresses.size).toBe(2 * 3 * 9);
  for (const address of addresses)
    expect((await page.request.get(new URL(address, page.url()).href)).ok()).toBe(true);
  await figure.getByText('Show data').click();
  await expect(figure.locator('tbody tr')).toHaveCount(9);
  const away = await column(figure, 8);
  expect(away[0]).toBe(0);
  expect(away[8]).toBeGreaterThan(away[1]);
  await figure.getByRole('button', { name: 'Look at two closely' }).click();
  await expect(figure.getByRole('application')).toBeVisible();
  await figure.getByLabel('Right').selectOption('1 bit');
  await expect(figure.getByRole('slider')).toHaveAttribute('aria-valuetext', /32 bits/);
  const zoom = figure.locator('.zoom');
  const before = await zoom.innerText();
  await figure.getByRole('application').focus();
  await page.keyboard.press('+');
  await expect(zoom).not.toHaveText(before);
});

test('distance and loss by depth, for each network', async ({ page }) => {
  const figure = await open(page, 'depths');
  await figure.getByText('Show data').click();
  const drawn = new Set<string>();
  for (const network of await figure.getByRole('radio').all()) {
    await network.check({ force: true });
    const [best, steps] = [await column(figure, 2), await column(figure, 3)];
    expect(best).toHaveLength(8);
    expect(best[6]).toBeGreaterThan(best[0]);
    expect(steps[4]).toBeGreaterThan(best[4]);
    drawn.add((await figure.locator('path.kmeans').first().getAttribute('d')) ?? '');
  }
  expect(drawn.size).toBe(2);
});

test('no figure is wider than a narrow phone, nor changes its height in use', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(ARTICLE);
  for (const id of ISLANDS) {
    const figure = page.locator(`figure#${id}`);
    await alive(figure);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), id).toBeLessThanOrEqual(360);
    const height = (await figure.boundingBox())?.height ?? 0;
    for (const radio of await figure.getByRole('radio').all()) {
      await radio.check({ force: true });
      if (id !== 'nine') expect((await figure.boundingBox())?.height, id).toBeCloseTo(height, 0);
    }
    for (const range of await figure.getByRole('slider').all())
      for (const key of ['Home', 'End']) {
        await range.press(key);
        expect((await figure.boundingBox())?.height, id).toBeCloseTo(height, 0);
      }
  }
});
