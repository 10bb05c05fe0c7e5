import { expect, test } from './fixtures.ts';
import { testFailures } from './lab-failures.ts';
import { button, fact, openLab, problem, slider, status } from './matrix-factorization-lab.ts';

testFailures({
  worker: 'matrix-factorization.worker',
  open: openLab,
  slider: (lab) => slider(lab, 'Rank k'),
  status,
  problem,
  served: 'loss 0.390680',
  stepped: 'loss 0.377767',
});

test.describe('a browser that may not compile WebAssembly', () => {
  test.use({ expected: [/WebAssembly|wasm|CSP/i] });

  test('goes on with typed arrays, to the same result, and is told so', async ({ page }) => {
    // A worker's policy is that of its own file.
    await page.route('**/matrix-factorization.worker*', async (route) => {
      const response = await route.fetch();
      const headers = { ...response.headers(), 'content-security-policy': "script-src 'self'" };
      await route.fulfill({ response, headers });
    });
    const lab = await openLab(page);
    await lab.getByRole('checkbox', { name: 'At reading speed' }).uncheck();
    await button(lab, 'Run from the seed').click();
    await expect(fact(lab, 'Run in')).toHaveText(/s/);
    await expect(lab.getByText(/Typed arrays take the steps\. .*WebAssembly is not allowed/)).toBeVisible();
    await expect(status(lab)).toContainText('loss 0.390680', { timeout: 15_000 });
    await expect(lab.getByText(/Typed arrays alone: the gradient agrees/)).toBeVisible();
  });
});
