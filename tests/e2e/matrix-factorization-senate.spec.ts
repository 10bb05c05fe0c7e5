import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { longTasks, reads } from './long-tasks.ts';

async function openLab(page: Page, query = ''): Promise<Locator> {
  await page.goto(`posts/matrix-factorization/${query}`);
  const lab = page.locator('#senate');
  await lab.scrollIntoViewIfNeeded();
  await expect(lab).toHaveAttribute('data-hydrated', 'true');
  return lab;
}

const status = (lab: Locator) => lab.locator('p.status');
const part = (lab: Locator, name: string) => lab.getByRole('region', { name, exact: true });
const train = (lab: Locator) => lab.getByRole('button', { name: 'Train from scratch' });
const stop = (lab: Locator) => lab.getByRole('button', { name: 'Stop' }).first();
const map = (lab: Locator) => lab.getByRole('slider', { name: 'Walk through the members' });
const you = (lab: Locator) => lab.locator('svg text', { hasText: /^You$/ });
const steps = async (lab: Locator) =>
  Number.parseInt((await lab.getByText(/steps, loss/).innerText()).replaceAll(',', ''), 10);
const choose = (lab: Locator, name: string) =>
  lab.getByLabel('Member', { exact: true }).selectOption({ label: name });

async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include('#senate').analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  );
}

test('the map is there without JavaScript, with what two factors predict', async ({
  browser,
  browserName,
  baseURL,
}) => {
  test.skip(browserName === 'firefox', 'WebDriver BiDi cannot switch JavaScript off');
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) });
  const page = await context.newPage();
  await page.goto('posts/matrix-factorization/');
  const lab = page.locator('#senate');
  await expect(lab.getByRole('img', { name: 'Map of 102 members and 645 roll calls' })).toBeVisible();
  await expect(status(lab)).toHaveText('Two factors have 90.7% of 62,857 votes on the right side of 0.');
  for (const colour of ['R', 'D']) {
    const path = await lab.locator(`svg path.${colour}`).first().getAttribute('d');
    expect(path?.match(/h0/g)?.length).toBeGreaterThan(30);
  }
  await expect(lab.getByText('McCain', { exact: true })).toBeVisible();
  const row = part(lab, 'Votes held out').getByRole('row', { name: /^2 / });
  expect(Number.parseFloat((await row.getByRole('cell').first().innerText()) ?? '')).toBeGreaterThan(88);
  await expect(lab.locator('noscript p')).toBeVisible();
  await context.close();
});

test('a run starts from a heap, stops, goes on, and ends where the page began', async ({ page }) => {
  const lab = await openLab(page);
  const place = () => lab.locator('svg path.R').first().getAttribute('d');
  const served = await place();
  await train(lab).click();
  await expect(stop(lab)).toBeVisible();
  await expect.poll(() => steps(lab)).toBeLessThan(100); // no longer those of the served map
  await stop(lab).click();
  await expect(lab.getByRole('button', { name: 'Go on' })).toBeVisible();
  const reached = await steps(lab);
  const moved = await place();
  expect(moved).not.toBe(served);
  await expect(status(lab)).toHaveText(/^Stopped after \d+ steps: two factors have [\d.]+% of 62,857 votes/);
  await page.waitForTimeout(300);
  expect(await steps(lab)).toBe(reached);

  await lab.getByRole('button', { name: 'Go on' }).click();
  await expect(train(lab)).toBeVisible({ timeout: 30_000 });
  expect(await steps(lab)).toBeGreaterThan(reached);
  await expect(status(lab)).toHaveText('Two factors have 90.7% of 62,857 votes on the right side of 0.');
});

test('a run that was stopped at once goes on with what was asked for', async ({ page }) => {
  const lab = await openLab(page);
  await lab.getByRole('radio', { name: '3', exact: true }).evaluate((radio: HTMLElement) => {
    radio.click();
    queueMicrotask(() => document.querySelector<HTMLElement>('#senate .run button')?.click());
  });
  const goOn = lab.getByRole('button', { name: 'Go on' });
  await expect(goOn).toBeVisible();
  await goOn.click();
  await expect(status(lab)).toHaveText(/^Three factors have/, { timeout: 30_000 });
});

test('other numbers of factors, the other loss, another start; reset takes all back', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' }); // shows only where a run leads, and is there sooner
  const lab = await openLab(page);
  await lab.getByRole('radio', { name: '1', exact: true }).check();
  await expect(status(lab)).toHaveText(/^One factor has 77\.\d% of 62,857 votes on the right side of 0\.$/);
  await expect(lab.getByText('heights only keep the points apart')).toBeVisible();
  await lab.getByRole('radio', { name: 'Logistic' }).check();
  await lab.getByRole('radio', { name: '3', exact: true }).check();
  await expect(status(lab)).toHaveText(/^Three factors have 92\.\d% /, { timeout: 30_000 });
  await lab.getByRole('button', { name: 'Another start' }).click();
  await expect(page).toHaveURL(/senate\.k=3&senate\.loss=logistic&senate\.seed=2/);
  await lab.getByRole('button', { name: 'Reset' }).click();
  await expect(status(lab)).toHaveText('Two factors have 90.7% of 62,857 votes on the right side of 0.');
  await expect(page).not.toHaveURL(/senate\./);
  await expect(lab.getByRole('radio', { name: '2', exact: true })).toBeChecked();
});

