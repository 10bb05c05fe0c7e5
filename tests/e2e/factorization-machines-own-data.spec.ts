import { execFileSync, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import {
  button,
  choose,
  DONE,
  download,
  facts,
  field,
  note,
  openLab,
  openSettings,
  problem,
  SLOW,
  status,
  take,
  turn,
  xorTable,
} from './factorization-machines-own-data-lab.ts';
import { expect, test } from './fixtures.ts';
import { longTasks, reads } from './long-tasks.ts';

const hasNumpy = spawnSync('python3', ['-c', 'import numpy']).status === 0;

/** What numpy makes of the files of a run: predictions from the rows as encoded, by the weights as pyfms would use them. */
const NUMPY = `
import json, sys
import numpy as np
folder = sys.argv[1]
weights = np.load(folder + "/weights.npz")
w0, w1, v = weights["w0"], weights["w1"], weights["v"]
assert w0.shape == (1,) and v.shape[1] == len(w1) and v.dtype == np.float64
rows = [line.split() for line in open(folder + "/encoded.libsvm")]
X = np.zeros((len(rows), len(w1)))
for i, (_, *cells) in enumerate(rows):
    for j, x in (cell.split(":") for cell in cells):
        X[i, int(j) - 1] = float(x)
score = w0 + X @ w1 + ((X @ v.T) ** 2 - X**2 @ (v**2).T).sum(axis=1) / 2
print(json.dumps([list(v.shape), list(1 / (1 + np.exp(-score)))]))
`;

test('the lab shows a computed result without JavaScript', async ({ browser, browserName, baseURL }) => {
  test.skip(browserName === 'firefox', 'WebDriver BiDi cannot switch JavaScript off');
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) });
  const page = await context.newPage();
  await page.goto('posts/factorization-machines/');
  const lab = page.locator('section#own-data');
  await expect(status(lab)).toHaveText(DONE);
  await expect(facts(lab)).toContainText('333 of 344 rows as 6 features');
  await expect(lab.getByRole('img', { name: 'Loss by epoch' })).toBeVisible();
  await expect(lab.getByRole('row', { name: /with pairs, k = 4/ }).first()).toContainText('100.0%');
  await expect(lab.getByText('bill_length_mm × bill_depth_mm')).toBeVisible();
  await expect(lab.locator('noscript p')).toBeVisible();
  await expect(lab.getByRole('slider', { name: 'Rank k', exact: true })).toBeDisabled();
  await context.close();
});

