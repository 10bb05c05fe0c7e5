import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect as impatient } from './fixtures.ts';

// The main lab of posts/style-transfer/ as its reader meets it: by roles and labels.

/** A worker that is started, or a picture that is opened, takes its time where the machine is busy. */
export const expect = impatient.configure({ timeout: 20_000 });

/** The lab, alive. */
export async function openLab(page: Page, query = ''): Promise<Locator> {
  await page.goto(`posts/style-transfer/${query}`);
  const lab = page.locator('section#style-transfer');
  await lab.scrollIntoViewIfNeeded();
  await expect(lab).toHaveAttribute('data-hydrated', 'true');
  return lab;
}

/** Small and quick: 20 steps at 128 pixels. */
export const SMALL = '?style-transfer.size=128&style-transfer.steps=20';

export const status = (lab: Locator) => lab.locator('p.status');
export const button = (lab: Locator, name: string | RegExp) =>
  lab.getByRole('button', { name, exact: typeof name === 'string' });
export const slider = (lab: Locator, name: string) => lab.getByRole('slider', { name, exact: true });
export const problem = (lab: Locator) => lab.getByRole('alert').filter({ hasText: /\S/ });
/** The button that starts, whatever it has to load first. */
export const start = (lab: Locator) => button(lab, /^(Start|Load .* and start)$/);
/** The choosers of the photo and of the painting. */
export const photos = (lab: Locator) => lab.getByRole('group', { name: 'Photo', exact: true });
export const paintings = (lab: Locator) => lab.getByRole('group', { name: 'Painting', exact: true });

/** Sets a knob by its number. */
export async function turn(lab: Locator, name: string, value: number) {
  const field = lab.getByRole('textbox', { name: `${name}, as a number` });
  await field.fill(String(value));
  await field.blur();
}

/** Starts, and waits for the end. */
export async function paint(lab: Locator) {
  await start(lab).click();
  await expect(status(lab)).toContainText(/^Done/, { timeout: 45_000 });
}

/** By how many per cent the loss has fallen, as the lab says. */
export async function fall(lab: Locator): Promise<number> {
  return Number(/fallen by ([\d.]+)%/.exec(await status(lab).innerText())?.[1]);
}

/** What the picture's box shows, as text that differs where it does. A screenshot would bring a style of its own, against the policy. */
export const look = (lab: Locator) =>
  lab
    .getByRole('application')
    .first()
    .evaluate((box) => [...box.querySelectorAll('canvas')].map((canvas) => canvas.toDataURL()).join());

/** What a click on a download gives. */
export async function download(page: Page, lab: Locator, name: string): Promise<Buffer> {
  const coming = page.waitForEvent('download');
  await button(lab, name).click();
  return readFile(await (await coming).path());
}
