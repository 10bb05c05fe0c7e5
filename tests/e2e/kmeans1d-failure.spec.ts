import { expect, test } from './fixtures.ts';
import { openLab, problem, slider, status } from './kmeans1d-lab.ts';

test.describe('a worker that does not load', () => {
  test.use({ expected: [/worker|ERR_FAILED|Failed to load|console\.error: Error \(/i] });

  test('is told of, and can be tried again', async ({ page }) => {
    await page.route('**/kmeans1d.worker*', (route) => route.abort());
    const lab = await openLab(page);
    await slider(lab).focus();
    await page.keyboard.press('ArrowRight');
    await expect(problem(lab)).toContainText('Something went wrong on our side');
    await page.unroute('**/kmeans1d.worker*');
    await lab.getByRole('button', { name: 'Try again' }).click();
    await expect(status(lab)).toContainText('The best 8 clusters of 100,000 numbers');
    await expect(problem(lab)).toHaveCount(0);
  });
});

test('a browser without WebAssembly is told so, and keeps the computed example', async ({ page }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'WebAssembly');
  });
  const lab = await openLab(page);
  await expect(problem(lab)).toContainText('This browser lacks WebAssembly');
  await expect(slider(lab)).toBeDisabled();
  await expect(status(lab)).toContainText('The best 7 clusters of 100,000 numbers');
});