test('a vote is hidden, predicted, and put back', async ({ page }) => {
  const lab = await openLab(page);
  const hide = part(lab, 'Hide a vote');
  await expect(hide).toContainText('First choose a member and a roll call above.');
  await expect(hide.getByRole('button', { name: 'Hide this vote' })).toBeDisabled();
  await choose(lab, 'McCain (R-AZ)');
  const member = part(lab, 'A member');
  await expect(member).toContainText('with most Republicans in');
  await expect(member.getByRole('listitem')).toHaveCount(5);

  await part(lab, 'A roll call').getByLabel('Search').fill('stem cell research enhancement');
  await expect(part(lab, 'A roll call')).toContainText('1 found');
  await part(lab, 'A roll call').getByLabel('Roll call').selectOption({ index: 1 });
  await expect(
    part(lab, 'A roll call').getByRole('row', { name: 'Republicans 19 yes, 37 no' }),
  ).toBeVisible();
  await expect(lab.getByText('predicted yes', { exact: true })).toBeVisible();
  await expect(hide).toContainText('McCain (R-AZ) voted yes on H.R.810');

  await hide.getByRole('button', { name: 'Hide this vote' }).click();
  await expect(hide).toContainText(
    /Without it the map predicts no \(−0\.3\d\); the vote was yes, so\s+this is wrong/,
    {
      timeout: 30_000,
    },
  );
  await expect(page).toHaveURL(/senate\.member=AZ-McCain&senate\.bill=2006-206&senate\.hide=1/);
  await hide.getByRole('button', { name: 'Put it back' }).click();
  await expect(hide).toContainText('Having seen that', { timeout: 30_000 });
});

test('votes held out: two factors predict more than 88%', async ({ page }) => {
  const lab = await openLab(page);
  const experiment = part(lab, 'Votes held out');
  const run = experiment.getByRole('button', { name: 'Hold out a tenth' });
  await lab.getByRole('button', { name: 'Another start' }).click();
  await run.click();
  await expect(experiment.getByRole('progressbar')).toBeVisible();
  await expect(run).toBeVisible({ timeout: 50_000 });
  await expect(experiment).toContainText('Squared loss, seed 2');
  const share = async (row: RegExp) => {
    const cells = experiment.getByRole('row', { name: row }).getByRole('cell');
    return Number.parseFloat(await cells.first().innerText());
  };
  expect(await share(/^2 /)).toBeGreaterThan(88);
  expect(await share(/^5 /)).toBeGreaterThan(await share(/^2 /));
  expect(await share(/^Majority of the others/)).toBeLessThan(72);
});

test('a visitor votes and lands among the members', async ({ page }) => {
  const lab = await openLab(page);
  const ballot = part(lab, 'Join the Senate');
  await ballot.getByRole('button', { name: 'Vote on ten bills' }).click();
  await expect(ballot.getByRole('group')).toHaveCount(10);
  await expect(you(lab)).toHaveCount(0);
  // As Kennedy voted, but for one without an answer
  const votes = { Bankruptcy: 'No', 'The budget for 2006': 'No', 'Judge Alito': 'No', 'Stem cells': 'Yes' };
  for (const [title, vote] of Object.entries(votes)) {
    await ballot.getByRole('group', { name: title }).getByRole('radio', { name: vote }).check();
  }
  await expect(ballot).toContainText(/With 4 of 10 votes you are nearest to .*\(D-/);
  await expect(you(lab)).toBeVisible();
  await ballot.getByText('Show your vote on every roll call').click();
  await expect(
    ballot.getByRole('table', { name: 'Your vote on every roll call, as predicted' }),
  ).toBeVisible();
  await expect(page).toHaveURL(/senate\.me=nn--/);
  await page.reload();
  await lab.scrollIntoViewIfNeeded();
  await expect(ballot).toContainText('With 4 of 10 votes you are nearest to', { timeout: 15_000 });
  await ballot.getByRole('button', { name: 'Leave the Senate' }).click();
  await expect(you(lab)).toHaveCount(0);
});

test('a link is kept, and told what of it could not be', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const lab = await openLab(
    page,
    '?senate.k=4&senate.seed=3&senate.member=WI-Feingold&senate.bill=2006-2&senate.hide=1',
  );
  await expect(status(lab)).toHaveText(/^Four factors have/, { timeout: 30_000 });
  await expect(part(lab, 'Hide a vote')).toContainText('Feingold (D-WI), Confirmation Samuel A. Alito', {
    timeout: 30_000,
  });
  await openLab(page, '?senate.k=77&senate.member=XX-Nobody&senate.bill=2005-999&senate.me=??');
  await expect(lab).toContainText('it can be a whole number from 1 to 5');
  await expect(lab).toContainText('No member is called “XX-Nobody”.');
  await expect(lab).toContainText('There is no roll call “2005-999”');
});