test('a CSV file of one’s own: read, roles changed, trained, stopped, gone on with, asked about, downloaded, begun with anew', async ({
  browserName,
  page,
}, testInfo) => {
  // Rows enough for the run to take seconds, in which it is stopped.
  const lab = await openLab(page, '?own-data.k=3&own-data.epochs=10000');
  await choose(lab, 'signs.csv', xorTable(4000));
  await expect(facts(lab)).toContainText(
    /4,000 rows as \d features.*Predicted: same: yes \([\d,]+ rows\) or no/,
  );
  // What is left out, and what becomes of each column, is said; the reader has the last word.
  await expect(lab.getByLabel('id is')).toHaveValue('left out');
  await expect(lab.getByRole('row', { name: /^colour/ })).toContainText('blue, green, red, not known');
  await lab.getByLabel('colour is').selectOption('left out');
  await expect(facts(lab)).toContainText('4,000 rows as 2 features');
  await lab.getByLabel('id is').selectOption('number');
  await expect(facts(lab)).toContainText('4,000 rows as 3 features');
  await lab.getByText('First lines of the file').click();
  await expect(lab.getByRole('cell', { name: 'green' }).first()).toBeVisible();

  await button(lab, 'Train').click();
  await expect(lab.getByText(/^[\d,]+ of 10,000 epochs$/)).toBeVisible();
  await button(lab, 'Stop').click();
  await expect(button(lab, 'Go on')).toBeVisible();
  const stopped = /^([\d,]+) epochs of k = 3, .* of work by the compiled kernel\./;
  await expect(note(lab)).toHaveText(stopped);
  await turn(lab, 'Epochs', 40);
  const before = Number((await note(lab).innerText()).match(stopped)?.[1]?.replaceAll(',', ''));
  await button(lab, 'Go on').click();
  await expect(note(lab)).toContainText(`${(before + 40).toLocaleString('en')} epochs of k = 3`);
  await expect(button(lab, 'Start over')).toBeVisible();
  await expect(status(lab)).toHaveText(DONE);
  await expect(lab.getByRole('listitem').filter({ hasText: 'a × b' }).first()).toBeVisible();
  const accuracy = await lab
    .getByRole('row', { name: /with pairs, k = 3/ })
    .first()
    .innerText();
  expect(Number(accuracy.match(/([\d.]+)%/)?.[1])).toBeGreaterThan(90);

  await lab.getByText('One row taken apart').click();
  await expect(lab.getByText(/^Row [\d,]+, held out/)).toBeVisible();
  await lab.getByText('What if:').click();
  const b = lab.getByRole('slider', { name: 'b', exact: true });
  await expect(b).toBeEnabled();
  const chance = lab.getByText('Probability of same = yes', { exact: true }).locator('..').locator('b');
  const asItIs = await chance.first().innerText();
  await b.press('End'); // the first row has −1 in both
  await expect(chance.first()).not.toHaveText(asItIs);
  await expect(lab.getByText('With the others as they are set').first()).toBeVisible();
  await lab.getByText('Predictions against the truth').click();
  await expect(lab.getByRole('img', { name: /^Share of rows with same = yes/ })).toBeVisible();
  if (browserName === 'firefox') return; // its driver tells of no downloads

  const folder = testInfo.outputPath();
  const npz = await download(page, lab, 'Weights for pyfms (.npz)');
  await writeFile(`${folder}/weights.npz`, npz);
  await writeFile(`${folder}/encoded.libsvm`, await download(page, lab, 'Rows as encoded (libSVM)'));
  const csv = (await download(page, lab, 'Predictions (CSV)')).toString().trim().split('\n');
  expect(csv[0]).toBe('row,line,target,probability,linear,held_out');
  expect(csv).toHaveLength(4001);
  expect(csv[1]).toMatch(/^1,2,(yes|no),/);
  expect(csv.filter((line) => line.endsWith(',1'))).toHaveLength(1000);
  const told = csv.slice(1).map((line) => Number(line.split(',')[3]));
  if (hasNumpy) {
    const [shape, predicted] = JSON.parse(execFileSync('python3', ['-c', NUMPY, folder]).toString());
    expect(shape).toEqual([3, 3]);
    for (const [i, p] of (predicted as number[]).entries()) expect(Math.abs(p - told[i])).toBeLessThan(1e-9);
  }
  const encoding = JSON.parse((await download(page, lab, 'Encoding (JSON)')).toString());
  expect(encoding.features.map(({ name }: { name: string }) => name)).toEqual(['id', 'a', 'b']);
  const losses = (await download(page, lab, 'Losses (CSV)')).toString().trim().split('\n');
  expect(losses).toHaveLength(before + 42);
  await expect(lab.getByText('model = pyfms.Classifier(d, k=3)')).toBeVisible();

  // What was learned is begun with: the run starts where it ended.
  await openSettings(lab);
  await lab
    .locator('.wide input[type=file]')
    .setInputFiles({ name: 'weights.npz', mimeType: 'application/zip', buffer: npz });
  await expect(lab.getByText('k = 3, 3 features: the next run begins with them.')).toBeVisible();
  await turn(lab, 'Epochs', 1);
  await button(lab, 'Train').click();
  await expect(note(lab)).toContainText('It began with the weights of “weights.npz”.');
  const again = (await download(page, lab, 'Losses (CSV)')).toString().trim().split('\n');
  const best = Math.min(...losses.slice(1).map((line) => Number(line.split(',')[2])));
  expect(Math.abs(Number(again[1].split(',')[2]) - best)).toBeLessThan(1e-9);
});

/** The number in a sentence of the lab. */
const lossIn = (sentence: string) => Number(sentence.match(/ is ([\d.]+)/)?.[1]);

test('numbers of one’s own, from libSVM and with weights, and all who compute', async ({ page }) => {
  const lab = await openLab(page, '?own-data.epochs=3&own-data.executor=cpu');
  const lines = Array.from({ length: 200 }, (_, i) => {
    const [a, b] = [i % 7, (i * 5) % 11];
    return `${(0.5 * a - b + 0.3 * a * b).toFixed(2)} 1:${a} 3:${b}`;
  });
  await choose(lab, 'rows.libsvm', lines.join('\n'));
  await expect(facts(lab)).toContainText(/200 rows as 3 features.*Predicted: target, a number/);
  await expect(lab.getByText('A libSVM or libFM file. These are its first lines.')).toBeVisible();
  await button(lab, 'Train').click();
  await expect(note(lab)).toContainText('by tfjs in JavaScript');
  const said = lab.locator('.figure desc'); // is told at once; the status waits until it rests
  await expect(said).toHaveText(DONE);
  const first = await said.innerHTML();
  await openSettings(lab);
  for (const [label, name] of [
    ['Typed arrays', 'typed arrays'],
    ['Automatic', 'the compiled kernel'],
  ] as const) {
    await lab.getByLabel('Who computes').selectOption(label);
    await button(lab, 'Train').click();
    await expect(note(lab)).toContainText(`by ${name}`);
    // tfjs computes in float32, so the last digit may differ.
    await expect
      .poll(async () => Math.abs(lossIn(await said.innerHTML()) - lossIn(first)))
      .toBeLessThan(2e-4);
  }
});

