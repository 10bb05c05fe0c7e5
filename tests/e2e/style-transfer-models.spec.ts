import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page, Request } from '@playwright/test';
import { networkBytes } from '../../src/components/style-transfer/models/views.ts';
import { readModel } from '../../src/engine/style-transfer/model-file.ts';
import { convolutions } from '../../src/engine/style-transfer/network.ts';
import { formatBytes } from '../../src/lib/format.ts';
import { test } from './fixtures.ts';
import { button, expect, openLab, paint, problem, start, status } from './style-transfer-lab.ts';

test.describe.configure({ timeout: 120_000 });

/** As small and quick as it gets. */
const TINY = '?style-transfer.size=64&style-transfer.steps=4';
const CODES = 'half-vgg-8bit.safetensors';
const file = readFileSync(`public/models/${CODES}`);
const layers = convolutions(readModel(file).network);
/** Blocks 1 to 3 of VGG-19 in a folder beside the checkout. */
const VGG = join('..', 'shared', 'data', 'vgg19-blocks1-3');

async function unfold(lab: Locator, summary: string | RegExp) {
  await lab.locator('summary', { hasText: summary }).click();
}

async function openPanel(lab: Locator) {
  await unfold(lab, /^The network/);
  await expect(lab.getByRole('table', { name: /at each depth/ })).toBeVisible();
}

const bits = (lab: Locator, count: number) =>
  lab.getByRole('radio', { name: new RegExp(`^${count} bits?, `) });
const files = (lab: Locator) =>
  lab.getByRole('group', { name: 'Open a network of your own' }).locator('input[type=file]');
const network = (lab: Locator, name: string) => lab.getByRole('radio', { name, exact: true });
const load = (lab: Locator) => button(lab, /^Load it now/);

/** Requests for weights. */
function watchWeights(page: Page): Request[] {
  const asked: Request[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('.safetensors')) asked.push(request);
  });
  return asked;
}

test('from 8 bits to 2 the bytes are those computed, nothing else is downloaded, and the picture can be made', async ({
  page,
}) => {
  const lab = await openLab(page, TINY);
  const asked = watchWeights(page);
  await expect(bits(lab, 8)).toBeChecked();
  await expect(lab.getByText(`8 bits: ${formatBytes(networkBytes(layers, 8))}, a quarter of`)).toBeVisible();
  await bits(lab, 8).focus();
  for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowRight');
  await expect(bits(lab, 2)).toBeChecked();
  await expect(lab.getByText(`2 bits: ${formatBytes(networkBytes(layers, 2))}, 6.4% of`)).toBeVisible();
  await expect(lab.getByText(/signal to noise [\d.]+ dB/)).toBeVisible();
  await paint(lab);
  expect(asked).toHaveLength(1);
  await expect.poll(() => page.url()).toContain('style-transfer.bits=2');
  // Equal steps lose more.
  await network(lab, 'Equally spaced').first().check();
  await expect(lab.getByText(/signal to noise −[\d.]+ dB. 4 equally spaced levels/)).toBeVisible();
  await paint(lab);
  expect(asked).toHaveLength(1);
});

test('a drag over the bars picks depths', async ({ page }) => {
  const lab = await openLab(page, TINY);
  await bits(lab, 8).scrollIntoViewIfNeeded();
  const at = async (count: number) => {
    const box = await bits(lab, count).boundingBox();
    if (!box) throw new Error('not there');
    return [box.x + box.width / 2, box.y + box.height / 2] as const;
  };
  await page.mouse.move(...(await at(8)));
  await page.mouse.down();
  await page.mouse.move(...(await at(3)), { steps: 4 });
  await page.mouse.up();
  await expect(bits(lab, 3)).toBeChecked();
});