test('the map is explored by keyboard and pointer', async ({ page }) => {
  const lab = await openLab(page);
  await map(lab).focus();
  await page.keyboard.press('End');
  const last = await map(lab).getAttribute('aria-valuetext');
  expect(last).toMatch(/\(R-/);
  await expect(part(lab, 'A member')).toContainText(`${last} cast`);
  await page.keyboard.press('ArrowLeft');
  await expect(map(lab)).not.toHaveAttribute('aria-valuetext', last ?? '');
  await page.keyboard.press('Home');
  await expect(map(lab)).toHaveAttribute('aria-valuetext', /\(D-/);

  const name = lab.locator('svg text', { hasText: /^Feingold$/ });
  await name.scrollIntoViewIfNeeded();
  const box = await name.boundingBox();
  if (!box) throw new Error('no name on the map');
  const [x, y] = [box.x + box.width + 8, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await expect(lab.getByText(/^Feingold \(D-WI\): with most Democrats in/)).toBeVisible();
  await page.mouse.click(x, y);
  await expect(part(lab, 'A member')).toContainText('Feingold (D-WI) cast');
  await part(lab, 'A member').getByRole('listitem').first().getByRole('button').click();
  await expect(part(lab, 'A roll call')).toContainText('On the wrong side of the line');
  await expect(lab.locator('svg path.cut')).toHaveCount(1);
});

test('coordinates can be had as a table and as files', async ({ browserName, page }) => {
  const lab = await openLab(page);
  await lab.getByText('Show the members as a table').click();
  await expect(lab.getByRole('table', { name: /Where the members lie/ }).getByRole('row')).toHaveCount(51);
  await map(lab).hover();
  const save = lab.getByRole('button', { name: 'Roll calls (CSV)' });
  await expect(save).toBeEnabled();
  if (browserName === 'firefox') return; // its driver tells of no downloads
  const coming = page.waitForEvent('download');
  await save.click();
  const text = await readFile(await (await coming).path(), 'utf8');
  expect(text.split('\r\n')).toHaveLength(647);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no accessibility faults, idle, running, or with everything open, in ${colorScheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    const lab = await openLab(page);
    if (colorScheme === 'light') expect(await violations(page), 'idle').toEqual([]);
    await train(lab).click();
    await expect(stop(lab)).toBeVisible();
    expect(await violations(page), 'running').toEqual([]);
    await lab.getByRole('button', { name: 'Alito to the Supreme Court' }).click();
    await choose(lab, 'Chafee (R-RI)');
    const ballot = part(lab, 'Join the Senate');
    await ballot.getByRole('button', { name: 'Vote on ten bills' }).click();
    await ballot.getByRole('radio', { name: 'Yes' }).first().check();
    await expect(ballot).toContainText('With 1 of 10 votes', { timeout: 30_000 });
    await lab.getByText('Show the members as a table').click();
    expect(await violations(page), 'with everything open').toEqual([]);
  });
}

test('nothing sticks out at 360 px, whatever is open', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  const lab = await openLab(page, '?senate.member=OK-Coburn&senate.bill=2006-157&senate.me=yyyyy-----');
  await expect(part(lab, 'Join the Senate')).toContainText('With 5 of 10 votes', { timeout: 15_000 });
  await lab.getByText('Show the members as a table').click();
  await lab.getByText('Show your vote on every roll call').click();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test('no task of the page takes 50 ms while the map trains', async ({ browser, browserName, page }) => {
  test.skip(browserName === 'firefox', 'traces are Chromium’s');
  const lab = await openLab(page);
  await lab.getByRole('button', { name: 'Stem cell research' }).click();
  await expect(lab.getByText('predicted yes', { exact: true })).toBeVisible();
  const long = await longTasks(browser, page, async () => {
    await page.locator('#senate .run button').first().click();
    await reads(page, '#senate .run .shown', /Stop/);
    await reads(page, '#senate .run .shown', /Train from scratch/);
  });
  expect(long).toEqual([]);
});

test.describe('a table of votes that does not load', () => {
  test.use({ expected: [/votes|ERR_FAILED|Failed to load|console\.error/i] });

  test('is told of, and can be tried again', async ({ page }) => {
    await page.route('**/votes*.bin', (route) => route.abort());
    const lab = await openLab(page);
    await train(lab).click();
    await expect(lab.getByRole('alert').filter({ hasText: /\S/ })).toContainText(
      'Something went wrong on our side',
    );
    await page.unroute('**/votes*.bin');
    await lab.getByRole('button', { name: 'Try again' }).click();
    await expect(stop(lab)).toBeVisible();
    await expect(lab.getByRole('alert').filter({ hasText: /\S/ })).toHaveCount(0);
  });
});

test('where WebAssembly cannot be compiled, typed arrays train the map, and it says so', async ({ page }) => {
  await page.route('**/matrix-factorization*.wasm', (route) => route.fulfill({ body: 'refused' }));
  const lab = await openLab(page);
  await train(lab).click();
  await expect(lab).toContainText('by typed arrays, as this browser refuses WebAssembly');
  await expect.poll(() => steps(lab), { timeout: 20_000 }).toBeLessThan(100);
  await expect(stop(lab)).toBeVisible();
});
