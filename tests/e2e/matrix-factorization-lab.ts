import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect } from './fixtures.ts';

// The main lab of posts/matrix-factorization/ as its reader meets it: by roles and labels.

/** The lab, alive. */
export async function openLab(page: Page, query = ''): Promise<Locator> {
  await page.goto(`posts/matrix-factorization/${query}`);
  const lab = page.locator('#matrix-factorization');
  await lab.scrollIntoViewIfNeeded();
  await expect(lab).toHaveAttribute('data-hydrated', 'true');
  return lab;
}

export const status = (lab: Locator) => lab.locator('p.status');
export const slider = (lab: Locator, name: string) => lab.getByRole('slider', { name, exact: true });
export const field = (lab: Locator, name: string) =>
  lab.getByRole('textbox', { name: `${name}, as a number` });
export const button = (lab: Locator, name: string | RegExp) =>
  lab.getByRole('button', { name, exact: typeof name === 'string' });
export const problem = (lab: Locator) => lab.getByRole('alert').filter({ hasText: /\S/ });
export const fact = (lab: Locator, term: string | RegExp) =>
  lab.locator('dl > div', { hasText: term }).locator('dd');
export const grid = (lab: Locator) => lab.getByRole('grid', { name: 'Ratings D' });
/** A cell of D, from 0; row -1 and column -1 are names. */
export const cell = (lab: Locator, row: number, column: number) =>
  grid(lab).locator(`[data-at="${row},${column}"]`);
/** All cells of D. */
export const cells = (lab: Locator) => grid(lab).locator('td[data-at]');
/** A row of the table of P, Q and PQ, as it is printed. */
export const productRow = (lab: Locator, name: string) =>
  lab.getByRole('region', { name: 'P, Q and PQ' }).getByRole('row', { name: new RegExp(`^${name}`) });
export const residualRow = (lab: Locator, name: string) =>
  lab.getByRole('region', { name: 'D minus PQ' }).getByRole('row', { name: new RegExp(`^${name}`) });
export const lossField = (lab: Locator) => lab.getByRole('textbox', { name: 'The loss, as you type it' });

/** Sets a knob by its number. */
export async function turn(lab: Locator, name: string, value: number) {
  await field(lab, name).fill(String(value));
  await field(lab, name).blur();
}

/** Pastes text where the focus is. */
export async function paste(page: Page, text: string) {
  await page.evaluate((text) => {
    // Firefox takes no data for an event that a page makes.
    const event = new Event('paste', { bubbles: true, cancelable: true });
    Object.defineProperty(event, 'clipboardData', { value: { getData: () => text } });
    document.activeElement?.dispatchEvent(event);
  }, text);
}

/** What a click on a download gives. */
export async function download(page: Page, lab: Locator, name: string): Promise<Buffer> {
  if (!(await button(lab, name).isVisible()))
    await lab.getByText('Downloads, and code for what is on screen').click();
  const coming = page.waitForEvent('download');
  await button(lab, name).click();
  return readFile(await (await coming).path());
}
