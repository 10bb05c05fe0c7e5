import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { alive, column, openFigure, pick } from './article-figures.ts';
import { expect, test } from './fixtures.ts';

const ARTICLE = 'posts/color-quantization/';
const FIGURES = ['cloud', 'lloyd-on-photo', 'spaces', 'dithers', 'sizes'];

const open = (page: Page, id: string) => openFigure(page, ARTICLE, id);

/** The first number after some words of a figure; figures write numbers as 1,234.5. */
async function numberAfter(figure: Locator, words: RegExp): Promise<number> {
  const text = (await figure.innerText()).replaceAll(',', '');
  const found = new RegExp(`${words.source}\\s*([\\d.]+)`).exec(text);
  expect(found, `${words} in the figure`).not.toBeNull();
  return Number(found?.[1].replace(/\.$/, ''));
}

/** How many colours an image or a canvas shows, and how wide and high it is. */
function pixels(picture: Locator): Promise<{ colors: number; width: number; height: number }> {
  return picture.evaluate(async (element: HTMLImageElement | HTMLCanvasElement) => {
    if (element instanceof HTMLImageElement) await element.decode();
    const { width, height } =
      element instanceof HTMLImageElement
        ? { width: element.naturalWidth, height: element.naturalHeight }
        : element;
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    context?.drawImage(element, 0, 0);
    const { buffer } = context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
    return { colors: new Set(new Uint32Array(buffer as ArrayBuffer)).size, width, height };
  });
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('each figure stands in the page with its result and says whose pictures it shows', async ({
    page,
  }) => {
    await page.goto(ARTICLE);
    for (const id of FIGURES) {
      const figure = page.locator(`figure#${id}`);
      await expect(figure.locator('figcaption')).toContainText(/(Photo|Painting): /);
      expect(await figure.locator('img, svg path').count(), id).toBeGreaterThan(1);
      for (const control of await figure.locator('button, input').all()) await expect(control).toBeDisabled();
    }
    await expect(page.locator('figure#lloyd-on-photo')).toContainText('above the least found');
    await expect(page.locator('#gray tbody tr')).toHaveCount(10);
    for (const picture of await page.locator('figure img').all()) {
      await picture.scrollIntoViewIfNeeded(); // they are fetched when they come near
      await expect(async () => {
        expect(await picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(100);
      }).toPass();
    }
  });
});

test.describe('the cloud', () => {
  test('shows palettes of every size, and the picture in so many colours', async ({ page }) => {
    const figure = await open(page, 'cloud');
    await figure.getByText('Show data').click();
    for (const k of [2, 16, 64]) {
      await pick(figure, String(k));
      await expect(figure).toContainText(`In ${k} colours the picture is a PNG`);
      await expect(figure.locator('tbody tr')).toHaveCount(Math.min(k, 50));
      const shown = await pixels(figure.locator('img').first());
      expect(shown.colors).toBeGreaterThan(k / 2);
      expect(shown.colors).toBeLessThanOrEqual(k);
      await expect(figure.locator('circle:not(.halo)')).toHaveCount(k);
    }
    await pick(figure, 'all');
    await expect(figure).toContainText('different colours');
    await expect(figure.locator('circle')).toHaveCount(0);
    expect((await pixels(figure.locator('img').first())).colors).toBeGreaterThan(5000);
  });

  test('turns by keys', async ({ page }) => {
    const figure = await open(page, 'cloud');
    const cloud = figure.getByRole('application');
    const centroid = figure.locator('circle:not(.halo)').first();
    const before = await centroid.getAttribute('cx');
    await cloud.focus();
    await page.keyboard.press('ArrowRight');
    await expect(centroid).not.toHaveAttribute('cx', before ?? '');
    await page.keyboard.press('Home');
    await expect(centroid).toHaveAttribute('cx', before ?? '');
  });
});

