import { readFile, writeFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { MOVIELENS_SHAPES, simulatedRatings } from '../../src/engine/matrix-factorization/simulated.ts';
import { seeded } from '../../src/engine/random.ts';
import { expect, test } from './fixtures.ts';
import { longTasks, reads } from './long-tasks.ts';

async function openLab(page: Page, query = ''): Promise<Locator> {
  await page.goto(`posts/matrix-factorization/${query}`);
  const lab = page.locator('#own-ratings');
  await lab.scrollIntoViewIfNeeded();
  await expect(lab).toHaveAttribute('data-hydrated', 'true');
  return lab;
}

const status = (lab: Locator) => lab.locator('p.status');
const problem = (lab: Locator) => lab.getByRole('alert').filter({ hasText: /\S/ });
const factorize = (lab: Locator) => lab.getByRole('button', { name: 'Factorize', exact: true });
const own = (lab: Locator) => lab.getByRole('radio', { name: 'Your own file' });
const DONE =
  /After \d+ (sweeps?|steps) the [\d,]+ ratings? held out are predicted with an error of \d\.\d{3}/;

async function paste(lab: Locator, text: string) {
  await own(lab).check();
  await lab.getByLabel('Or paste ratings').fill(text);
}

async function choose(lab: Locator, name: string, body: Buffer | string) {
  await own(lab).check();
  const buffer = typeof body === 'string' ? Buffer.from(body) : body;
  await lab
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
}

async function download(page: Page, lab: Locator, name: string): Promise<Buffer> {
  const button = lab.getByRole('button', { name, exact: true });
  if (!(await button.isVisible())) await lab.getByText('Downloads, and code for what is on screen').click();
  const coming = page.waitForEvent('download');
  await button.click();
  return readFile(await (await coming).path());
}

/** A file in the form of MovieLens' u.data. */
function movieLens(): string {
  const { ratings } = simulatedRatings({
    ...MOVIELENS_SHAPES['100k'],
    rank: 4,
    noise: 0.5,
    random: seeded(5),
    stars: true,
  });
  const { row, column, value } = ratings;
  return Array.from(value, (d, i) => `${row[i] + 1}\t${column[i] + 1}\t${d}\t${874724710 + i}\n`).join('');
}

/** Ratings of 8 people for 6 items, one a line. */
const SMALL = Array.from({ length: 8 }, (_, i) =>
  Array.from({ length: 6 }, (_, j) => (i * 3 + j * 5) % 7 > 1 && `u${i},film ${j},${1 + ((i * j + i) % 5)}`),
)
  .flat()
  .filter(Boolean)
  .join('\n');

test('the lab shows a computed result without JavaScript', async ({ browser, browserName, baseURL }) => {
  test.skip(browserName === 'firefox', 'WebDriver BiDi cannot switch JavaScript off');
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) });
  const page = await context.newPage();
  await page.goto('posts/matrix-factorization/');
  const lab = page.locator('#own-ratings');
  await expect(status(lab)).toHaveText(DONE);
  await expect(lab).toContainText('1,400 ratings from 1 to 5, by 60 people of 40 items');
  await expect(lab.getByRole('img', { name: 'Error by sweeps' })).toBeVisible();
  await expect(lab.locator('noscript p')).toBeVisible();
  await expect(
    lab
      .getByRole('listitem')
      .filter({ hasText: /0\.\d\d$/ })
      .first(),
  ).toBeVisible();
  await lab.getByText('Show data').click();
  await expect(lab.getByRole('row')).toHaveCount(13);
  await expect(lab.getByRole('slider', { name: 'Rank k', exact: true })).toBeDisabled();
  await context.close();
});

