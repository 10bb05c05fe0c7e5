import { test } from './fixtures.ts';
import { expect, openLab, problem, SMALL, start, status } from './style-transfer-lab.ts';

test.describe.configure({ timeout: 120_000 });

test.describe('a worker that does not load', () => {
  test.use({ expected: [/worker|ERR_FAILED|Failed to load|console\.error: Error \(/i] });

  test('is told of, and can be tried again', async ({ page }) => {
    await page.route('**/style-transfer.worker*', (route) => route.abort());
    const lab = await openLab(page, SMALL);
    await start(lab).click();
    await expect(problem(lab)).toContainText('Something went wrong on our side');
    await expect(status(lab)).toContainText('painted when this page was built');
    await page.unroute('**/style-transfer.worker*');
    await lab.getByRole('button', { name: 'Try again' }).click();
    await expect(status(lab)).toContainText(/^Done/, { timeout: 45_000 });
    await expect(problem(lab)).toHaveCount(0);
  });
});

test.describe('a network that does not come', () => {
  test.use({ expected: [/safetensors|ERR_FAILED|Failed to load/i] });

  test('is told of beside the button, which tries again', async ({ page }) => {
    await page.route('**/*.safetensors', (route) => route.abort());
    const lab = await openLab(page, SMALL);
    await start(lab).click();
    await expect(problem(lab)).toContainText('The download did not begin', { timeout: 15_000 });
    await page.unroute('**/*.safetensors');
    await start(lab).click();
    await expect(status(lab)).toContainText(/^Done/, { timeout: 45_000 });
    await expect(problem(lab)).toHaveCount(0);
  });
});

test('a browser without WebAssembly is told so, and keeps the computed example', async ({ page }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'WebAssembly');
  });
  const lab = await openLab(page);
  await expect(problem(lab)).toContainText('This browser lacks WebAssembly');
  await expect(start(lab)).toBeDisabled();
  await expect(status(lab)).toContainText('painted when this page was built');
});
