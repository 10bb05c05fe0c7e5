import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import sharp from 'sharp';
import { expect } from './fixtures.ts';

// The lab of posts/color-quantization/ as its reader meets it: by roles and labels.

/** The lab, alive. */
export async function openLab(page: Page, query = ''): Promise<Locator> {
  await page.goto(`posts/color-quantization/${query}`);
  const lab = page.locator('#color-quantization');
  await lab.scrollIntoViewIfNeeded();
  await expect(lab).toHaveAttribute('data-hydrated', 'true');
  return lab;
}

export const status = (lab: Locator) => lab.locator('p.status');
export const slider = (lab: Locator) => lab.getByRole('slider', { name: 'Number of colours k', exact: true });
export const kField = (lab: Locator) =>
  lab.getByRole('textbox', { name: 'Number of colours k, as a number', exact: true });
export const problem = (lab: Locator) => lab.getByRole('alert').filter({ hasText: /\S/ });
export const fact = (lab: Locator, term: string) => lab.locator('dl > div', { hasText: term }).locator('dd');
export const swatches = (lab: Locator) =>
  lab.getByRole('toolbar', { name: /^Palette of/ }).getByRole('button');
export const notes = (lab: Locator) => lab.locator('.figure').getByRole('status');
export const sample = (lab: Locator, name: string) => lab.getByRole('radio', { name, exact: true });
export const file = (lab: Locator) => lab.getByLabel('Open a picture').locator('input[type=file]');
/** Opens a fold, if it is closed. */
export async function unfold(lab: Locator, summary: string) {
  const fold = lab.locator('details', { has: lab.page().locator('summary', { hasText: summary }) });
  if (!(await fold.evaluate((node: HTMLDetailsElement) => node.open)))
    await fold.locator('summary').first().click();
}

/** Opens a file as its reader's dialog would give it. */
export async function choose(lab: Locator, name: string, body: Buffer) {
  await expect(file(lab)).toBeEnabled();
  await file(lab).setInputFiles({ name, mimeType: '', buffer: body });
}

/** Waits for the result in full: then the size of its PNG is known. */
export async function settled(lab: Locator, sentence: string | RegExp) {
  await expect(status(lab)).toContainText(sentence, { timeout: 30_000 });
  await expect(fact(lab, 'PNG-8, after')).toHaveText(/B$|bytes$/, { timeout: 30_000 });
}

/** What a click on a download gives. */
export async function download(page: Page, lab: Locator, name: string): Promise<Buffer> {
  const button = lab.getByRole('button', { name, exact: true });
  if (!(await button.isVisible())) await unfold(lab, 'Downloads, and code');
  await expect(button).toBeEnabled();
  const coming = page.waitForEvent('download');
  await button.click();
  return readFile(await (await coming).path());
}

/** Remembers, from the next page on, what each canvas last drew. */
export async function watchDrawing(page: Page) {
  await page.addInitScript(() => {
    const drawn = new WeakMap<object, CanvasImageSource>();
    Object.assign(window, { drawn });
    const { drawImage } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.drawImage = function (...given: unknown[]) {
      drawn.set(this.canvas, given[0] as CanvasImageSource);
      return Reflect.apply(drawImage, this, given);
    };
  });
}

/** SHA-256 of the RGBA pixels that one side of the comparison shows, at their full size. */
export function shownPixels(lab: Locator, side: 'before' | 'after'): Promise<string> {
  const canvas = lab.locator('.compare .view canvas').nth(side === 'before' ? 0 : 1);
  return canvas.evaluate(async (node) => {
    const { drawn } = window as unknown as { drawn: WeakMap<object, ImageBitmap> };
    const bitmap = drawn.get(node);
    if (!bitmap) throw new Error('nothing was drawn');
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', data));
    return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  });
}

/** A picture as sharp, which has its own decoders, reads it: size, different colours, and the SHA-256 of its RGBA pixels. */
export async function decoded(picture: Buffer) {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const pixels = new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
  return {
    width: info.width,
    height: info.height,
    colors: new Set(pixels).size,
    hash: createHash('sha256').update(data).digest('hex'),
    data,
  };
}