test('a MovieLens file of 100,000 lines: dropped, factorized, stopped and gone on with, asked about, downloaded', async ({
  browser,
  browserName,
  page,
}, testInfo) => {
  test.slow();
  const path = testInfo.outputPath('u.data');
  await writeFile(path, movieLens());
  const lab = await openLab(page, '?own-ratings.sweeps=200&own-ratings.k=16');
  const traced = browserName === 'chromium';

  const run = (sign: string) => `#own-ratings .run ${sign}`;

  async function work() {
    // By its path where that is possible: handing the bytes to the page would be work on the page's own thread.
    if (traced) await lab.locator('input[type=file]').first().setInputFiles(path);
    else await choose(lab, 'u.data', await readFile(path));
    await reads(page, '#own-ratings', /100,000 ratings from 1 to 5, by 943 people of/);
    await reads(page, '#own-ratings', /100,000 lines read in/);
    await page.locator(run('button')).click();
    await reads(page, run('p'), /^[1-9]\d? of 200 sweeps$/);
    await page.locator(run('button')).click();
    await reads(page, run('.shown'), /Go on/);
    await reads(page, '#own-ratings', /[^\d]\d{1,2} sweeps in .* of work\./);
    await page.locator(run('button')).click();
    await reads(page, run('.shown'), /Stop/);
    await reads(page, run('.shown'), /Factorize|Go on/);
    await reads(page, '#own-ratings', /sweeps in .* of work\. A further sweep would change nothing/);
  }
  await own(lab).check();
  if (traced) expect(await longTasks(browser, page, work), 'long tasks on the page').toEqual([]);
  else await work();

  await expect(lab.getByLabel('Item', { exact: true })).toBeEnabled();
  await page.waitForTimeout(1000); // the sentence waits until it rests
  await expect(status(lab)).toHaveText(DONE);
  const said = await status(lab).innerText();
  const [held, offsets] = [...said.matchAll(/\d\.\d{3}/g)].map(([number]) => Number(number));
  expect(held).toBeLessThan(0.95 * offsets);

  await lab.getByLabel('Item', { exact: true }).fill('50');
  await lab.getByLabel('Item', { exact: true }).press('Enter');
  await expect(lab.getByRole('list', { name: 'Neighbours of 50' }).getByRole('listitem')).toHaveCount(6);
  await lab.getByLabel('Person', { exact: true }).fill('196');
  await lab.getByLabel('Person', { exact: true }).press('Enter');
  await expect(lab.getByRole('list', { name: 'Predictions for 196' }).getByRole('listitem')).toHaveCount(6);
  await lab.getByLabel('Person', { exact: true }).fill('nobody');
  await lab.getByLabel('Person', { exact: true }).press('Enter');
  await expect(problem(lab)).toContainText('“nobody” is nobody’s id here. Choose one of the suggestions');

  const titles = Array.from({ length: 1682 }, (_, i) => `${i + 1}|Film No. ${i + 1} (1995)|01-Jan-1995||x`);
  await lab
    .locator('input[type=file]')
    .nth(1)
    .setInputFiles({
      name: 'u.item',
      mimeType: 'text/plain',
      buffer: Buffer.from(titles.join('\n')),
    });
  await expect(lab.getByText(/items have a title now/)).toBeVisible();
  await expect(lab.getByLabel('Item', { exact: true })).toHaveValue('Film No. 50 (1995)');
  if (browserName === 'firefox') return; // its driver tells of no downloads

  const heldOut = (await download(page, lab, 'Held out, predicted (CSV)'))
    .toString()
    .trim()
    .split('\n')
    .slice(1);
  expect(heldOut).toHaveLength(10_000);
  const errors = heldOut.map((line) => line.split(',').map(Number)).map(([, , d, x]) => (d - x) ** 2);
  const rmse = Math.sqrt(errors.reduce((sum, each) => sum + each, 0) / errors.length);
  expect(Math.abs(rmse - held)).toBeLessThan(6e-4);
  const Q = (await download(page, lab, 'Q (CSV)')).toString().split('\n');
  expect(Q[0]).toMatch(/^item,title,offset,q1,q2,.*,q16$/);
  const P = (await download(page, lab, 'P (CSV)')).toString().trim().split('\n');
  expect(P).toHaveLength(944);
  const npz = await download(page, lab, 'P and Q (.npz)');
  expect(npz.subarray(0, 2).toString()).toBe('PK');
  expect(npz.length).toBeGreaterThan(8 * 16 * (943 + 1600));
  expect(
    (await download(page, lab, 'Ten predictions for everybody (CSV)')).toString().trim().split('\n'),
  ).toHaveLength(9431);
  expect((await download(page, lab, 'Errors (CSV)')).toString()).toMatch(
    /^step,training_rmse,held_out_rmse\n1,0\.\d+,\d\.\d+\n/,
  );
});

test('simulated ratings need no file, and the settings travel in the link', async ({ page }) => {
  const lab = await openLab(page);
  await lab.getByRole('radio', { name: '100,000 simulated ratings' }).check();
  await expect(status(lab)).toContainText('100,000 ratings ready. Press Factorize.');
  await factorize(lab).click();
  await expect(status(lab)).toHaveText(DONE);
  await lab.getByLabel('Rank k, as a number').fill('3');
  await lab.getByLabel('Rank k, as a number').blur();
  await expect(factorize(lab)).toBeVisible();
  await expect(page).toHaveURL(/own-ratings\.data=simulated&own-ratings\.k=3/);
  const again = await openLab(page, '?own-ratings.data=simulated&own-ratings.k=900');
  await expect(again.getByText(/it can be a whole number from 1 to 64, so 64 is used/)).toBeVisible();
  await expect(status(again)).toContainText('100,000 ratings ready');
  // A reset ends a run that goes on, for good.
  await factorize(again).click();
  await expect(again.getByRole('button', { name: 'Stop' })).toBeVisible();
  await again.getByRole('button', { name: 'Reset' }).click();
  await expect(status(again)).toContainText('140 ratings held out');
  await factorize(again).click();
  await expect(again.getByRole('button', { name: 'Go on' }).or(factorize(again)).first()).toBeVisible();
  await expect(status(again)).toContainText('140 ratings held out');
});

