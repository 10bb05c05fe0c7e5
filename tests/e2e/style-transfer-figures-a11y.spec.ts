import AxeBuilder from '@axe-core/playwright';
import { alive, pick } from './article-figures.ts';
import { expect, test } from './fixtures.ts';

const ISLANDS = ['gram', 'levels', 'nine', 'depths'];
const TABLES = ['sensitivity', 'sizes', 'channels'];

test('no figure has an accessibility fault, light or dark', async ({ page, browserName }) => {
  test.slow();
  await page.goto('posts/style-transfer/');
  for (const id of ISLANDS) await alive(page.locator(`figure#${id}`));
  await pick(page.locator('figure#gram'), 'maps shuffled');
  await page.locator('figure#nine').getByRole('button', { name: 'Look at two closely' }).click();
  await expect(page.locator('figure#nine').getByRole('application')).toBeVisible();
  // What differs between the two is colour, which both browsers have from the same styles.
  const schemes = browserName === 'firefox' ? (['light'] as const) : (['light', 'dark'] as const);
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    const axe = [...ISLANDS, ...TABLES].reduce(
      (all, id) => all.include(`figure#${id}`),
      new AxeBuilder({ page }),
    );
    const { violations } = await axe.analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  }
});
