import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect } from './fixtures.ts';

// The lab for own data of posts/factorization-machines/ as its reader meets it: by roles and labels.

/** The lab, alive. */
export async function openLab(page: Page, query = ''): Promise<Locator> {
  await page.goto(`posts/factorization-machines/${query}`);
  const lab = page.locator('section#own-data');
  await lab.scrollIntoViewIfNeeded();
  await expect(lab).toHaveAttribute('data-hydrated', 'true');
  return lab;
}

/** A run that goes on for as long as it is looked at. */
export const SLOW = '?own-data.epochs=10000&own-data.k=64&own-data.batch=2&own-data.executor=arrays';

export const status = (lab: Locator) => lab.locator('p.status');
export const problem = (lab: Locator) => lab.getByRole('alert').filter({ hasText: /\S/ });
export const button = (lab: Locator, name: string) => lab.getByRole('button', { name, exact: true });
export const facts = (lab: Locator) => lab.locator('.read');
export const field = (lab: Locator, name: string) => lab.getByLabel(`${name}, as a number`);
/** The line below the chart. */
export const note = (lab: Locator) => lab.locator('.figure .note');

/** Takes one of the sets of data. */
export const take = (lab: Locator, name: RegExp | string) =>
  lab.getByRole('radio', { name }).check({ force: true });

/** Sets a knob by its number. */
export async function turn(lab: Locator, name: string, value: number) {
  await field(lab, name).fill(String(value));
  await field(lab, name).blur();
}

export async function openSettings(lab: Locator) {
  if (!(await lab.getByLabel('Optimizer').isVisible())) await lab.getByText('More settings:').click();
  await expect(lab.getByLabel('Optimizer')).toBeVisible();
}

export async function paste(lab: Locator, text: string) {
  await take(lab, 'Your own');
  await lab.getByLabel('Or paste rows').fill(text);
}

export async function choose(lab: Locator, name: string, body: Buffer | string) {
  await take(lab, 'Your own');
  const buffer = typeof body === 'string' ? Buffer.from(body) : body;
  await lab
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
}

/** What a click on a download gives. */
export async function download(page: Page, lab: Locator, name: string): Promise<Buffer> {
  if (!(await button(lab, name).isVisible()))
    await lab.getByText('Downloads, and code for what is on screen').click();
  await expect(button(lab, name)).toBeEnabled();
  const coming = page.waitForEvent('download');
  await button(lab, name).click();
  return readFile(await (await coming).path());
}

/** What a run came to. */
export const DONE =
  /^After [\d,]+ epochs? the (loss|squared error) on [\d,]+ rows? (held out|learned from) is /;

/** n rows of two numbers, a colour and a class that only the pair of numbers tells, with a number for each row. */
export function xorTable(n: number): string {
  const lines = ['id,a,b,colour,same'];
  for (let i = 0; i < n; i++) {
    const [a, b] = [((i * 37) % 101) / 50 - 1, ((i * 61) % 97) / 48 - 1];
    const colour = i % 11 === 5 ? '' : ['red', 'green', 'blue'][i % 3];
    lines.push([i + 1, a.toFixed(3), b.toFixed(3), colour, a * b > 0 ? 'yes' : 'no'].join(','));
  }
  return `${lines.join('\n')}\n`;
}
