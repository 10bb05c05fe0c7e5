import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { test } from './fixtures.ts';
import { button, expect, openLab, photos, problem, start, status } from './style-transfer-lab.ts';

async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include('#style-transfer').analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  );
}

test('the lab has no accessibility faults, idle and painting, in light', async ({ page }) => {
  test.slow(); // axe takes its time where the machine is busy
  await page.emulateMedia({ colorScheme: 'light' });
  const lab = await openLab(page, '?style-transfer.size=64&style-transfer.steps=999');
  expect(await violations(page), 'idle').toEqual([]);
  await start(lab).click();
  await expect(status(lab)).toContainText(/^Painting/, { timeout: 30_000 });
  expect(await violations(page), 'painting').toEqual([]);
  await button(lab, /Stop$/).first().click();
});

test('nor has it with a problem and everything open, in dark, on a phone', async ({ page }) => {
  test.slow();
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 360, height: 800 });
  const lab = await openLab(page);
  const wide = () => lab.evaluate((element) => element.getBoundingClientRect().left + element.scrollWidth);
  expect(await wide()).toBeLessThanOrEqual(360);
  await expect(lab.getByRole('textbox', { name: 'Size, as a number' })).toHaveValue('128');
  await button(lab, 'Blend in another painting').click();
  await photos(lab)
    .locator('..')
    .locator('input[type=file]')
    .setInputFiles({ name: 'a-recipe.txt', mimeType: 'text/plain', buffer: Buffer.from('two eggs') });
  await expect(problem(lab)).toContainText('a-recipe.txt');
  for (const summary of [/^More settings/, /^The network/, /^All nine/, /^Downloads/, /losses as a table/])
    await lab.locator('summary', { hasText: summary }).click();
  await expect(button(lab, 'Animated GIF')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  expect(await wide()).toBeLessThanOrEqual(360);
});
