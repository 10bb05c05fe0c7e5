import type { Locator } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { lossField as field, openLab, slider, status, turn } from './matrix-factorization-lab.ts';

// The parts of posts/matrix-factorization/ about the loss: its line, its curve, and the fan of random starts.

const region = (lab: Locator, name: string) => lab.getByRole('region', { name, exact: true });
const line = (lab: Locator) => region(lab, 'The loss');
const curve = (lab: Locator) => region(lab, 'The loss, step by step');
const fan = (lab: Locator) => region(lab, 'Many starts, one missing cell');
const formulas = (lab: Locator) => region(lab, 'The loss in force and its derivatives').locator('math');
const badge = (lab: Locator) => line(lab).locator('.badge');
const tables = (lab: Locator) => lab.locator('.matrices');
const scrubber = (lab: Locator) => slider(curve(lab), 'Step looked at');

const OURS = 'sum(W * abs(D - X)^1.5) + beta * sum(P^2) + beta * sum(Q^2)';

test('without JavaScript: the loss with its derivatives, its curve, and the fan that closes', async ({
  browser,
  browserName,
  baseURL,
}) => {
  test.skip(browserName === 'firefox', 'WebDriver BiDi cannot switch JavaScript off');
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) });
  const page = await context.newPage();
  await page.goto('posts/matrix-factorization/');
  const lab = page.locator('#matrix-factorization');
  await expect(field(lab)).toBeDisabled();
  await expect(formulas(lab)).toHaveCount(3);
  await expect(badge(lab)).toContainText('✓ Typed arrays and WebAssembly agree');
  await expect(curve(lab).getByRole('img', { name: 'The loss against the step' })).toBeVisible();
  await expect(curve(lab)).toContainText('the loss is 0.39068.');
  await expect(fan(lab)).toContainText('40 random starts predict anything from 2.02 to 6.21');
  await expect(fan(lab)).toContainText('After 5 million all of them predict 1.7042.');
  await expect(fan(lab).getByRole('img', { name: /predicted by 40 random starts/ })).toBeVisible();
  await context.close();
});

test('a preset changes the loss, its derivatives, and what is learned', async ({ page }) => {
  const lab = await openLab(page);
  const before = await tables(lab).innerText();
  await expect(formulas(lab).nth(1)).toContainText('2');
  await line(lab).getByLabel('Loss to start from').selectOption('Absolute error (L1)');
  await expect(field(lab)).toHaveValue(/abs\(D - X\)/);
  await expect(line(lab)).toContainText('For data with gross errors');
  await expect(formulas(lab).nth(1)).toContainText('sgn');
  await expect(status(lab)).not.toContainText('0.390680');
  await expect(tables(lab)).not.toHaveText(before, { useInnerText: true });
  await expect(page).toHaveURL(/abs/);
  await line(lab).getByLabel('Loss to start from').selectOption('Squared error (the article’s)');
  await expect(status(lab)).toContainText('0.390680');
});

test('a loss of one’s own is derived, compiled and learned from', async ({ page }) => {
  const lab = await openLab(page);
  await field(lab).fill(OURS);
  await expect(line(lab).getByLabel('Loss to start from')).toHaveValue('Your own');
  await expect(formulas(lab).first()).toContainText('1.5');
  await expect(curve(lab)).toContainText(/After [\d,]+ steps the loss is/);
  await expect(status(lab)).not.toContainText('0.390680');
  await expect(badge(lab)).toContainText('Typed arrays and WebAssembly agree', { timeout: 10_000 });
  const bytes = line(lab).getByText(/^[\d,]+ bytes of WebAssembly, made from your line$/);
  await bytes.click();
  const module = region(lab, 'The compiled module, byte by byte');
  await expect(module).toContainText(/^;; a module, version 1 +00 61 73 6d 01 00 00 00/);
  await expect(module).toContainText('f64x2.abs');
  await line(lab).getByText('What can be written').click();
  await expect(line(lab)).toContainText('softplus(x)');
});

test('a wrong loss is told by its column; what was typed stays, and so does the last good loss', async ({
  page,
}) => {
  const lab = await openLab(page);
  const learned = await status(lab).innerText();
  const shown = await formulas(lab).first().innerHTML();
  await field(lab).fill('sum(W * (D - R)^2)');
  const problem = line(lab).getByRole('alert').filter({ hasText: 'Column' });
  await expect(problem).toContainText('Column 14: there is no name "R"');
  await expect(problem).toContainText('the last good loss stays in force');
  await expect(field(lab)).toHaveAttribute('aria-invalid', 'true');
  await expect(field(lab)).toHaveAccessibleDescription(/Column 14/);
  const excerpt = (await line(lab).locator('pre').innerText()).split('\n');
  expect(excerpt[0]).toBe('sum(W * (D - R)^2)');
  expect(excerpt[1].indexOf('^')).toBe(13);
  await expect(line(lab).locator('mark')).toHaveText('R');
  expect(await formulas(lab).first().innerHTML()).toBe(shown);
  await expect(status(lab)).toHaveText(learned);
  for (const [text, sentence] of [
    ['', 'Column 1: there is no loss yet'],
    ['W * (D - X)^2', 'the loss must be one number'],
    ['sum(W * (D - X)^2', 'Column 4: this parenthesis is never closed'],
    ['alert(1)', 'there is no function "alert"'],
    ['beta', 'depends on neither P nor Q'],
  ]) {
    await field(lab).fill(text);
    await expect(line(lab).getByRole('alert').filter({ hasText: sentence })).toBeVisible();
    await expect(field(lab)).toHaveValue(text);
  }
  await field(lab).fill('sum(W * (D - X)^2)');
  await expect(problem).toHaveCount(0);
  await expect(line(lab).getByLabel('Loss to start from')).toHaveValue('No regularization');
});

