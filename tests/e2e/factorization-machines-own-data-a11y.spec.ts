import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { button, openLab, paste, problem, SLOW } from './factorization-machines-own-data-lab.ts';
import { expect, test } from './fixtures.ts';

async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include('section#own-data').analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

test('axe finds nothing, idle, at work, with all open and with a problem; and nothing sticks out at 360 px', async ({
  page,
}) => {
  test.slow();
  await page.setViewportSize({ width: 360, height: 800 });
  const lab = await openLab(page, SLOW);
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await violations(page), 'idle').toEqual([]);
  expect(await wide()).toBeLessThanOrEqual(360);
  await button(lab, 'Train').click();
  await expect(button(lab, 'Stop')).toBeVisible();
  expect(await violations(page), 'at work').toEqual([]);
  await button(lab, 'Stop').click();
  await expect(button(lab, 'Go on')).toBeVisible();
  for (const summary of [
    'Columns, and how',
    'First lines of the file',
    'More settings:',
    'One row taken apart',
    'What if:',
    'Predictions against',
    'Downloads, and code',
  ])
    await lab.getByText(summary).click();
  await expect(lab.getByRole('button', { name: 'Weights (JSON)' })).toBeEnabled();
  await expect(lab.getByText('Python, pyfms')).toBeVisible();
  await expect(lab.getByText(/^Row \d+/).first()).toBeVisible();
  expect(await wide()).toBeLessThanOrEqual(360);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await violations(page), 'with everything open, in the dark').toEqual([]);
  await paste(lab, 'a,b,y\n1,2,3\n4,5\n6,7,8');
  await expect(problem(lab)).toBeVisible();
  expect(await violations(page), 'with a problem').toEqual([]);
  expect(await wide()).toBeLessThanOrEqual(360);
});