test('all nine fill a grid, one after the other; one can be skipped, two compared', async ({ page }) => {
  const lab = await openLab(page, TINY);
  await unfold(lab, /^All nine/);
  const grid = lab.getByRole('list', { name: 'The pictures, by bits a weight' });
  await button(lab, /^Make all nine \(loads 4\.4\sMB\)$/).click();
  await expect(grid.getByText('Done')).toHaveCount(9, { timeout: 45_000 });
  await expect(grid.getByRole('listitem').filter({ hasText: '4 bits' })).toContainText(
    formatBytes(networkBytes(layers, 4)),
  );
  await expect(lab.getByText(/^At 8 bits it is .* grey levels from the picture at 32 bits/)).toBeVisible();
  const compared = lab.getByRole('region', { name: 'Two depths compared' });
  await expect(compared).toContainText('32 bits and 1 bit, at the same place');
  await grid.getByRole('button', { name: 'Compare 8 bits' }).click();
  await grid.getByRole('button', { name: 'Compare 2 bits' }).click();
  await expect(compared).toContainText('8 bits and 2 bits, at the same place');
  await expect(compared.getByRole('application')).toBeVisible();
  await unfold(lab, 'Show the pictures as a table');
  const table = lab.getByRole('table', { name: 'Half-VGG at each depth' });
  await expect(table.getByRole('row')).toHaveCount(10);
  // Of other settings it says so; made anew, one is skipped.
  await lab.getByRole('textbox', { name: 'Size, as a number' }).fill('96');
  await page.keyboard.press('Enter');
  await expect(lab.getByText('These are of other pictures or settings')).toBeVisible();
  await button(lab, 'Make all nine again').click();
  await grid.getByRole('button', { name: 'Skip 1 bit' }).click();
  await expect(grid.getByText('Done')).toHaveCount(8, { timeout: 45_000 });
  await expect(grid.getByText('Skipped')).toHaveCount(1);
  await button(lab, 'Make 1 bit after all').click();
  await expect(grid.getByText('Done')).toHaveCount(9, { timeout: 30_000 });
});

test('stopped, the nine go on where they were; the lab itself can be used again', async ({ page }) => {
  const lab = await openLab(page, '?style-transfer.size=64&style-transfer.steps=150');
  await unfold(lab, /^All nine/);
  const panel = lab.locator('.nine');
  await button(lab, /^Make all nine/).click();
  await expect(panel.getByText(/Step \d+ of 150/)).toBeVisible({ timeout: 30_000 });
  await expect(start(lab)).toBeDisabled();
  await panel.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(button(lab, 'Go on')).toBeVisible();
  await expect(start(lab)).toBeEnabled();
  await button(lab, 'Go on').click();
  await expect(panel.getByText('Done').first()).toBeVisible({ timeout: 45_000 });
  await panel.getByRole('button', { name: 'Stop', exact: true }).click();
});

test('VGG-19 of the reader’s own, blocks 1 to 3 as TensorFlow.js, is read, quantized and used', async ({
  page,
}) => {
  test.skip(!existsSync(VGG), 'the weights are not in the folder beside the checkout');
  const lab = await openLab(page, TINY);
  const asked = watchWeights(page);
  await openPanel(lab);
  const shards = Array.from({ length: 8 }, (_, i) => join(VGG, `group${i + 1}-shard1of1`));
  await files(lab).setInputFiles([join(VGG, 'model.json'), ...shards]);
  await expect(network(lab, 'Your own')).toBeChecked({ timeout: 30_000 });
  await expect(lab.getByText(/^VGG-19.*: 8 convolutions with 2,324,160 weights/)).toBeVisible();
  await expect(lab.getByText('The file has 8 of VGG-19’s 16 convolutions')).toBeVisible();
  const table = lab.getByRole('table', { name: /at each depth/ });
  await expect(table.getByRole('row', { name: /^8 2\.3\sMB 2\.1\sMB . 41\.8 dB$/ })).toBeVisible();
  await bits(lab, 3).check({ force: true });
  await expect(lab.getByText(/^3 bits: 877\skB, 9\.4% of/)).toBeVisible();
  await paint(lab);
  expect(asked).toEqual([]);
});

