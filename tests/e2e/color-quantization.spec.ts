import { readFile } from 'node:fs/promises';
import {
  fact,
  kField,
  openLab,
  problem,
  sample,
  settled,
  slider,
  status,
  swatches,
  unfold,
} from './color-quantization-lab.ts';
import { expect, test } from './fixtures.ts';
import { testFailures } from './lab-failures.ts';

test('the lab shows a computed result without JavaScript', async ({ browser, browserName, baseURL }) => {
  test.skip(browserName === 'firefox', 'WebDriver BiDi cannot switch JavaScript off');
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) });
  const page = await context.newPage();
  await page.goto('posts/color-quantization/');
  const lab = page.locator('#color-quantization');
  await expect(status(lab)).toHaveText(
    /^Scarlet macaw: 16 colours instead of [\d,]+, mean squared error [\d.]+ \(/,
  );
  await expect(lab.locator('noscript p')).toBeVisible();
  for (const name of [/^Original: Scarlet macaw/, /^16 colours: Scarlet macaw/]) {
    const picture = lab.getByRole('img', { name });
    await picture.scrollIntoViewIfNeeded();
    await expect(picture).toBeVisible();
    await expect
      .poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth))
      .toBeGreaterThan(300);
  }
  await expect(slider(lab)).toBeDisabled();
  await lab.getByText('Show the palette as a table').click();
  await expect(lab.getByRole('row')).toHaveCount(17);
  await expect(fact(lab, 'PNG-8, after')).toHaveText(/kB/);
  await context.close();
});

test('k is chosen by slider, keys and number field, and what is shown follows', async ({ page }) => {
  const lab = await openLab(page);
  await slider(lab).focus();
  await page.keyboard.press('ArrowRight');
  await settled(lab, 'Scarlet macaw: 17 colours instead of');
  await expect(swatches(lab)).toHaveCount(17);
  await expect(fact(lab, 'Time')).toHaveText(/ms|s$/);
  await page.keyboard.press('End');
  await settled(lab, '256 colours instead of');
  await page.keyboard.press('Home');
  await settled(lab, '1 colour instead of');
  await kField(lab).fill('40');
  await settled(lab, '40 colours instead of');
  await expect(lab.getByText('40 colours', { exact: true })).toBeVisible();
  await kField(lab).fill('999');
  await kField(lab).blur();
  await settled(lab, '256 colours instead of');
  await expect(lab.getByText('Number of colours k can be at most 256, so 256 is used.')).toBeVisible();
});

test('more colours and better searches make smaller errors, each space its own', async ({ page }) => {
  const lab = await openLab(page);
  const number = async (term: string) => Number((await fact(lab, term).innerText()).replaceAll(',', ''));
  await kField(lab).fill('12');
  await settled(lab, '12 colours');
  const [mse, deltaE] = [await number('MSE'), await number('ΔE in OKLab')];
  await lab.getByRole('radio', { name: 'Best' }).check();
  await expect(page).toHaveURL(/mode=best/);
  await settled(lab, '12 colours');
  expect(await number('MSE')).toBeLessThanOrEqual(mse * 1.0001);
  await lab.getByRole('radio', { name: 'OKLab' }).check();
  await expect(fact(lab, 'ΔE in OKLab')).not.toHaveText(String(deltaE));
  await settled(lab, '12 colours');
  expect(await number('ΔE in OKLab')).toBeLessThan(deltaE);
  expect(await number('MSE')).toBeGreaterThan(mse * 0.99);
  await lab.getByRole('button', { name: 'Other starting points' }).click();
  await expect(lab.getByRole('button', { name: 'Other starting points (seed 1)' })).toBeVisible();
  await lab.getByRole('radio', { name: 'Linear light' }).check();
  await settled(lab, '12 colours');
});

test('dithering, with its strength', async ({ page }) => {
  const lab = await openLab(page, '?color-quantization.k=4');
  await settled(lab, 'Scarlet macaw: 4 colours');
  const plain = await fact(lab, 'MSE').innerText();
  const strength = lab.getByRole('slider', { name: 'Strength of dithering' });
  await expect(strength).toBeDisabled();
  for (const name of ['Floyd–Steinberg', 'Atkinson', 'Blue noise', 'Ordered, 8 × 8']) {
    await lab.getByLabel('Dithering', { exact: true }).selectOption(name);
    await expect(fact(lab, 'MSE')).not.toHaveText(plain);
  }
  await strength.focus();
  await page.keyboard.press('Home');
  await expect(fact(lab, 'MSE')).toHaveText(plain);
});