test.describe('Lloyd on a photo', () => {
  const error = (figure: Locator) => numberAfter(figure, /Mean squared error/);
  const half = (figure: Locator) => figure.getByRole('slider', { name: 'Half-steps taken' });

  test('stepping back and forth follows the error, which never rises, in eight colours', async ({ page }) => {
    const figure = await open(page, 'lloyd-on-photo');
    const end = await error(figure);
    await figure.getByRole('button', { name: 'Back', exact: true }).click();
    const canvas = figure.locator('.photo canvas');
    await expect(canvas).toBeVisible({ timeout: 20_000 });
    expect((await pixels(canvas)).colors).toBeLessThanOrEqual(8);
    expect(await error(figure)).toBeGreaterThanOrEqual(end);

    await half(figure).fill('0');
    await expect(figure).toContainText('Pass 1 of');
    let before = await error(figure);
    const drawn = await canvas.evaluate((element: HTMLCanvasElement) => element.toDataURL());
    for (let i = 0; i < 8; i++) {
      await figure.getByRole('button', { name: 'Step', exact: true }).click();
      await expect(half(figure)).toHaveValue(String(i + 1));
      await expect(figure).toContainText(i % 2 ? 'taken its nearest colour' : 'moved to the mean');
      const now = await error(figure);
      expect(now).toBeLessThanOrEqual(before);
      before = now;
    }
    expect(await canvas.evaluate((element: HTMLCanvasElement) => element.toDataURL())).not.toBe(drawn);
    await figure.getByText('Show data').click();
    const errors = await column(figure, 2);
    for (let i = 1; i < errors.length; i++) expect(errors[i]).toBeLessThanOrEqual(errors[i - 1]);
    await expect(figure.getByRole('status').last()).toContainText('Pass 5 of');
  });

  test('other starts are computed and end elsewhere; none ends far below the least found', async ({
    page,
  }) => {
    const figure = await open(page, 'lloyd-on-photo');
    await figure.getByText('Show data').click();
    const least = await numberAfter(figure, /\d least found/);
    const ends = new Set<number>();
    for (const start of ['all nearly black', 'our seeds', 'random pixels']) {
      const before = await column(figure, 2);
      await pick(figure, start);
      await expect.poll(() => column(figure, 2), { timeout: 20_000 }).not.toEqual(before);
      await expect(half(figure)).toHaveValue('0');
      const errors = await column(figure, 2);
      for (let i = 1; i < errors.length; i++) expect(errors[i]).toBeLessThanOrEqual(errors[i - 1]);
      const end = errors[errors.length - 1];
      expect(end).toBeGreaterThan(0.995 * least);
      if (start === 'our seeds') expect(end).toBeLessThan(1.05 * least);
      ends.add(Math.round(end));
    }
    const before = await column(figure, 2);
    await figure.getByRole('button', { name: 'New random pixels' }).click();
    await expect.poll(() => column(figure, 2)).not.toEqual(before);
    expect(ends.size).toBeGreaterThan(1);
  });

  test('plays to the end, and pauses', async ({ page }) => {
    const figure = await open(page, 'lloyd-on-photo');
    await pick(figure, 'our seeds');
    await expect(half(figure)).toHaveValue('0', { timeout: 20_000 });
    const last = await half(figure).getAttribute('max');
    await figure.getByRole('button', { name: 'Play' }).click();
    await expect(figure.getByRole('button', { name: 'Pause' })).toBeVisible();
    await figure.getByRole('button', { name: 'Pause' }).click();
    await expect(figure.getByRole('button', { name: 'Play' })).toBeVisible();
    await figure.getByRole('button', { name: 'Play' }).click();
    await expect(half(figure)).toHaveValue(last ?? '', { timeout: 30_000 });
    await expect(figure.getByRole('button', { name: 'Play' })).toBeVisible();
  });

  test('without motion, playing shows whole half-steps only', async ({ page, browserName }) => {
    test.skip(browserName === 'firefox', 'its driver cannot ask for less motion');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const figure = await open(page, 'lloyd-on-photo');
    await pick(figure, 'our seeds');
    await expect(half(figure)).toHaveValue('0', { timeout: 20_000 });
    await figure.getByText('Show data').click();
    const palettes = await figure.locator('tbody tr td:nth-child(3)').allTextContents();
    const known = new Set(palettes.flatMap((palette) => palette.split(' ')));
    await figure.getByRole('button', { name: 'Play' }).click();
    for (let i = 0; i < 6; i++) {
      const fills = await figure
        .locator('circle:not(.halo)[fill]')
        .evaluateAll((circles) => circles.map((circle) => circle.getAttribute('fill') ?? ''));
      expect(fills).toHaveLength(8);
      for (const fill of fills) {
        const hex = (fill.match(/\d+/g) ?? []).map((part) => Number(part).toString(16).padStart(2, '0'));
        expect(known).toContain(`#${hex.join('')}`);
      }
      await page.waitForTimeout(150);
    }
  });
});

