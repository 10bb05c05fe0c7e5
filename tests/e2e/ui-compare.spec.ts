import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures/ui/gallery.ts';

test.use({ viewport: { width: 1280, height: 900 } });

async function open(page: Page, address = 'pictures.html') {
  await page.emulateMedia({ reducedMotion: 'reduce' }); // no smooth scrolling while places are read
  await page.goto(address);
  await page.locator('.pictures[data-hydrated=true]').waitFor();
  await page.locator('.side canvas.drawn').nth(2).waitFor();
}

const picture = (page: Page) => page.getByRole('application', { name: 'Test picture' });
const divider = (page: Page) => page.getByRole('slider', { name: 'Where Original ends' });
const zoom = (page: Page) => page.locator('.compare').first().locator('.zoom');
const percent = async (page: Page) => Number.parseFloat((await zoom(page).innerText()).replace(',', ''));

/** RGBA at a place of the canvas of a side, in CSS pixels of the box. */
const pixel = (page: Page, side: 0 | 1 | 2, x: number, y: number) =>
  picture(page)
    .locator('canvas')
    .nth(side)
    .evaluate(
      (canvas: HTMLCanvasElement, [x, y]) => {
        const ratio = canvas.width / canvas.clientWidth;
        const one = new OffscreenCanvas(1, 1).getContext('2d')!; // many readings of the canvas itself make the browser warn
        one.drawImage(canvas, Math.floor(x * ratio), Math.floor(y * ratio), 1, 1, 0, 0, 1, 1);
        return [...one.getImageData(0, 0, 1, 1).data];
      },
      [x, y],
    );

async function middle(of: Locator) {
  const box = (await of.boundingBox())!;
  return { ...box, cx: box.x + box.width / 2, cy: box.y + box.height / 2 };
}

test.describe('before scripts run', () => {
  test.use({ javaScriptEnabled: false });

  test('both pictures and the clouds’ stills show, the divider in the middle; nothing offers what would not answer', async ({
    page,
  }) => {
    await page.goto('pictures.html');
    await expect(page.getByRole('img', { name: 'Original: Test picture' })).toBeVisible();
    await expect(page.getByRole('img', { name: '4 levels: Test picture' })).toBeVisible();
    const view = await middle(picture(page));
    const line = await middle(divider(page));
    expect(line.cx).toBeCloseTo(view.cx, 0);
    await expect(page.getByRole('img', { name: 'Colours in OKLab' })).toBeVisible();
    await expect(page.getByRole('button')).toHaveCount(0);
    await expect(page.locator('[tabindex="0"]')).toHaveCount(0);
  });
});