test('samples, each with its credit, and reset', async ({ page }) => {
  const lab = await openLab(page);
  for (const name of ['The Starry Night (1889)', 'Kingfisher']) {
    await sample(lab, name).check({ force: true });
    await settled(lab, `${name}: 16 colours`);
    await expect(lab.locator('.head')).toContainText(name);
    await expect(lab.locator('.head a').first()).toHaveAttribute('href', /^https:/);
  }
  await lab.getByRole('button', { name: 'Reset' }).click();
  await settled(lab, 'Scarlet macaw: 16 colours');
  await expect(sample(lab, 'Scarlet macaw')).toBeChecked();
});

test('colours are locked, changed, sorted and copied', async ({ page, browserName }) => {
  const lab = await openLab(page);
  await lab.getByLabel('Order', { exact: true }).selectOption('By share');
  await expect(page).toHaveURL(/sort=share/);
  const shares = await swatches(lab).evaluateAll((all) =>
    all.map((one) => Number(/([\d.]+)% of/.exec(one.getAttribute('aria-label') ?? '')?.[1])),
  );
  expect(shares).toEqual([...shares].sort((a, b) => b - a));
  await swatches(lab).nth(3).click();
  const detail = lab.getByRole('group', { name: 'The colour picked' });
  const color = (await detail.locator('code').innerText()).trim();
  await detail.getByRole('checkbox', { name: 'Locked' }).check();
  await settled(lab, '16 colours');
  await expect(swatches(lab).filter({ hasText: color })).toHaveAttribute('aria-label', /, locked$/);
  await kField(lab).fill('5');
  await settled(lab, '5 colours');
  await expect(swatches(lab).filter({ hasText: color })).toHaveCount(1);

  await detail.getByLabel(/^Change the colour/).fill('#ff00ff');
  await expect(detail.locator('code')).toHaveText('#ff00ff');
  await expect(swatches(lab).filter({ hasText: '#ff00ff' })).toHaveAttribute('aria-label', /, locked$/);
  await expect(page).toHaveURL(/locked=ff00ff/);
  await detail.getByRole('checkbox', { name: 'Locked' }).uncheck();
  await expect(swatches(lab).filter({ hasText: '#ff00ff' })).toHaveCount(0);

  if (browserName === 'firefox') return; // grants no clipboard to its driver
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await detail.getByRole('button', { name: 'Copy' }).click();
  const copied = (await detail.locator('code').innerText()).trim();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(copied);
});

test('more colours locked than k says', async ({ page }) => {
  const lab = await openLab(page, '?color-quantization.k=2&color-quantization.locked=ff0000-00ff00-0000ff');
  await expect(lab.getByText('3 colours are locked, so there are 3.')).toBeVisible();
  await expect(swatches(lab)).toHaveCount(3);
});

test('pixels of the colour under pointer or focus stand out', async ({ page }) => {
  const lab = await openLab(page);
  await settled(lab, '16 colours');
  const sides = lab.locator('.compare .view canvas');
  await expect(sides).toHaveCount(2);
  await swatches(lab).nth(5).hover();
  await expect(sides).toHaveCount(3);
  await lab.getByText('Colour distance').hover();
  await expect(sides).toHaveCount(2);
  await swatches(lab).nth(6).focus();
  await expect(sides).toHaveCount(3);
  await page.keyboard.press('ArrowRight');
  await expect(swatches(lab).nth(7)).toBeFocused();
  await expect(sides).toHaveCount(3);
  await slider(lab).focus();
  await expect(sides).toHaveCount(2);
});

