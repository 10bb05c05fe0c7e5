import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import * as make from '../fixtures/pictures.ts';
import { choose, openLab, problem, settled, slider, status, swatches } from './color-quantization-lab.ts';
import { expect, test } from './fixtures.ts';

async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include('#color-quantization').analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  );
}

/** Opens everything that folds. */
async function unfoldAll(page: Page) {
  const folds = page.locator('#color-quantization summary');
  for (let i = 0; i < (await folds.count()); i++) {
    const closed = await folds.nth(i).evaluate((node) => !(node.parentElement as HTMLDetailsElement).open);
    if (closed) await folds.nth(i).click();
  }
  const lab = page.locator('#color-quantization');
  await expect(lab.getByRole('button', { name: 'PNG-8', exact: true })).toBeVisible();
  await expect(lab.getByRole('img', { name: 'Histogram of the errors of the pixels' })).toBeVisible();
  await expect(lab.getByRole('group', { name: 'Choose several pictures' })).toBeVisible();
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the lab has no accessibility faults, idle, running, or with a problem, in ${colorScheme}`, async ({
    page,
  }) => {
    test.slow();
    await page.emulateMedia({ colorScheme });
    const lab = await openLab(page);
    expect(await violations(page), 'idle').toEqual([]);

    await slider(lab).focus();
    await page.keyboard.press('PageUp');
    await settled(lab, 'Scarlet macaw: 19 colours');
    await swatches(lab).nth(4).focus();
    expect(await violations(page), 'with a result').toEqual([]);

    await lab.getByRole('radio', { name: 'Your own' }).check();
    await lab.getByLabel('Colours', { exact: true }).fill('no colour');
    await expect(problem(lab)).toContainText('“no”');
    await choose(lab, 'words.txt', Buffer.from('words'));
    await expect(problem(lab).filter({ hasText: 'words.txt' })).toBeVisible();
    await choose(lab, 'vast.png', make.statedPng(20_000, 20_000));
    await expect(lab.getByRole('button', { name: /^Scale it down/ })).toBeVisible();
    expect(await violations(page), 'with problems').toEqual([]);

    await unfoldAll(page);
    await lab.getByRole('button', { name: 'Compare', exact: true }).click();
    await expect(lab.getByRole('button', { name: 'Show 2 colours' })).toBeVisible({ timeout: 20_000 });
    expect(await violations(page), 'running, with everything open').toEqual([]);
  });
}

test('nothing sticks out at 360 px, whatever is open', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  const lab = await openLab(page);
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await wide()).toBeLessThanOrEqual(360);
  await slider(lab).focus();
  await page.keyboard.press('End');
  await settled(lab, '256 colours');
  await expect(swatches(lab)).toHaveCount(256);
  expect(await wide()).toBeLessThanOrEqual(360);
  await lab.getByRole('radio', { name: 'Your own' }).check();
  await expect(lab.getByLabel('Known palettes')).toBeVisible();
  await unfoldAll(page);
  await lab.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(lab.getByRole('button', { name: 'Show 2 colours' })).toBeVisible({ timeout: 20_000 });
  expect(await wide()).toBeLessThanOrEqual(360);
});

test('everything that matters is done by the keyboard alone', async ({ page, browserName }) => {
  test.skip(browserName === 'firefox', 'Tab stops at other places there');
  const lab = await openLab(page);
  const focused = () =>
    page.evaluate(() => {
      const at = document.activeElement;
      const label =
        at instanceof HTMLInputElement
          ? at.labels?.[0]?.textContent?.trim() || at.labels?.[0]?.querySelector('img')?.alt
          : '';
      return at?.getAttribute('aria-label') || label || at?.textContent?.trim() || '';
    });
  /** Tabs on until what has the focus is called so. */
  async function tabTo(name: RegExp) {
    for (let i = 0; i < 40; i++) {
      if (name.test(await focused())) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`no way by Tab to ${name}; the focus is on “${await focused()}”`);
  }
  await lab.getByRole('button', { name: 'Copy link' }).focus();
  await tabTo(/^Scarlet macaw$/);
  await page.keyboard.press('ArrowRight');
  await settled(lab, 'Summer Palace: 16 colours');
  await tabTo(/^Open a picture$/);
  await tabTo(/, original and with 16 colours$/);
  await page.keyboard.press('+');
  await expect(lab.locator('.zoom')).not.toHaveText('');
  await page.keyboard.press('0');
  await tabTo(/^Where Original ends/);
  await page.keyboard.press('Home');
  await expect(lab.getByRole('slider', { name: /^Where Original ends/ })).toHaveAttribute(
    'aria-valuetext',
    /^0%/,
  );
  await tabTo(/^Number of colours k$/);
  await page.keyboard.press('Home');
  for (let i = 0; i < 7; i++) await page.keyboard.press('ArrowRight');
  await settled(lab, 'Summer Palace: 8 colours');
  await tabTo(/of the pixels/);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(swatches(lab).nth(1)).toBeFocused();
  await expect(lab.locator('.compare .view canvas')).toHaveCount(3);
  await page.keyboard.press('Tab');
  await tabTo(/^Locked$/);
  await page.keyboard.press('Space');
  await expect(swatches(lab).nth(1)).toHaveAttribute('aria-label', /, locked$/);
  await tabTo(/^OKLab$|^sRGB$/);
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/space=oklab/);
  await tabTo(/^Downloads, and code/);
  await page.keyboard.press('Enter');
  await expect(lab.getByRole('button', { name: 'PNG-8', exact: true })).toBeVisible();
  await tabTo(/^PNG-8$/);
  const coming = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect((await coming).suggestedFilename()).toBe('summer-palace-8.png');
  await expect(status(lab)).toContainText('Summer Palace: 8 colours');
});