test('what is no network, and a .pth that asks for a command, is refused by name; all stays as it was', async ({
  page,
}) => {
  const lab = await openLab(page, TINY);
  await openPanel(lab);
  const models = 'tests/fixtures/style-transfer/model-files';
  await files(lab).setInputFiles(`${models}/hostile.pth`);
  await expect(problem(lab)).toContainText('posix.system');
  await files(lab).setInputFiles({ name: 'a.h5', mimeType: '', buffer: Buffer.from('two eggs, some flour') });
  await expect(problem(lab)).not.toContainText('posix');
  await expect(problem(lab)).toBeVisible();
  await expect(network(lab, 'Half-VGG')).toBeChecked();
  await paint(lab);
});

test('what a file’s names do not tell, the reader can: on which pictures its weights were trained', async ({
  page,
}) => {
  const lab = await openLab(page, TINY);
  await openPanel(lab);
  await files(lab).setInputFiles('tests/fixtures/style-transfer/model-files/keras1.h5');
  await expect(network(lab, 'Your own')).toBeChecked();
  const torchvision = lab.getByText('These weights are torchvision’s');
  await expect(torchvision).toHaveCount(0);
  await lab.getByLabel('What its weights were trained on').selectOption({ index: 2 });
  await expect(torchvision).toBeVisible();
  await expect(network(lab, 'Your own')).toBeChecked();
  await lab.getByLabel('What its weights were trained on').selectOption({ index: 0 });
  await expect(torchvision).toHaveCount(0);
});

test('a download that is cut goes on where it was', async ({ page }) => {
  const asked = watchWeights(page);
  const half = file.length >> 1;
  let cuts = 0;
  await page.route(`**/${CODES}`, async (route) => {
    const from = Number(/bytes=(\d+)-/.exec(route.request().headers()['range'] ?? '')?.[1] ?? 0);
    const type = { 'Content-Type': 'application/octet-stream' };
    if (cuts++ === 0) return route.fulfill({ status: 200, headers: type, body: file.subarray(0, half) });
    const range = `bytes ${from}-${file.length - 1}/${file.length}`;
    return route.fulfill({
      status: 206,
      headers: { ...type, 'Content-Range': range },
      body: file.subarray(from),
    });
  });
  const lab = await openLab(page, TINY);
  await openPanel(lab);
  await load(lab).click();
  await expect(lab.getByText(/This browser keeps 89\d\skB of it/)).toBeVisible();
  expect(asked.map((request) => request.headers()['range'])).toEqual([undefined, `bytes=${half}-`]);
  await paint(lab);
  expect(asked).toHaveLength(2);
});

test.describe('no connection', () => {
  test.use({ expected: [/ERR_|NS_ERROR|Failed to load|CORS|request failed/i] });

  test('is told beside the download, which can be tried again', async ({ page }) => {
    await page.route(`**/${CODES}`, (route) => route.abort('connectionreset'));
    const lab = await openLab(page, TINY);
    await openPanel(lab);
    await load(lab).click();
    await expect(problem(lab)).toContainText('there is no connection', { timeout: 15_000 });
    await page.unroute(`**/${CODES}`);
    await button(lab, 'Try again').click();
    await expect(problem(lab)).toHaveCount(0);
    await expect(load(lab)).toHaveCount(0);
  });
});

test('what was loaded once is kept for the next visit, until it is removed', async ({ page }) => {
  const asked = watchWeights(page);
  let lab = await openLab(page, TINY);
  await openPanel(lab);
  await load(lab).click();
  await expect(button(lab, 'Remove from the browser’s cache')).toBeVisible({ timeout: 15_000 });
  lab = await openLab(page, TINY);
  await expect(button(lab, 'Start')).toBeEnabled();
  await paint(lab);
  expect(asked).toHaveLength(1);
  await openPanel(lab);
  await button(lab, 'Remove from the browser’s cache').click();
  await expect(load(lab)).toBeVisible();
  await expect(status(lab)).toContainText(/^Done/);
});
