import type { Page } from '@playwright/test';
import { test } from './fixtures.ts';
import { expect, openLab, start, status } from './style-transfer-lab.ts';

/** Lets a test reach the WebGL context of the lab's worker. */
async function keepContexts(page: Page): Promise<void> {
  await page.route('**/style-transfer.worker*', async (route) => {
    const response = await route.fetch();
    const keep = `;{
      const { getContext } = OffscreenCanvas.prototype;
      OffscreenCanvas.prototype.getContext = function (...given) {
        return (self.lastContext = getContext.apply(this, given));
      };
    }`;
    await route.fulfill({ response, body: (await response.text()) + keep });
  });
}

test.beforeEach(async ({ page }) => {
  const has = await page.evaluate(
    () =>
      new OffscreenCanvas(1, 1)
        .getContext('webgl2', { failIfMajorPerformanceCaveat: true })
        ?.getExtension('EXT_color_buffer_float') != null,
  );
  test.skip(!has, 'this browser has no WebGL with floats here');
});

test('a graphics device computes where it is asked for, and when it is lost, WebAssembly goes on from there', async ({
  page,
}) => {
  test.slow(); // a processor plays the graphics device
  await keepContexts(page);
  const lab = await openLab(page, '?backend=webgl&style-transfer.size=64&style-transfer.steps=200');
  await start(lab).click();
  await expect(status(lab)).toContainText(/^Painting/, { timeout: 30_000 });
  await expect(lab.getByText(/^[1-9]\d* of 200 steps/).first()).toBeVisible({ timeout: 80_000 });
  for (const worker of page.workers())
    await worker.evaluate(() => {
      const { lastContext } = self as unknown as { lastContext?: WebGL2RenderingContext };
      lastContext?.getExtension('WEBGL_lose_context')?.loseContext();
    });
  await expect(status(lab)).toContainText('WebAssembly went on from there', { timeout: 80_000 });
  await expect(status(lab)).toContainText(/^Done: 200 steps/);
});
