import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import {
  button,
  field,
  openLab,
  part,
  problem,
  runLong,
  status,
  turn,
} from './factorization-machines-lab.ts';
import { expect, test } from './fixtures.ts';

async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include('#factorization-machines').analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  );
}

test('the lab has no accessibility faults, idle and training, in light', async ({ page }) => {
  test.slow(); // axe takes its time where the machine is busy
  await page.emulateMedia({ colorScheme: 'light' });
  const lab = await openLab(page);
  expect(await violations(page), 'idle').toEqual([]);
  await runLong(lab);
  await button(lab, 'Train').click();
  await expect(button(lab, 'Stop')).toBeVisible();
  expect(await violations(page), 'training').toEqual([]);
  await button(lab, 'Stop').click();
  await expect(status(lab)).toContainText('Stopped after');
});

test('nor has it with a problem and everything open, in dark, on a phone', async ({ page }) => {
  test.slow();
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 360, height: 800 });
  const lab = await openLab(page);
  const wide = () => lab.evaluate((element) => element.getBoundingClientRect().left + element.scrollWidth);
  expect(await wide()).toBeLessThanOrEqual(360);
  await lab.getByRole('radio', { name: 'Typed arrays' }).check();
  await lab.getByLabel('Optimizer').selectOption('Gradient descent');
  await turn(lab, 'Learning rate', 30);
  await button(lab, 'Train').click();
  await expect(problem(lab)).toContainText('diverged');
  await field(lab, 'Learning rate').fill('fast');
  await field(lab, 'Learning rate').blur();
  await lab.getByText('Downloads, and code for what is on screen').click();
  for (const table of ['the losses', 'the pairs', 'the vectors'])
    await lab.getByText(`Show ${table} as a table`).click();
  await expect(lab.getByRole('group', { name: 'Code for what is on screen' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  expect(await wide()).toBeLessThanOrEqual(360);
  await expect(part(lab, 'The vectors')).toBeVisible();
});
