import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect } from './fixtures.ts';

// The main lab of posts/factorization-machines/ as its reader meets it: by roles and labels.

/** The lab, alive. */
export async function openLab(page: Page, query = ''): Promise<Locator> {
  await page.goto(`posts/factorization-machines/${query}`);
  const lab = page.locator('section#factorization-machines');
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
export const part = (lab: Locator, name: string) => lab.getByRole('region', { name, exact: true });
export const heatmap = (lab: Locator) =>
  part(lab, 'Weights of pairs').getByRole('application', { name: /Weights of pairs|Products of vectors/ });
/** What the map says of the strongest pairs. */
export const named = (lab: Locator) => part(lab, 'Weights of pairs').locator('p.named');
/** A row of the table of groups. */
export const groupRow = (lab: Locator, name: string) =>
  part(lab, 'The 14 groups').getByRole('row', { name: new RegExp(`^${name}`) });

/** Sets a knob by its number. */
export async function turn(lab: Locator, name: string, value: number | string) {
  await field(lab, name).fill(String(value));
  await field(lab, name).blur();
}

/** Lets a run take minutes to its end, in which it can be stopped, and never come to rest: a step for every 128 people. */
export async function runLong(lab: Locator) {
  await turn(lab, 'Epochs', 20_000);
  await lab.getByLabel('People in a step').selectOption('128 people');
}

/** Who computes. */
export const pickComputer = (lab: Locator, name: string) =>
  lab.getByRole('group', { name: 'Computed by' }).getByRole('radio', { name, exact: true }).check();

/** Trains with what is set, to the end. */
export async function train(lab: Locator) {
  await button(lab, 'Train').click();
  await expect(button(lab, 'Stop')).toHaveCount(0, { timeout: 30_000 });
  await expect(fact(lab, 'Trained in')).toHaveText(/s$/);
}

/** What a click on a download gives. */
export async function download(page: Page, lab: Locator, name: string): Promise<Buffer> {
  if (!(await button(lab, name).isVisible()))
    await lab.getByText('Downloads, and code for what is on screen').click();
  const coming = page.waitForEvent('download');
  await button(lab, name).click();
  return readFile(await (await coming).path());
}
