import { writeFile } from 'node:fs/promises';
import { expect, test } from './fixtures.ts';
import { bells, choose, data, download, fact, file, openLab, slider, status } from './kmeans1d-lab.ts';
import { longTasks } from './long-tasks.ts';

const MILLION = 1_000_000;

test('a file of a million numbers: read, clustered, looked at, downloaded, and its cost is what it says', async ({
  browser,
  browserName,
  page,
}, testInfo) => {
  test.slow();
  const values = [...bells(MILLION)].map((value) => Number(value.toFixed(6)));
  const text = `row,value\n${values.map((value, i) => `${i + 1},${value}\n`).join('')}`;
  const lab = await openLab(page);
  await data(lab, 'Your own').check();
  await expect(file(lab)).toBeEnabled();
  const traced = browserName === 'chromium';
  const path = testInfo.outputPath('million.csv');
  await writeFile(path, text);

  async function read() {
    // By its path: handing the bytes to the page would be work on the page's own thread.
    if (traced) await file(lab).setInputFiles(path);
    else await choose(lab, 'million.csv', text);
    await expect(status(lab)).toContainText('The best 7 clusters of 1,000,000 numbers', { timeout: 30_000 });
    await expect(lab.getByText('1,000,000 numbers from the column “value”.')).toBeVisible();
    await slider(lab).focus();
    for (let k = 8; k <= 16; k++) await page.keyboard.press('ArrowRight');
    await expect(status(lab)).toContainText('The best 16 clusters of 1,000,000 numbers');
    const lloyd = lab.getByRole('region', { name: /^Lloyd/ }).locator('p.said');
    await expect(lloyd).toContainText(' of 200 starts found', { timeout: 120_000 });
    await expect(lab.getByText(/one more would cut the inertia by/)).toBeVisible();
  }
  if (traced) expect(await longTasks(browser, page, read), 'long tasks on the page').toEqual([]);
  else await read();

  if (browserName === 'firefox') return; // its driver tells of no downloads
  const csv = (await download(page, lab, 'Labels (CSV)')).toString();
  const lines = csv.trimEnd().split('\n').slice(1);
  expect(lines).toHaveLength(MILLION);
  const counts = new Float64Array(16);
  const sums = new Float64Array(16);
  const labels = lines.map((line, i) => {
    const [value, label] = line.split(',').map(Number);
    if (value !== values[i]) throw new Error(`line ${i + 2} has ${value}, not ${values[i]}`);
    counts[label]++;
    sums[label] += value;
    return label;
  });
  const inertia = values.reduce(
    (cost, value, i) => cost + (value - sums[labels[i]] / counts[labels[i]]) ** 2,
    0,
  );
  const results = JSON.parse((await download(page, lab, 'Everything (JSON)')).toString());
  expect(results.labels).toEqual(labels);
  expect(Math.abs(results.inertia / inertia - 1)).toBeLessThan(1e-9);
  expect(results.gap).toBeLessThan(1e-9 * inertia);
  const shown = Number((await fact(lab, 'Inertia').innerText()).replaceAll(',', ''));
  expect(Math.abs(shown / inertia - 1)).toBeLessThan(1e-5);

  const clusters = (await download(page, lab, 'Clusters (CSV)')).toString().trimEnd().split('\n').slice(1);
  expect(clusters.map((line) => Number(line.split(',')[2]))).toEqual([...counts]);
});

test('reading a large file can be stopped, and leaves what was shown', async ({
  page,
  browserName,
}, testInfo) => {
  test.skip(browserName === 'firefox', 'files from disk cannot be handed over by WebDriver BiDi');
  const path = testInfo.outputPath('large.csv');
  await writeFile(path, `value\n${'3.1415926535897932\n1.4142135623730951\n'.repeat(4_950_000)}`);
  const lab = await openLab(page);
  await data(lab, 'Your own').check();
  await file(lab).setInputFiles(path);
  const stop = lab.getByRole('button', { name: 'Stop' });
  await expect(stop).toBeVisible();
  await expect(lab.getByText(/[\d,]+ of [\d,]+ bytes read, [\d,]+ numbers found/)).toBeVisible();
  await stop.click();
  await expect(status(lab)).toContainText('Stopped. Shown: Seven bells, 100,000 numbers.');
  await slider(lab).focus();
  await page.keyboard.press('ArrowRight');
  await expect(status(lab)).toContainText('The best 8 clusters of 100,000 numbers');
});

test('computing on ten million numbers can be stopped, and gone on with', async ({ page }) => {
  test.slow();
  const lab = await openLab(page);
  await lab.getByLabel('How many').selectOption('10,000,000');
  const stop = lab.getByRole('button', { name: 'Stop' });
  await expect(stop).toBeVisible();
  await stop.click();
  await expect(status(lab)).toContainText('Stopped. Shown: Seven bells, 100,000 numbers.', {
    timeout: 20_000,
  });
  await slider(lab).focus();
  await page.keyboard.press('ArrowRight');
  await expect(status(lab)).toContainText('The best 8 clusters of 100,000 numbers');

  await lab.getByLabel('How many').selectOption('1,000');
  await lab.getByLabel('How many').selectOption('10,000,000');
  await expect(status(lab)).toContainText('clusters of 10,000,000 numbers', { timeout: 60_000 });
  await expect(lab.getByText(/Known for \d+ of 32 values of k so far/)).toBeVisible();
  await stop.click();
  await expect(status(lab)).toContainText('Stopped. Shown: Seven bells, 10,000,000 numbers.', {
    timeout: 20_000,
  });
  await lab.getByRole('button', { name: 'Go on' }).click();
  await expect(stop).toBeVisible();
});

test('charts are downloaded as pictures', async ({ page, browserName }) => {
  test.skip(browserName === 'firefox', 'WebDriver BiDi tells of no downloads');
  const lab = await openLab(page);
  const svg = (await download(page, lab, 'Chart (SVG)')).toString();
  expect(svg).toMatch(/^<svg[^>]+xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  expect(svg).not.toContain('var(--');
  const png = await download(page, lab, 'Chart (PNG)');
  expect([...png.subarray(1, 4)]).toEqual([80, 78, 71]);
  expect(png.length).toBeGreaterThan(5000);
});

test('code repeats what is on screen', async ({ page, browserName }) => {
  const lab = await openLab(page);
  await data(lab, 'Ten numbers').check();
  await lab.getByText('Downloads, and code for what is on screen').click();
  await expect(lab.getByText('kmeans1d.cluster(values, 4);')).toBeVisible();
  await lab.getByRole('radio', { name: 'Python' }).check();
  await expect(lab.getByText('values = [4, 4.1, 4.2, -50, 200.2, 200.4, 200.9, 80, 100, 102]')).toBeVisible();
  await data(lab, 'Ten dice').check();
  await expect(lab.getByText('with open("numbers.txt") as lines')).toBeVisible();
  if (browserName === 'firefox') return; // its driver tells of no downloads
  const numbers = (await download(page, lab, 'Numbers (text)')).toString().trimEnd().split('\n');
  expect(numbers).toHaveLength(100_000);
});
