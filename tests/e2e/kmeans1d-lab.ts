import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect } from './fixtures.ts';

// The lab of posts/kmeans1d/ as its reader meets it: by roles and labels.

/** The lab, alive. */
export async function openLab(page: Page, query = ''): Promise<Locator> {
  await page.goto(`posts/kmeans1d/${query}`);
  const lab = page.locator('#kmeans1d');
  await lab.scrollIntoViewIfNeeded();
  await expect(lab).toHaveAttribute('data-hydrated', 'true');
  return lab;
}

export const data = (lab: Locator, name: string) => lab.getByRole('radio', { name, exact: true });
export const status = (lab: Locator) => lab.locator('p.status');
export const slider = (lab: Locator) =>
  lab.getByRole('slider', { name: 'Number of clusters k', exact: true });
export const problem = (lab: Locator) => lab.getByRole('alert').filter({ hasText: /\S/ });
export const fact = (lab: Locator, term: string) => lab.locator('dl > div', { hasText: term }).locator('dd');
export const textBox = (lab: Locator) => lab.getByLabel('Type or paste numbers');

export const file = (lab: Locator) => lab.locator('input[type=file]');

export async function type(lab: Locator, text: string) {
  await data(lab, 'Your own').check();
  await textBox(lab).fill(text);
}

export async function choose(lab: Locator, name: string, body: string | Buffer) {
  await data(lab, 'Your own').check();
  const buffer = typeof body === 'string' ? Buffer.from(body) : body;
  await file(lab).setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
}

/** What a click on a download gives. */
export async function download(page: Page, lab: Locator, name: string): Promise<Buffer> {
  const exports = lab.getByText('Downloads, and code for what is on screen');
  const button = lab.getByRole('button', { name, exact: true });
  if (!(await button.isVisible())) await exports.click();
  const coming = page.waitForEvent('download');
  await button.click();
  return readFile(await (await coming).path());
}

/** Numbers from two bells, the same for the same seed. */
export function* bells(n: number, seed = 1) {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  for (let i = 0; i < n; i++) {
    const sum = random() + random() + random() + random();
    yield (i % 3 === 0 ? 10 : 20) + 2 * (sum - 2);
  }
}
