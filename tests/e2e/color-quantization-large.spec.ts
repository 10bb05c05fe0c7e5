import { readFile } from 'node:fs/promises';
import {
  choose,
  decoded,
  download,
  fact,
  file,
  kField,
  openLab,
  sample,
  settled,
  shownPixels,
  slider,
  status,
  unfold,
  watchDrawing,
} from './color-quantization-lab.ts';
import { expect, test } from './fixtures.ts';
import { longTasks } from './long-tasks.ts';

const PHOTO = 'tests/fixtures/color-quantization/sunset.jpg';
const ms = (text: string) => Number.parseFloat(text) * (/ms$/.test(text) ? 1 : 1000);

test('a photo of 12 megapixels: opened, slid, dithered and downloaded as exactly what is shown', async ({
  browser,
  browserName,
  page,
}) => {
  test.setTimeout(180_000);
  await watchDrawing(page);
  const lab = await openLab(page);
  await expect(file(lab)).toBeEnabled();

  async function work() {
    if (browserName === 'firefox') await choose(lab, 'sunset.jpg', await readFile(PHOTO));
    else await file(lab).setInputFiles(PHOTO);
    await settled(lab, 'sunset.jpg: 16 colours instead of 176,549');
    await slider(lab).focus();
    for (let i = 0; i < 12; i++) await page.keyboard.press('PageUp');
    await settled(lab, /sunset\.jpg: \d\d\d colours/);
  }
  if (browserName === 'chromium') {
    expect(await longTasks(browser, page, work), 'long tasks on the page').toEqual([]);
  } else await work();

  await kField(lab).fill('64');
  await settled(lab, 'sunset.jpg: 64 colours');
  const times = [ms(await fact(lab, 'Time').innerText())];
  for (const k of ['32', '63', '12']) {
    await kField(lab).fill(k);
    await settled(lab, `sunset.jpg: ${k} colours`);
    times.push(ms(await fact(lab, 'Time').innerText()));
  }
  console.log(`    12 MP in full: ${times.join(', ')} ms`);
  expect(Math.min(...times), 'the least of some, as others may be at work on this machine').toBeLessThan(300);
  await expect(lab.getByText(/^The PNG is \d+% smaller than the file it was made from/)).toBeVisible();

  const shown = await shownPixels(lab, 'after');
  if (browserName === 'firefox') return; // its driver tells of no downloads
  const file8 = await download(page, lab, 'PNG-8');
  const png8 = await decoded(file8);
  expect([png8.width, png8.height]).toEqual([4272, 2848]);
  expect(png8.colors).toBeLessThanOrEqual(12);
  expect(png8.hash).toBe(shown);
  expect(file8.length).toBeLessThan((await readFile(PHOTO)).length);
  const original = await decoded(await readFile(PHOTO));
  let error = 0;
  for (let i = 0; i < png8.data.length; i++) error += (png8.data[i] - original.data[i]) ** 2;
  const mse = error / ((png8.data.length / 4) * 3);
  const told = Number(await fact(lab, 'MSE').innerText());
  expect(Math.abs(told / mse - 1), `${told} told, ${mse} found`).toBeLessThan(0.01);
});

test('while the slider moves, a preview follows in less than 50 ms', async ({ page, browserName }) => {
  test.slow();
  await page.addInitScript(() => {
    const times: number[] = [];
    let begun = 0;
    Object.assign(window, { times });
    addEventListener('input', () => (begun = performance.now()), { capture: true });
    const { drawImage } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.drawImage = function (...given: unknown[]) {
      if (begun > 0 && given[0] instanceof ImageBitmap) {
        times.push(performance.now() - begun);
        begun = 0;
      }
      return Reflect.apply(drawImage, this, given);
    };
  });
  const lab = await openLab(page);
  if (browserName === 'firefox') await choose(lab, 'sunset.jpg', await readFile(PHOTO));
  else await file(lab).setInputFiles(PHOTO);
  await settled(lab, 'sunset.jpg: 16 colours');
  await slider(lab).scrollIntoViewIfNeeded();
  const box = (await slider(lab).boundingBox())!;
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.5, y);
  await page.mouse.down();
  for (let step = 1; step <= 40; step++) {
    await page.mouse.move(box.x + box.width * (0.5 + step * 0.01), y);
    await page.waitForTimeout(30);
  }
  await page.mouse.up();
  const times = await page.evaluate(() => (window as unknown as { times: number[] }).times);
  times.sort((a, b) => a - b);
  console.log(
    `    a preview of 12 MP in ${times[times.length >> 1].toFixed(0)} ms (median of ${times.length})`,
  );
  expect(times.length).toBeGreaterThan(15);
  expect(
    times[times.length >> 2],
    'a quarter of them, as others may be at work on this machine',
  ).toBeLessThan(50);
});