test('each space wins by its own measure, for every number of colours, and the clouds turn together', async ({
  page,
}) => {
  const figure = await open(page, 'spaces');
  await figure.getByText('Show data').click();
  const [srgb, oklab, srgbDelta, oklabDelta] = await Promise.all([2, 3, 4, 5].map((i) => column(figure, i)));
  expect(srgb).toHaveLength(5);
  for (const i of srgb.keys()) {
    expect(srgb[i]).toBeLessThan(oklab[i]);
    expect(oklabDelta[i]).toBeLessThan(srgbDelta[i]);
  }
  await pick(figure, '16');
  await expect(figure).toContainText('At 16 colours');
  for (const picture of await figure.locator('img[alt*="16 colours"]').all()) {
    const { colors } = await pixels(picture);
    expect(colors).toBeLessThanOrEqual(16);
    expect(colors).toBeGreaterThan(8);
  }
  const clouds = figure.getByRole('application');
  const place = (i: number) => clouds.nth(i).locator('circle').last().getAttribute('cx');
  const before = [await place(0), await place(1)];
  await clouds.first().focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => place(0)).not.toBe(before[0]);
  expect(await place(1)).not.toBe(before[1]);
});

test('dithers follow the number of colours, all four in one palette, and can be enlarged', async ({
  page,
}) => {
  const figure = await open(page, 'dithers');
  await pick(figure, '4');
  await expect(figure.locator('img').first()).toHaveAttribute('src', /none-4\.png$/);
  for (const picture of await figure.locator('img').all()) {
    expect((await pixels(picture)).colors).toBeLessThanOrEqual(4);
  }
  const width = async () => (await figure.locator('img').first().boundingBox())?.width ?? 0;
  const before = await width();
  await figure.getByRole('checkbox', { name: 'Enlarge the middle' }).check();
  expect(await width()).toBeCloseTo(3 * before, 0);
  await expect(figure.getByRole('status').last()).toContainText('At 4 colours');
});

test('sizes are told for every number of colours', async ({ page }) => {
  const figure = await open(page, 'sizes');
  await figure.getByText('Show data').click();
  const bytes = await column(figure, 2);
  expect(bytes).toEqual([...bytes].sort((a, b) => a - b));
  await pick(figure, '256');
  await expect(figure).toContainText('In 256 colours, Kingfisher takes');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no figure has an accessibility fault, idle or in use, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const faults = async () => {
      const axe = [...FIGURES, 'gray'].reduce(
        (all, id) => all.include(`figure#${id}`),
        new AxeBuilder({ page }),
      );
      return (await axe.analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
    };
    await page.goto(ARTICLE);
    const figures = FIGURES.map((id) => page.locator(`figure#${id}`));
    for (const figure of figures) await alive(figure);
    expect(await faults(), 'idle').toEqual([]);
    for (const figure of figures) {
      await figure.getByText('Show data').click();
      await figure.getByRole('radio').nth(1).check({ force: true });
    }
    await expect(page.locator('.photo canvas')).toBeVisible({ timeout: 20_000 });
    expect(await faults(), 'in use').toEqual([]);
  });
}

test('no figure is wider than a narrow phone, and every control is large enough to hit', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(ARTICLE);
  for (const id of FIGURES) {
    const figure = page.locator(`figure#${id}`);
    await alive(figure);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), id).toBeLessThanOrEqual(360);
    for (const control of await figure.locator('button, input[type=range], label:has([type=radio])').all()) {
      const box = await control.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0), id).toBeGreaterThanOrEqual(24);
    }
  }
});

test('the computed pictures stand under the article’s address and in no sitemap', async ({
  page,
  request,
}) => {
  const response = await request.get(`${ARTICLE}lab-result.png`);
  expect(response.headers()['content-type']).toBe('image/png');
  expect((await response.body()).subarray(1, 4).toString()).toBe('PNG');
  const sitemap = await (await request.get('sitemap-0.xml')).text();
  expect(sitemap).toContain(ARTICLE);
  expect(sitemap).not.toContain('.png');
  await page.goto(ARTICLE);
  const outside = await page
    .locator('figure img')
    .evaluateAll((all) =>
      (all as HTMLImageElement[]).filter((img) => !img.complete && img.loading !== 'lazy'),
    );
  expect(outside).toEqual([]);
});