test('the badge: two executors agree, all three once TensorFlow.js is there, and one says why it takes no part', async ({
  page,
}) => {
  const lab = await openLab(page);
  await field(lab).focus();
  await expect(badge(lab)).toContainText('Typed arrays and WebAssembly agree', { timeout: 10_000 });
  await expect(line(lab)).toContainText('Not loaded yet.');
  await line(lab)
    .getByRole('button', { name: /^Load TensorFlow\.js, \d+\skB$/ })
    .click();
  await expect(badge(lab)).toContainText('✓ All three agree', { timeout: 20_000 });
  const rates = line(lab).getByRole('table', { name: /^Steps per second/ });
  await expect(rates.getByRole('row', { name: 'TensorFlow.js' }).getByRole('cell')).toHaveText(/^[\d,.]{2,}/);
  await expect(rates.getByRole('row', { name: 'WebAssembly' }).getByRole('cell')).toHaveText(/^[\d,]{4,}/);
  const tensors = line(lab).getByText(/^Tensors alive: \d+/);
  const alive = await tensors.innerText();
  await line(lab).getByRole('button', { name: 'Measure again' }).click();
  await expect(line(lab).getByRole('button', { name: 'Measure again' })).toBeEnabled();
  await field(lab).fill('sum((transpose(P) @ P)^2) + sum(W * (D - X)^2)');
  await expect(line(lab)).toContainText('Not compiled: ', { timeout: 10_000 });
  await expect(badge(lab)).toContainText('TensorFlow.js and Typed arrays agree');
  await line(lab).getByLabel('Loss to start from').selectOption('Squared error (the article’s)');
  await expect(badge(lab)).toContainText('✓ All three agree', { timeout: 10_000 });
  await expect(tensors).toHaveText(alive);
});

test('the scrubber leads through all that the run has passed, by keys and by pointer', async ({ page }) => {
  const lab = await openLab(page);
  const last = await tables(lab).innerText();
  await scrubber(lab).focus();
  await page.keyboard.press('Home');
  await expect(curve(lab)).toContainText('At the start the loss is');
  await expect(tables(lab)).not.toHaveText(last, { useInnerText: true });
  await page.keyboard.press('ArrowRight');
  await expect(curve(lab)).toContainText('After one step the loss is');
  await page.keyboard.press('PageUp');
  await expect(curve(lab)).toContainText('After 11 steps the loss is');
  await curve(lab).getByRole('textbox', { name: 'Step looked at, as a number' }).fill('5000');
  await expect(curve(lab)).toContainText('After 5,000 steps the loss is');
  const plot = curve(lab).getByRole('img', { name: 'The loss against the step' });
  const box = (await plot.boundingBox())!;
  await plot.click({ position: { x: box.width * 0.5, y: box.height / 2 } });
  await expect(curve(lab)).toContainText(/After \d{2,3} steps the loss is/);
  await curve(lab).getByRole('button', { name: 'Newest' }).click();
  await expect(tables(lab)).toHaveText(last, { useInnerText: true });
  await expect(curve(lab).getByRole('button', { name: 'Newest' })).toBeDisabled();
  await curve(lab).getByRole('radio', { name: 'Linear' }).check();
  await scrubber(lab).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(curve(lab)).toContainText(/After [\d,]+ steps the loss is 0\.3906/);
  await curve(lab).getByText('Show the losses as a table').click();
  await expect(curve(lab).getByRole('row').nth(1)).toContainText('0');
  await expect.poll(() => curve(lab).getByRole('row').count()).toBeGreaterThan(20);
});

test('a run that diverges is marked, told, and taken back', async ({ page }) => {
  const lab = await openLab(page);
  await turn(lab, 'Learning rate alpha', 0.9);
  await expect(curve(lab)).toContainText(
    /Diverged: the last finite loss was .*Make the learning rate alpha smaller/,
  );
  await expect(curve(lab).locator('svg')).toContainText('diverged');
  await curve(lab).getByRole('button', { name: 'Go back to the last good step' }).click();
  await expect(curve(lab)).not.toContainText('the last finite loss was 5');
});

test('the fan of forty starts runs in the page, closes on one number, and shows any other missing cell', async ({
  page,
}) => {
  const lab = await openLab(page);
  await fan(lab).getByRole('button', { name: 'Run 40 starts' }).click();
  await expect(fan(lab).getByRole('button', { name: 'Stop' })).toBeVisible();
  await expect(fan(lab).getByRole('button', { name: 'Run 40 starts' })).toBeVisible({ timeout: 40_000 });
  await expect(fan(lab)).toContainText('40 of 40 starts');
  await expect(fan(lab)).toContainText(/40 random starts predict anything from 2\.\d+ to 6\.\d+/);
  await expect(fan(lab)).toContainText('After 5 million all of them predict 1.7042.');
  await fan(lab).getByLabel('Missing cell').selectOption('Cleo’s rating of C');
  await expect(fan(lab)).toContainText('After 5 million all of them predict 6.1626.');
  await fan(lab).getByText('Show the predictions as a table').click();
  await expect(fan(lab).getByRole('row').last()).toHaveText(/5,000,000\s*6\.162\d\s*6\.162\d\s*6\.162\d/);
  await line(lab).getByLabel('Loss to start from').selectOption('No regularization');
  await expect(fan(lab)).toContainText('Of what stood in the lab before');
});