for (const width of [360, 768, 1280]) {
  test(`hydration moves nothing at ${width} px, and the page never scrolls sideways`, async ({ page }) => {
    await page.setViewportSize({ width, height: 1200 });
    await page.goto('pictures.html#wait');
    await page.evaluate(() => {
      const shifts: number[] = [];
      new PerformanceObserver((list) =>
        shifts.push(
          ...list.getEntries().map((entry) => (entry as PerformanceEntry & { value: number }).value),
        ),
      ).observe({ type: 'layout-shift', buffered: true });
      Object.assign(window, { shifts });
    });
    const tops = () =>
      page
        .locator('h2, .stage, .stage img, .cloud, .cloud img, .drop')
        .evaluateAll((all) => all.map((element) => Math.round(element.getBoundingClientRect().top)));
    const before = await tops();
    await page.waitForFunction(() => window.begin !== undefined);
    await page.evaluate(() => window.begin?.());
    await page.locator('.side canvas.drawn').nth(2).waitFor();
    expect(await tops()).toEqual(before);
    expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}

test('the canvas stands where the served picture stood', async ({ page }) => {
  await page.goto('pictures.html#wait');
  const served = await picture(page).screenshot();
  await page.evaluate(() => window.begin?.());
  await page.locator('.side canvas.drawn').nth(2).waitFor();
  const [a, b] = await page.evaluate(
    async (shots) =>
      Promise.all(
        shots.map(async (shot) => {
          const bitmap = await createImageBitmap(
            new Blob([Uint8Array.from(atob(shot), (c) => c.charCodeAt(0))]),
          );
          const context = new OffscreenCanvas(40, 30).getContext('2d')!;
          context.drawImage(bitmap, 0, 0, 40, 30);
          return [...context.getImageData(0, 0, 40, 30).data];
        }),
      ),
    [served.toString('base64'), (await picture(page).screenshot()).toString('base64')],
  );
  const apart = a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length;
  expect(apart).toBeLessThan(3);
});

test('the divider: keys, 1 2 3, and what it says', async ({ page }) => {
  await open(page);
  const line = divider(page);
  await expect(line).toHaveAttribute('aria-valuetext', '50% Original');
  await line.focus();
  for (const [key, value] of [
    ['ArrowRight', '51'],
    ['PageDown', '41'],
    ['Shift+ArrowLeft', '31'],
    ['End', '100'],
    ['Home', '0'],
    ['2', '50'],
    ['1', '100'],
    ['3', '0'],
  ]) {
    await page.keyboard.press(key);
    await expect(line).toHaveAttribute('aria-valuenow', value);
  }
  await picture(page).focus();
  await page.keyboard.press('1');
  await expect(line, 'on the picture too').toHaveAttribute('aria-valuenow', '100');
});

test('the divider: dragged by its handle, and by the whole picture while that is not zoomed', async ({
  page,
}) => {
  await open(page);
  const view = await middle(picture(page));
  await page.mouse.move(view.cx, view.cy);
  await page.mouse.down();
  await page.mouse.move(view.x + 0.75 * view.width, view.cy, { steps: 4 });
  await page.mouse.up();
  await expect(divider(page)).toHaveAttribute('aria-valuenow', '75');
  await page.mouse.move(view.x + 0.2 * view.width, view.y + 0.8 * view.height);
  await page.mouse.down();
  await page.mouse.move(view.x + 0.1 * view.width, view.y + 0.8 * view.height, { steps: 4 });
  await page.mouse.up();
  await expect(divider(page)).toHaveAttribute('aria-valuenow', '65');
  await page.mouse.move(view.x + 0.65 * view.width, view.cy);
  await page.mouse.down();
  await page.mouse.move(view.x - 200, view.cy, { steps: 3 });
  await page.mouse.up();
  await expect(divider(page), 'stops at the end, where it can be taken again').toHaveAttribute(
    'aria-valuenow',
    '0',
  );
  await expect(divider(page).locator('.handle')).toBeInViewport({ ratio: 1 });
});

test('zoom by buttons and keys, down to single pixels of known colours', async ({ page }) => {
  await open(page);
  const view = picture(page);
  await page.getByRole('button', { name: '100%' }).first().click();
  await expect(zoom(page)).toHaveText('100%');
  await page.getByRole('button', { name: 'Zoom in' }).first().click();
  await expect(zoom(page), 'the whole picture lies between').toHaveText('136%');
  await page.getByRole('button', { name: 'Zoom in' }).first().click();
  await expect(zoom(page)).toHaveText('150%');
  await expect(page.getByRole('status').filter({ hasText: 'Zoom 150%' })).toHaveCount(1);
  await view.focus();
  for (let i = 0; i < 20; i++) await page.keyboard.press('+');
  await expect(zoom(page)).toHaveText('4,800%');
  // Every pixel is a square of one colour: red by column, blue in stripes.
  const { width, height } = await middle(view);
  const columns: Awaited<ReturnType<typeof pixel>>[] = [];
  for (let x = width / 2 - 120; x < width / 2 + 120; x += 4)
    columns.push(await pixel(page, 0, x, height / 2));
  const changes = columns.filter((color, i) => i > 0 && String(color) !== String(columns[i - 1]));
  expect(changes.length).toBe(5);
  expect(new Set(columns.map(([, , blue]) => blue))).toEqual(new Set([200, 60]));
  await page.keyboard.press('0');
  await expect(zoom(page)).toHaveText('136%');
});

test('the keys pan a zoomed picture, and leave the page to scroll at its edge', async ({ page }) => {
  await page.setViewportSize({ width: 1000, height: 600 });
  await open(page);
  await picture(page).focus();
  const scroll = () => page.evaluate(() => scrollY);
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
  for (let i = 0; i < 4; i++) await page.keyboard.press('+');
  const red = async () => (await pixel(page, 0, 300, 100))[0];
  const first = await red();
  await page.keyboard.press('ArrowRight');
  expect(await red()).toBeGreaterThan(first);
  await page.keyboard.press('ArrowLeft');
  expect(await red()).toBeCloseTo(first, -1);
  expect(await scroll()).toBe(0);
  for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowDown');
  await expect.poll(scroll).toBeGreaterThan(0);
});

test('the wheel scrolls the page; with Ctrl, or on a picture in focus, it zooms about the pointer', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1000, height: 600 });
  await open(page);
  const scroll = () => page.evaluate(() => scrollY);
  const view = await middle(picture(page));
  await page.mouse.move(view.cx + 100, view.cy);
  await page.mouse.wheel(0, 100);
  await expect.poll(scroll).toBeGreaterThan(50);
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
  const start = await percent(page);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -100);
  await page.keyboard.up('Control');
  await expect.poll(() => percent(page)).toBeGreaterThan(start * 1.2);
  expect(await scroll()).toBe(0);
  await page.getByRole('button', { name: 'Fit' }).first().click();
  await expect(zoom(page)).toHaveText(`${start}%`);

  await picture(page).focus();
  const still = await scroll();
  const focused = await middle(picture(page));
  await page.mouse.move(focused.cx + 100, focused.cy);
  const [red] = await pixel(page, 0, view.width / 2 + 100, view.height / 2);
  for (let i = 0; i < 3; i++) await page.mouse.wheel(0, -200);
  await expect.poll(() => percent(page)).toBeGreaterThan(start * 2);
  const after = await pixel(page, 0, view.width / 2 + 100, view.height / 2);
  expect(Math.abs(after[0] - red), 'the same place is under the pointer').toBeLessThan(4);
  expect(await scroll()).toBe(still);
  for (let i = 0; i < 8; i++) await page.mouse.wheel(0, 200);
  await expect(zoom(page)).toHaveText('100%');
  for (let i = 0; i < 3; i++) await page.mouse.wheel(0, 200);
  await expect.poll(scroll, 'at the smallest zoom the page goes on').toBeGreaterThan(still + 50);
});

