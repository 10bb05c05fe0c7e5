import {
  button,
  fact,
  openLab,
  pickComputer,
  problem,
  status,
  train,
  turn,
} from './factorization-machines-lab.ts';
import { expect, test } from './fixtures.ts';

test.describe('a worker that does not load', () => {
  test.use({ expected: [/worker|ERR_FAILED|Failed to load|console\.error: Error \(/i] });

  test('is told of, and can be tried again', async ({ page }) => {
    await page.route('**/factorization-machines.worker*', (route) => route.abort());
    const lab = await openLab(page);
    await turn(lab, 'Epochs', 100);
    await button(lab, 'Train').click();
    await expect(problem(lab)).toContainText('Something went wrong on our side');
    await expect(status(lab)).toContainText('After 1,000 epochs');
    await page.unroute('**/factorization-machines.worker*');
    await button(lab, 'Try again').click();
    await expect(status(lab)).toContainText('After 100 epochs', { timeout: 20_000 });
    await expect(problem(lab)).toHaveCount(0);
  });
});

test.describe('a browser that may not compile WebAssembly', () => {
  test.use({ expected: [/WebAssembly|wasm|CSP/i] });

  test('trains with typed arrays where C++ was asked for, and is told so', async ({ page }) => {
    // A worker's policy is that of its own file.
    await page.route('**/factorization-machines.worker*', async (route) => {
      const response = await route.fetch();
      const headers = { ...response.headers(), 'content-security-policy': "script-src 'self'" };
      await route.fulfill({ response, headers });
    });
    const lab = await openLab(page);
    await pickComputer(lab, 'C++ in WebAssembly');
    await turn(lab, 'Epochs', 999);
    await train(lab);
    await expect(status(lab)).toContainText('After 999 epochs');
    await expect(fact(lab, 'Trained in')).toHaveText(/s$/);
    await expect(
      lab.getByText('Typed arrays compute instead of C++ in WebAssembly: WebAssembly is not allowed'),
    ).toBeVisible();
  });
});
