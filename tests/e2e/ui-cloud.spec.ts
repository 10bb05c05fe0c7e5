import type { Page } from '@playwright/test';
import { expect, test } from './fixtures/ui/gallery.ts';

async function open(page: Page) {
  await page.emulateMedia({ reducedMotion: 'reduce' }); // no smooth scrolling while places are read
  await page.goto('pictures.html');
  await page.locator('.cloud canvas.drawn').nth(1).waitFor();
}

const cloud = (page: Page) => page.getByRole('application', { name: 'Colours in the RGB cube' });
/** Where the centroid of one colour stands. */
const centroid = (page: Page) =>
  cloud(page)
    .locator('circle[fill="rgb(230 40 60)"]')
    .evaluate((circle) => [Number(circle.getAttribute('cx')), Number(circle.getAttribute('cy'))]);
/** What the canvas shows, in brief. */
const drawn = (page: Page) =>
  cloud(page)
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL().slice(-2000));

test('turned by keys, points and centroids together, and back by Home; other keys are left to the page', async ({
  page,
}) => {
  await open(page);
  const [home, picture] = [await centroid(page), await drawn(page)];
  await cloud(page).focus();
  const scroll = await page.evaluate(() => scrollY);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  expect(await centroid(page)).not.toEqual(home);
  expect(await drawn(page)).not.toBe(picture);
  expect(await page.evaluate(() => scrollY)).toBe(scroll);
  await page.keyboard.press('Home');
  expect(await centroid(page)).toEqual(home);
  expect(await drawn(page)).toBe(picture);
  await page.keyboard.press('Tab');
  await expect(cloud(page)).not.toBeFocused();
});

test('turned by a drag in its direction', async ({ page }) => {
  await open(page);
  await cloud(page).scrollIntoViewIfNeeded();
  const box = (await cloud(page).boundingBox())!;
  const before = await centroid(page);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 10, y, { steps: 3 });
  await page.mouse.up();
  const after = await centroid(page);
  expect(after).not.toEqual(before);
  await page.mouse.move(x + 60, y);
  expect(await centroid(page), 'not any more').toEqual(after);
});

test('a finger that moves down still scrolls the page', async ({ page }) => {
  await open(page);
  await expect(cloud(page)).toHaveCSS('touch-action', 'pan-y');
});

test('the points stand where the still had them', async ({ page }) => {
  await open(page);
  const apart = await cloud(page).evaluate(async (box) => {
    const shrink = (source: CanvasImageSource) => {
      const context = new OffscreenCanvas(24, 24).getContext('2d')!;
      context.imageSmoothingQuality = 'high';
      context.drawImage(source, 0, 0, 24, 24);
      return context.getImageData(0, 0, 24, 24).data;
    };
    const [still, live] = [shrink(box.querySelector('img')!), shrink(box.querySelector('canvas')!)];
    return still.reduce((sum, value, i) => sum + Math.abs(value - live[i]), 0) / still.length;
  });
  expect(apart).toBeLessThan(10);
});

test('nothing is drawn while nothing changes', async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    const put = CanvasRenderingContext2D.prototype.putImageData;
    Object.assign(window, { puts: 0 });
    CanvasRenderingContext2D.prototype.putImageData = function (...given: unknown[]) {
      (window as unknown as { puts: number }).puts++;
      return (put as (...all: unknown[]) => void).apply(this, given);
    };
  });
  await page.waitForTimeout(500);
  expect(await page.evaluate(() => (window as unknown as { puts: number }).puts)).toBe(0);
  await cloud(page).focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => page.evaluate(() => (window as unknown as { puts: number }).puts)).toBe(1);
});
