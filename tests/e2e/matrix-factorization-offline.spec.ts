import { expect, test } from './fixtures.ts';
import { button, cell, openLab, productRow, status } from './matrix-factorization-lab.ts';

// The browser asks for the page's icon anew whenever the address changes, by itself.
test.use({ expected: [/\/favicon\./] });

test('once they have been used, all labs go on working when the network is gone', async ({
  browserName,
  context,
  page,
}) => {
  test.skip(browserName === 'firefox', 'WebDriver BiDi cannot take the network away');
  const ratings = await openLab(page);
  const [senate, inpainting, own] = ['senate', 'inpainting', 'own-ratings'].map((id) =>
    page.locator(`section#${id}`),
  );
  // Each is used once: its script, worker, engine and data are there then.
  await cell(ratings, 0, 2).click();
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');
  await expect(status(ratings)).toContainText('loss 0.406342');
  for (const lab of [senate, inpainting, own]) {
    await lab.scrollIntoViewIfNeeded();
    await expect(lab).toHaveAttribute('data-hydrated', 'true');
  }
  const another = button(senate, 'Another start');
  await another.click();
  await expect(button(senate, 'Train from scratch')).toBeVisible({ timeout: 30_000 });
  await button(inpainting, 'Other holes (seed 1)').click();
  await expect(status(inpainting)).toHaveText(/Rank 6 fills them/, { timeout: 15_000 });
  await button(own, 'Factorize').click();
  await expect(own.getByText(/^12 sweeps in/)).toBeVisible({ timeout: 15_000 });
  await own.getByRole('radio', { name: 'Your own file' }).check({ force: true });
  await expect(own.locator('input[type=file]').first()).toBeEnabled();

  await context.setOffline(true);
  await button(ratings, 'Undo').click();
  await expect(status(ratings)).toContainText('loss 0.390680');
  await expect(productRow(ratings, 'Ada')).toContainText('1.70');
  await another.click();
  await expect(button(senate, 'Stop')).toBeVisible();
  await expect(button(senate, 'Train from scratch')).toBeVisible({ timeout: 30_000 });
  await button(inpainting, 'Other holes (seed 2)').click();
  await expect(button(inpainting, 'Other holes (seed 3)')).toBeVisible();
  await expect(status(inpainting)).toHaveText(/Rank 6 fills them/, { timeout: 15_000 });
  await own
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: 'ratings.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        Array.from({ length: 200 }, (_, i) => `u${i % 20},film ${(i * 7) % 23},${1 + ((i * i) % 5)}`).join(
          '\n',
        ),
      ),
    });
  await button(own, 'Factorize').click();
  await expect(own.getByText(/^12 sweeps in/)).toBeVisible({ timeout: 15_000 });
});
