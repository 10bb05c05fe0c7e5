import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { data, openLab, problem, status, textBox } from './kmeans1d-lab.ts';

async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include('#kmeans1d').analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  );
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the lab has no accessibility faults, idle, running, or with a problem, in ${colorScheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    const lab = await openLab(page);
    expect(await violations(page), 'idle').toEqual([]);

    await lab.getByLabel('How many').selectOption('10,000,000');
    await expect(lab.getByRole('button', { name: 'Stop' })).toBeVisible();
    expect(await violations(page), 'running').toEqual([]);
    await lab.getByRole('button', { name: 'Stop' }).click();

    await data(lab, 'Your own').check();
    await textBox(lab).fill('name,price\na,1\nb,oops\nc,3\n');
    await expect(problem(lab)).toContainText('oops');
    expect(await violations(page), 'with a problem').toEqual([]);
    await lab.getByRole('button', { name: /Leave it out/ }).click();
    await expect(status(lab)).toContainText('of 2 numbers');
    await lab.getByText('Downloads, and code for what is on screen').click();
    await lab.getByText('Show the clusters as a table').click();
    await expect(lab.getByRole('button', { name: 'Chart (PNG)' })).toBeVisible();
    expect(await violations(page), 'with everything open').toEqual([]);
  });
}

test('nothing sticks out at 360 px, whatever is open', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  const lab = await openLab(page);
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await wide()).toBeLessThanOrEqual(360);
  await data(lab, 'Your own').check();
  const row = Array.from({ length: 30 }, (_, i) => 1000.123 + i).join(',');
  await textBox(lab).fill(`${row}\n${row}\n${row}\n`);
  await expect(lab.getByText('Which column?')).toBeVisible();
  await lab.getByText('Downloads, and code for what is on screen').click();
  await lab.getByText('Show the clusters as a table').click();
  await expect(lab.getByRole('button', { name: 'Chart (PNG)' })).toBeVisible();
  expect(await wide()).toBeLessThanOrEqual(360);
});