test('a long search is stopped, gone on with, and gives way to another choice', async ({
  page,
  browserName,
}) => {
  test.slow();
  const lab = await openLab(page);
  if (browserName === 'firefox') await choose(lab, 'sunset.jpg', await readFile(PHOTO));
  else await file(lab).setInputFiles(PHOTO);
  await settled(lab, 'sunset.jpg: 16 colours');
  await lab.getByLabel('Dithering', { exact: true }).selectOption('Floyd–Steinberg');
  await lab.getByRole('radio', { name: 'Best' }).check();
  await kField(lab).fill('256');
  const stop = lab.locator('.head').getByRole('button', { name: 'Stop' });
  await stop.click({ timeout: 30_000 });
  await expect(status(lab)).toContainText('Stopped. Shown: sunset.jpg', { timeout: 20_000 });
  await lab.getByRole('button', { name: 'Go on' }).click();
  await expect(stop).toBeVisible();
  await sample(lab, 'Kingfisher').check({ force: true });
  await settled(lab, 'Kingfisher: 256 colours');
});

test('pictures and palettes are downloaded in every format', async ({ page, browserName }) => {
  test.skip(browserName === 'firefox', 'WebDriver BiDi tells of no downloads');
  test.slow();
  await watchDrawing(page);
  const lab = await openLab(page, '?color-quantization.k=5&color-quantization.dither=floyd-steinberg');
  await settled(lab, '5 colours');
  const shown = await shownPixels(lab, 'after');
  await unfold(lab, 'Downloads, and code');
  for (const name of ['PNG-8', 'PNG-32', 'WebP, lossless']) {
    expect((await decoded(await download(page, lab, name))).hash, name).toBe(shown);
  }
  const [plain, squeezed] = [
    await download(page, lab, 'PNG-8'),
    await download(page, lab, await lab.getByRole('button', { name: /^Squeezed PNG-8/ }).innerText()),
  ];
  expect(squeezed.length).toBeLessThan(plain.length);
  expect((await decoded(squeezed)).hash).toBe(shown);
  await expect(lab.getByText(/instead of .* with the same pixels\.$/)).toBeVisible();

  const text = async (name: string) => (await download(page, lab, name)).toString('latin1');
  const hex = (await text('Hex list')).trim().split('\n');
  expect(hex).toHaveLength(5);
  expect(await text('GIMP, Inkscape, Krita (GPL)')).toMatch(
    /^GIMP Palette\nName: Scarlet macaw, 5 colours\n/,
  );
  expect(await text('Adobe Swatch Exchange (ASE)')).toMatch(/^ASEF/);
  expect((await text('Adobe Color Table (ACT)')).length).toBe(772);
  for (const color of hex) expect(await text('CSS custom properties')).toContain(color);
  expect(JSON.parse(await text('JSON')).colors).toHaveLength(5);
});

test('code repeats what is on screen', async ({ page }) => {
  const lab = await openLab(page, '?color-quantization.k=7');
  await settled(lab, '7 colours');
  await unfold(lab, 'Downloads, and code');
  await expect(
    lab.getByText("engine.quantize(histogram, { k: 7, space: 'srgb', mode: 'fast' })"),
  ).toBeVisible();
  await lab.getByRole('radio', { name: 'Python, Pillow' }).check();
  await expect(lab.getByText('holder.putpalette(palette)')).toBeVisible();
  await lab.getByRole('radio', { name: 'Python, scikit-learn' }).check();
  await expect(lab.getByText('KMeans(min(7, len(colors))')).toBeVisible();
});
