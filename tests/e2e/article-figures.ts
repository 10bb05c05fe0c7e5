import type { Locator, Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/** Figures come alive when they are seen. */
export async function alive(figure: Locator): Promise<void> {
  await figure.scrollIntoViewIfNeeded();
  await expect(figure.locator('input, select').first()).toBeEnabled();
}

/** Opens an article, and waits for one of its figures. */
export async function openFigure(page: Page, article: string, id: string): Promise<Locator> {
  await page.goto(article);
  const figure = page.locator(`figure#${id}`);
  await alive(figure);
  return figure;
}

/** Chooses one of a figure's options. */
export const pick = (figure: Locator, name: string) =>
  figure.getByRole('radio', { name, exact: true }).check({ force: true });

/** Cells of a figure's table, by column; what is no number is NaN. Of a figure with several tables, give the part that holds the one meant. */
export async function column(figure: Locator, index: number): Promise<number[]> {
  const cells = await figure.locator(`tbody tr td:nth-child(${index})`).allTextContents();
  return cells.map((cell) => Number(cell.replaceAll(',', '')));
}
