import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

interface Lab {
  /** The file of its worker begins with this. */
  worker: string;
  open: (page: Page) => Promise<Locator>;
  slider: (lab: Locator) => Locator;
  status: (lab: Locator) => Locator;
  problem: (lab: Locator) => Locator;
  /** Part of what it says as it is served, and after one step of its slider. */
  served: string;
  stepped: string;
}

/** What every lab owes its reader when its worker does not load, or when the browser cannot run it. */
export function testFailures({ worker, open, slider, status, problem, served, stepped }: Lab): void {
  test.describe('a worker that does not load', () => {
    test.use({ expected: [/worker|ERR_FAILED|Failed to load|console\.error: Error \(/i] });

    test('is told of, and can be tried again', async ({ page }) => {
      await page.route(`**/${worker}*`, (route) => route.abort());
      const lab = await open(page);
      await slider(lab).focus();
      await page.keyboard.press('ArrowRight');
      await expect(problem(lab)).toContainText('Something went wrong on our side');
      await page.unroute(`**/${worker}*`);
      await lab.getByRole('button', { name: 'Try again' }).click();
      await expect(status(lab)).toContainText(stepped);
      await expect(problem(lab)).toHaveCount(0);
    });
  });

  test('a browser without WebAssembly is told so, and keeps the computed example', async ({ page }) => {
    await page.addInitScript(() => {
      Reflect.deleteProperty(window, 'WebAssembly');
    });
    const lab = await open(page);
    await expect(problem(lab)).toContainText('This browser lacks WebAssembly');
    await expect(slider(lab)).toBeDisabled();
    await expect(status(lab)).toContainText(served);
  });
}