test('double click zooms in and out; a zoomed picture is dragged, and a view bound to it follows', async ({
  page,
}) => {
  await open(page);
  const view = await middle(picture(page));
  await page.mouse.dblclick(view.cx + 80, view.cy - 60);
  await expect(zoom(page)).toHaveText('272%');
  const other = page.locator('.compare').nth(1).locator('.zoom');
  await expect(other).toHaveText('128%');
  const [red, green] = await pixel(page, 0, view.width / 2, view.height / 2);
  await page.mouse.move(view.cx + 200, view.cy + 100);
  await page.mouse.down();
  await page.mouse.move(view.cx + 100, view.cy + 40, { steps: 5 });
  await page.mouse.up();
  const moved = await pixel(page, 0, view.width / 2, view.height / 2);
  expect(moved[0]).toBeGreaterThan(red + 10);
  expect(moved[1]).toBeGreaterThan(green + 8);
  await expect(divider(page), 'which stays').toHaveAttribute('aria-valuenow', '50');
  await page.mouse.dblclick(view.cx + 80, view.cy - 60);
  await expect(zoom(page)).toHaveText('136%');
  await expect(other).toHaveText('64%');
});

test.describe('by touch', () => {
  test.use({ hasTouch: true, viewport: { width: 360, height: 640 } });

  test('two fingers zoom, one scrolls the page until then', async ({ page, browserName }) => {
    test.skip(browserName !== 'chromium', 'fingers are sent by Chromium’s own protocol');
    await open(page);
    const cdp = await page.context().newCDPSession(page);
    const fingers = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: [number, number][]) =>
      cdp.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: points.map(([x, y], id) => ({ x, y, id })),
      });
    const view = await middle(picture(page));
    await expect(picture(page)).toHaveCSS('touch-action', 'pan-y');
    await fingers('touchStart', [
      [view.cx - 20, view.cy],
      [view.cx + 20, view.cy],
    ]);
    for (let i = 1; i <= 8; i++) {
      await fingers('touchMove', [
        [view.cx - 20 - 5 * i, view.cy],
        [view.cx + 20 + 5 * i, view.cy],
      ]);
    }
    await fingers('touchEnd', []);
    await expect.poll(() => percent(page)).toBeGreaterThan(130);
    await expect(picture(page), 'then a finger moves the picture').toHaveCSS('touch-action', 'none');
    const { height } = await middle(picture(page));
    expect(height, 'and the page can be scrolled beside it').toBeLessThanOrEqual(0.75 * 640 + 1);
  });
});