test('how a file is read is guessed, shown and changed', async ({ page }) => {
  const lab = await openLab(page);
  const facts = lab.locator('.read');
  await paste(lab, SMALL);
  await expect(facts).toContainText(/\d+ ratings from 1 to 5, by 8 people of 6 items/);
  await expect(lab.getByText('One rating a line, 3 columns parted by commas.')).toBeVisible();
  await lab.getByLabel('Column 1', { exact: true }).selectOption('what is rated');
  await expect(facts).toContainText('by 6 people of 8 items');
  await lab.getByLabel('The first line names the columns').check();
  await expect(lab.getByLabel('Column 1, u0')).toBeVisible();
  await lab.getByLabel('Columns are parted by').selectOption('Tab');
  await expect(problem(lab)).toContainText('Only one column was found.');
  await lab.getByLabel('Columns are parted by').selectOption('Comma ,');
  await expect(problem(lab)).toHaveCount(0);

  await paste(lab, ',A,B,C,D\nAda,5,3,0,1\nBen,4,0,0,1\nCleo,1,1,0,5\nDan,1,0,0,4\nEva,0,1,5,4\n');
  await expect(facts).toContainText('20 ratings from 0 to 5, by 5 people of 4 items: 100%');
  await lab.getByLabel('0 means not rated').check();
  await expect(facts).toContainText('13 ratings from 1 to 5, by 5 people of 4 items: 65%');
  await lab.getByRole('radio', { name: 'One rating' }).check();
  await expect(facts).not.toContainText('by 5 people of 4 items');
  await choose(
    lab,
    'ratings.csv',
    'userId,movieId,rating,timestamp\n1,31,2.5,1260759144\n1,1029,3.0,1260759179\n2,31,4,1\n',
  );
  await expect(facts).toContainText('3 ratings from 2.5 to 4, by 2 people of 2 items');
});

test('what cannot be read or factorized is told beside its control, and the lab goes on', async ({
  page,
}) => {
  const lab = await openLab(page);
  const refused = async (text: string, sentence: RegExp) => {
    await paste(lab, text);
    await expect(problem(lab)).toHaveText(sentence);
    await expect(lab.getByLabel('Or paste ratings')).toHaveValue(text);
  };
  await refused('u,i,r\n1,2,good\n1,3,bad\n', /Line 2: “good” is not a number/);
  await refused('1\n2\n3\n', /Only one column was found/);
  await paste(lab, 'a,x,4\na,y,4\nb,x,4\nb,y,4\n');
  await expect(status(lab)).toContainText('4 ratings ready');
  await factorize(lab).click();
  await expect(problem(lab)).toContainText(
    'k is 8, and a matrix of 2 x 2 has a rank of at most 2. Choose a k of at most 2.',
  );
  await lab.getByLabel('Rank k, as a number').fill('1');
  await factorize(lab).click();
  await expect(problem(lab)).toContainText('All ratings are 4');
  await paste(lab, 'a,x,4\na,y,5\na,z,2\n');
  await expect(status(lab)).toContainText('3 ratings ready');
  await factorize(lab).click();
  await expect(problem(lab)).toContainText('There is only one row');

  await choose(lab, 'cat.png', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
  await expect(problem(lab)).toContainText('“cat.png” is not a text file');
  await choose(lab, 'void.csv', '');
  await expect(problem(lab).first()).toContainText('“void.csv” is empty');
  await lab.getByRole('group', { name: 'Choose a file of ratings' }).evaluate((box) => {
    const file = new File(['x'], 'ratings.csv');
    Object.defineProperty(file, 'size', { get: () => 5_000_000_000 });
    const drop = new Event('drop', { bubbles: true, cancelable: true });
    Object.defineProperty(drop, 'dataTransfer', { value: { files: [file], getData: () => '' } });
    box.dispatchEvent(drop);
  });
  await expect(problem(lab).first()).toContainText(
    /“ratings\.csv” has 5\sGB; at most 2\sGB can be read here\. Nothing was read\. Give a part/,
  );
  await choose(lab, 'small.csv', SMALL);
  await factorize(lab).click();
  await expect(status(lab)).toHaveText(DONE);
  await expect(problem(lab)).toHaveCount(0);
});

test('any loss is learned from, and one that is wrong or a run that diverges is told of', async ({
  page,
}) => {
  const lab = await openLab(page, '?own-ratings.method=gradient');
  await lab.getByText('More settings').click();
  await lab.getByLabel('Loss to start from').selectOption('Huber');
  await factorize(lab).click();
  await expect(status(lab)).toHaveText(/After \d+ steps the 140 ratings held out are predicted/);
  await lab.getByLabel('The loss', { exact: true }).fill('sum(W * (D - R)^2)');
  await factorize(lab).click();
  await expect(problem(lab)).toContainText(/column 14: there is no name/i);
  await lab
    .getByLabel('The loss', { exact: true })
    .fill('sum(W * (D - X)^4) + beta * sum(P^2) + beta * sum(Q^2)');
  await factorize(lab).click();
  await expect(status(lab)).toHaveText(/After \d+ steps the 140 ratings held out are predicted/);
  await lab.getByLabel('Optimizer').selectOption('Gradient descent');
  await lab.getByLabel('Learning rate alpha, as a number').fill('1');
  await lab.getByLabel('Learning rate alpha, as a number').blur();
  await factorize(lab).click();
  await expect(status(lab)).toContainText(/diverged.*Try a tenth of alpha/);
});

test('a newcomer rates some items and gets predictions without training', async ({ page }) => {
  const lab = await openLab(page);
  await lab.getByText('Join in: rate some items').click();
  const rate = async (item: string, rating: string) => {
    await lab.getByLabel('Item to rate').fill(item);
    await lab.getByLabel(/^Rating, 1 to 5/).fill(rating);
    await lab.getByRole('button', { name: 'Add' }).click();
  };
  await rate('Copper Rain', '5');
  await expect(lab.getByRole('list', { name: 'Predictions for you' }).getByRole('listitem')).toHaveCount(6);
  await rate('Copper Rain', '4');
  await expect(problem(lab)).toContainText('Copper Rain is rated twice');
  await rate('Salt Roads', '9');
  await expect(problem(lab)).toContainText('A rating of 9 is outside of these ratings');
  await rate('Salt Roads', 'fine');
  await expect(problem(lab)).toContainText('“fine” is not a number');
  await rate('Salt Roads', '1');
  await expect(lab.getByText('From 2 ratings of yours, predicted:')).toBeVisible();
  await lab.getByRole('button', { name: 'Take out Copper Rain' }).click();
  await expect(lab.getByText('From 1 rating of yours, predicted:')).toBeVisible();
});

async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).include('#own-ratings').analyze();
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  );
}

