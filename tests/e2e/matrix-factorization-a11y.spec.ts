import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { button, cell, grid, lossField, openLab, problem, status } from './matrix-factorization-lab.ts';

async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include('#matrix-factorization').analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  );
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the lab has no accessibility faults, idle, running, or with problems, in ${colorScheme}`, async ({
    page,
  }) => {
    test.slow(); // axe takes its time where the machine is busy
    await page.emulateMedia({ colorScheme });
    const lab = await openLab(page);
    expect(await violations(page), 'idle').toEqual([]);

    await button(lab, 'Run from the seed').click();
    await expect(button(lab, 'Stop')).toBeVisible();
    expect(await violations(page), 'running').toEqual([]);
    await expect(status(lab)).toContainText('At rest', { timeout: 15_000 });

    await cell(lab, 0, 0).click();
    await page.keyboard.press('h');
    await cell(lab, 0, 1).click();
    await page.keyboard.press('l');
    await cell(lab, 1, 0).click();
    await page.keyboard.type('four');
    await page.keyboard.press('Enter');
    await page.keyboard.press('F2');
    await lossField(lab).fill('sum(R)');
    await expect(problem(lab).filter({ hasText: /column 5/i })).toBeVisible();
    await lab.getByText('Downloads, and code for what is on screen').click();
    await lab.getByText('Show the losses as a table').click();
    await expect(button(lab, 'P (CSV)')).toBeVisible();
    expect(await violations(page), 'with problems, and everything open').toEqual([]);
  });
}

test('at 360 px everything is at hand, and nothing sticks out', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  const lab = await openLab(page);
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await wide()).toBeLessThanOrEqual(360);
  for (let i = 0; i < 8; i++) await button(lab, 'Add column').click();
  await expect(grid(lab).getByRole('columnheader')).toHaveCount(12);
  await expect(status(lab)).toContainText(/At rest|steps are taken/);
  expect(await wide()).toBeLessThanOrEqual(360);
  await lab.getByText('Downloads, and code for what is on screen').click();
  await expect(button(lab, 'P (CSV)')).toBeVisible();
  expect(await wide()).toBeLessThanOrEqual(360);
});

test('the grid keeps its place in the order of the Tab key, between lab and knobs', async ({ page }) => {
  const lab = await openLab(page);
  await button(lab, 'Reset').focus();
  await page.keyboard.press('Tab');
  await expect(cell(lab, 0, 0)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await expect(lab.getByRole('region', { name: 'P, Q and PQ' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(cell(lab, 1, 0)).toBeFocused();
});