test('a picture that changes is drawn at once from bitmaps; the page never shows an empty side', async ({
  page,
}) => {
  await open(page);
  await page.evaluate(() => {
    const canvas = document.querySelectorAll<HTMLCanvasElement>('.side canvas')[1];
    const empty: number[] = [];
    const look = () => {
      const one = new OffscreenCanvas(1, 1).getContext('2d')!;
      one.drawImage(canvas, 100, 200, 1, 1, 0, 0, 1, 1);
      if (one.getImageData(0, 0, 1, 1).data[3] === 0) empty.push(1);
      requestAnimationFrame(look);
    };
    look();
    Object.assign(window, { empty });
  });
  await page.getByRole('button', { name: 'Coarser' }).click();
  await expect(page.locator('.name', { hasText: '2 levels' })).toBeVisible();
  expect(new Set((await pixel(page, 1, 100, 100)).slice(0, 2))).toEqual(new Set([0]));
  await picture(page).focus();
  await page.keyboard.press('+'); // drawn anew from the newest bitmap, the others being closed
  expect(await page.evaluate(() => (window as unknown as { empty: number[] }).empty)).toEqual([]);
});

test('an overlay lies over both sides and moves with them', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Mark' }).click();
  const overlay = picture(page).locator('canvas').nth(2);
  await expect(overlay).toHaveClass(/drawn/);
  const alpha = async (x: number) => (await pixel(page, 2, x, 100))[3];
  const { width } = await middle(picture(page));
  expect(await alpha(Math.round((25 * width) / 600))).toBe(0);
  expect(await alpha(Math.round((75 * width) / 600))).toBe(160);
  await page.getByRole('button', { name: 'Mark' }).click();
  await expect(picture(page).locator('canvas')).toHaveCount(2);
});

test('12 megapixels: a canvas no larger than its box, and panning without long tasks', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Large' }).click();
  await expect.poll(() => percent(page)).toBeLessThan(20);
  const canvas = picture(page).locator('canvas').first();
  const { width } = await middle(picture(page));
  await expect
    .poll(() => canvas.evaluate((canvas: HTMLCanvasElement) => canvas.width))
    .toBe(Math.round(width));
  await page.getByRole('button', { name: '100%' }).first().click();
  await page.evaluate(() => {
    const long: number[] = [];
    new PerformanceObserver((list) =>
      long.push(...list.getEntries().map(({ duration }) => duration)),
    ).observe({ type: 'longtask' });
    Object.assign(window, { long });
  });
  const view = await middle(picture(page));
  // A machine busy with other things stretches a task now and then; a slow page stretches one in every drag.
  await expect(async () => {
    await page.evaluate(() => (window as unknown as { long: number[] }).long.splice(0));
    await page.mouse.move(view.cx + 200, view.cy);
    await page.mouse.down();
    for (let i = 0; i <= 30; i++) await page.mouse.move(view.cx + 200 - 10 * i, view.cy + i);
    await page.mouse.up();
    expect(await page.evaluate(() => (window as unknown as { long: number[] }).long)).toEqual([]);
  }).toPass({ timeout: 20_000 });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the ${colorScheme} theme, whole and zoomed`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await open(page);
    const check = async () => expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await check();
    await picture(page).focus();
    for (let i = 0; i < 6; i++) await page.keyboard.press('+');
    await page.getByRole('button', { name: 'Mark' }).click();
    await check();
  });
}