test('presets are loaded by a click that says their size, and settings travel in the link', async ({
  page,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('.csv')) asked.push(request.url());
  });
  const lab = await openLab(page);
  expect(asked).toEqual([]);
  await expect(lab.getByRole('radio', { name: 'Digits (267 kB)' })).toBeAttached();
  await take(lab, /^Breast cancer \(124.kB\)$/);
  await expect(status(lab)).toContainText('Breast cancer: 569 rows as 30 features. Press Train.');
  expect(asked).toHaveLength(1);
  await turn(lab, 'Epochs', 20);
  await button(lab, 'Train').click();
  await expect(status(lab)).toHaveText(DONE);
  await lab.getByText('Columns, and how they become numbers').click();
  await lab.getByLabel('mean radius is').selectOption('left out');
  await expect(facts(lab)).toContainText('569 rows as 29 features');
  await lab.getByLabel('Class 1; all else is 0').selectOption({ index: 0 });
  await expect(facts(lab)).toContainText('benign (357 rows) or malignant (212)');
  await expect(page).toHaveURL(/own-data\.data=cancer/);
  await expect(page).toHaveURL(/own-data\.one=benign/);
  await expect(page).toHaveURL(/own-data\.epochs=20/);
  const again = await openLab(page, new URL(page.url()).search);
  await expect(facts(again)).toContainText('569 rows as 29 features');
  await expect(facts(again)).toContainText('benign (357 rows) or malignant (212)');
  await expect(field(again, 'Epochs')).toHaveValue('20');
  await button(again, 'Reset').click();
  await expect(status(again)).toContainText('the loss on 83 rows held out');
  await expect(facts(again)).toContainText('333 of 344 rows');
  const own = await openLab(page, '?own-data.data=own&own-data.k=900');
  await expect(own.getByText('The link was made with a file of its maker’s own')).toBeVisible();
  await expect(own.getByText(/it can be a whole number from 0 to 64, so 64 is used/)).toBeVisible();
});

test('a reset while it trains stays: what was trained does not come back', async ({ page }) => {
  const lab = await openLab(page, SLOW);
  await take(lab, 'Titanic');
  await expect(status(lab)).toContainText('Titanic: 2,201 rows');
  await lab.getByText('Columns, and how they become numbers').click();
  await expect(lab.getByLabel('survived is')).toHaveValue('predicted');
  await button(lab, 'Train').click();
  await expect(button(lab, 'Stop')).toBeVisible();
  await button(lab, 'Reset').click();
  await expect(lab.getByLabel('species is')).toHaveValue('predicted');
  // The worker answers when all before is done.
  await lab.getByText('One row taken apart').click();
  await expect(lab.getByText(/^Row [\d,]+, held out/)).toBeVisible();
  await expect(note(lab)).toHaveText(/^200 epochs of k = 4 by the compiled kernel\./);
  await expect(facts(lab)).toContainText('333 of 344 rows');
  await expect(status(lab)).toContainText('the loss on 83 rows held out');
});

test('training keeps the page free: no task over 50 ms', async ({ browser, browserName, page }) => {
  test.skip(browserName === 'firefox', 'traces are Chromium’s');
  const lab = await openLab(page, SLOW);
  await button(lab, 'Train').click();
  await reads(page, '#own-data .run p', /^[1-9][\d,]* of 10,000 epochs$/);
  const long = await longTasks(browser, page, async () => {
    await page.waitForTimeout(1200);
  });
  expect(long, 'long tasks on the page').toEqual([]);
});

test.describe('a worker that does not load', () => {
  test.use({ expected: [/worker|ERR_FAILED|Failed to load|console\.error: Error \(/i] });

  test('is told of, and can be tried again', async ({ page }) => {
    await page.route('**/own-data.worker*', (route) => route.abort());
    const lab = await openLab(page, '?own-data.epochs=5');
    await button(lab, 'Train').click();
    await expect(problem(lab)).toContainText('Something went wrong on our side');
    await page.unroute('**/own-data.worker*');
    await button(lab, 'Try again').click();
    await expect(note(lab)).toContainText('5 epochs of k = 4');
    await expect(problem(lab)).toHaveCount(0);
  });
});