test('the lab has no accessibility faults, idle, running, or with everything open', async ({
  page,
  browserName,
}) => {
  test.slow(browserName === 'firefox', 'axe takes four times as long there');
  const lab = await openLab(page, '?own-ratings.data=simulated&own-ratings.sweeps=200&own-ratings.k=40');
  expect(await violations(page), 'idle').toEqual([]);
  await expect(status(lab)).toContainText('100,000 ratings ready');
  await factorize(lab).click();
  await expect(lab.getByRole('button', { name: 'Stop', exact: true })).toBeVisible();
  expect(await violations(page), 'running').toEqual([]);
  await lab.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(status(lab)).toHaveText(DONE);
  await paste(lab, `${SMALL}\noops`);
  await expect(problem(lab)).toContainText('it has 1 column where 3 are expected');
  for (const summary of [
    'More settings',
    'Join in: rate some items',
    'Downloads, and code for',
    'Show data',
  ]) {
    await lab.getByText(summary).click();
  }
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page), `with everything open, in ${colorScheme}`).toEqual([]);
  }
});

test('nothing sticks out at 360 px, whatever is open', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  const lab = await openLab(page);
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await wide()).toBeLessThanOrEqual(360);
  await lab.getByText('Downloads, and code for what is on screen').click();
  await lab.getByText('Join in: rate some items').click();
  await expect(lab.getByRole('button', { name: 'P (CSV)' })).toBeVisible();
  await paste(
    lab,
    Array.from({ length: 9 }, (_, i) => Array.from({ length: 40 }, (_, j) => (i * j) % 9).join(',')).join(
      '\n',
    ),
  );
  await expect(lab.getByLabel('First lines of the file')).toBeVisible();
  await lab.getByText('More settings').click();
  await lab.getByText('Show data').click();
  await expect(lab.getByLabel('Taken off the ratings first')).toBeVisible();
  expect(await wide()).toBeLessThanOrEqual(360);
});

test.describe('a worker that does not load', () => {
  test.use({ expected: [/worker|ERR_FAILED|Failed to load|console\.error: Error \(/i] });

  test('is told of, and can be tried again', async ({ page }) => {
    await page.route('**/own-ratings.worker*', (route) => route.abort());
    const lab = await openLab(page);
    await factorize(lab).click();
    await expect(problem(lab)).toContainText('Something went wrong on our side');
    await page.unroute('**/own-ratings.worker*');
    await lab.getByRole('button', { name: 'Try again' }).click();
    await expect(lab.getByText(/12 sweeps in .* of work/)).toBeVisible();
    await expect(problem(lab)).toHaveCount(0);
  });
});