test('a palette of one’s own: what is shown, known ones, text and files', async ({ page }) => {
  const lab = await openLab(page);
  await lab.getByRole('radio', { name: 'Your own' }).check();
  await expect(lab.getByText('The palette is your own, of 16 colours.')).toBeVisible();
  await expect(slider(lab)).toBeDisabled();
  const box = lab.getByLabel('Colours', { exact: true });
  await expect(box).toHaveValue(/^(#[\da-f]{6}\n){15}#[\da-f]{6}$/);
  await lab.getByLabel('Known palettes').selectOption('Game Boy (1989): 4');
  await settled(lab, '4 colours instead of');
  await expect(swatches(lab).first()).toContainText('#0f380f');
  await box.fill('red');
  await expect(problem(lab)).toContainText('“red”');
  await box.fill('GIMP Palette\nName: two\n#\n0 0 0 black\n255 255 255 white\n');
  await settled(lab, '2 colours instead of');
  await expect(lab.getByText('Read as a GIMP palette: 2 colours.')).toBeVisible();
  const ase = await readFile('tests/fixtures/palettes/three.ase').catch(() => undefined);
  const chooser = lab.getByLabel('Choose a palette file').locator('input[type=file]');
  await chooser.setInputFiles({
    name: 'three.hex',
    mimeType: '',
    buffer: ase ?? Buffer.from('ff0000\n00ff00\n0000ff\n'),
  });
  await settled(lab, '3 colours instead of');
  await expect(page).toHaveURL(/palette=ff0000-00ff00-0000ff/);
  await lab.getByRole('button', { name: 'Remove' }).click();
  await settled(lab, '2 colours instead of');
  await lab.getByRole('radio', { name: 'Found by k-means' }).check();
  await settled(lab, '16 colours instead of');
});

test('a link holds the settings', async ({ page }) => {
  const query =
    '?color-quantization.picture=crab&color-quantization.k=6&color-quantization.space=oklab&color-quantization.mode=best&color-quantization.seed=7&color-quantization.dither=blue-noise&color-quantization.strength=40&color-quantization.locked=ff00ff&color-quantization.sort=lightness';
  let lab = await openLab(page, query);
  // Six, but nothing in the picture is near the locked one.
  await settled(lab, /: 5 colours instead/);
  await expect(swatches(lab)).toHaveCount(6);
  const mse = await fact(lab, 'MSE').innerText();
  await expect(swatches(lab).filter({ hasText: '#ff00ff' })).toHaveAttribute('aria-label', /, locked$/);
  await expect(lab.getByLabel('Order', { exact: true })).toHaveValue('By lightness');
  await page
    .context()
    .grantPermissions(['clipboard-read', 'clipboard-write'])
    .catch(() => {});
  await slider(lab).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  await settled(lab, /: 5 colours instead/);
  await expect.poll(() => new URL(page.url()).searchParams.get('color-quantization.strength')).toBe('40');
  lab = await openLab(page, new URL(page.url()).search);
  await settled(lab, /: 5 colours instead/);
  await expect(fact(lab, 'MSE')).toHaveText(mse);

  lab = await openLab(
    page,
    '?color-quantization.k=2000&color-quantization.picture=own&color-quantization.palette=ff0000-zz-00ff00',
  );
  await expect(lab.getByText(/asks for k = “2000”; it can be a whole number from 1 to 256/)).toBeVisible();
  await expect(lab.getByText(/made with a picture of its maker’s own/)).toBeVisible();
  await expect(lab.getByText(/Some of the colours in the link cannot be read/)).toBeVisible();
  await settled(lab, 'Scarlet macaw: 2 colours');
});

test('palettes of all sizes are compared, and one of them shown', async ({ page }) => {
  const lab = await openLab(page);
  await unfold(lab, 'Palettes of 2, 4, 8');
  await lab.getByRole('button', { name: 'Compare', exact: true }).click();
  const rows = lab.getByRole('region', { name: 'Palettes compared' }).getByRole('row');
  await expect(rows).toHaveCount(9, { timeout: 30_000 });
  const cell = async (column: number) =>
    (await rows.locator(`:nth-child(${column})`).allInnerTexts())
      .slice(1)
      .map((text) => Number(text.replaceAll(',', '')));
  const errors = await cell(4);
  expect(errors).toEqual([...errors].sort((a, b) => b - a));
  await expect(status(lab)).toContainText('16 colours'); // what was shown stays
  await lab.getByRole('button', { name: 'Show 64 colours' }).click();
  await settled(lab, '64 colours');
  await expect(lab.getByRole('button', { name: 'Compare again' })).toBeVisible();
  await lab.getByLabel('Dithering', { exact: true }).selectOption('Atkinson');
  await expect(lab.getByText('The table is of the picture and the settings from before.')).toBeVisible();
});

test('the colours in space, and the histogram of errors', async ({ page }) => {
  const lab = await openLab(page);
  await unfold(lab, 'The colours in space');
  await expect(
    lab.getByLabel(/^The colours of Scarlet macaw and a palette of 16 colours/).first(),
  ).toBeVisible();
  await expect(lab.getByRole('img', { name: 'Histogram of the errors of the pixels' })).toBeVisible();
  await expect(lab.locator('p', { hasText: /^Half of the pixels are off by less than/ })).toBeVisible();
  await lab.getByText('Show the errors as a table').click();
  const pixels = await lab
    .getByRole('region', { name: 'Pixels by how far they are off' })
    .getByRole('row')
    .locator(':nth-child(3)')
    .allInnerTexts();
  const sum = pixels.slice(1).reduce((total, text) => total + Number(text.replaceAll(',', '')), 0);
  expect(sum).toBe(1024 * 793);
});

test('the comparison is divided and zoomed by keys', async ({ page }) => {
  const lab = await openLab(page);
  const divider = lab.getByRole('slider', { name: /^Where Original ends/ });
  await divider.focus();
  await page.keyboard.press('End');
  await expect(divider).toHaveAttribute('aria-valuetext', /^100% Original/);
  await page.keyboard.press('2');
  await expect(divider).toHaveAttribute('aria-valuetext', /^50% Original/);
  await lab.getByRole('button', { name: /^100%/ }).click();
  await expect(lab.locator('.zoom')).toHaveText('100%');
});

testFailures({
  worker: 'color-quantization.worker',
  open: openLab,
  slider,
  status,
  problem,
  served: 'Scarlet macaw: 16 colours',
  stepped: '17 colours',
});
