import { expect, test } from './fixtures.ts';
import {
  button,
  cell,
  cells,
  fact,
  field,
  grid,
  lossField,
  openLab,
  paste,
  problem,
  productRow,
  residualRow,
  slider,
  status,
  turn,
} from './matrix-factorization-lab.ts';

const GOLDEN = 'loss 0.390680';

test('the grid is worked by keys alone', async ({ page }) => {
  const lab = await openLab(page);
  await cell(lab, 0, 0).focus();
  for (const [key, row, column] of [
    ['ArrowRight', 0, 1],
    ['ArrowDown', 1, 1],
    ['End', 1, 3],
    ['Home', 1, 0],
    ['Control+End', 4, 3],
    ['Control+Home', 0, 0],
    ['ArrowLeft', 0, -1],
    ['ArrowUp', -1, -1],
  ] as const) {
    await page.keyboard.press(key);
    if (row >= 0 || column >= 0) await expect(cell(lab, row, column), key).toBeFocused();
  }
  // One stop of the Tab key for all cells.
  await cell(lab, 2, 0).click();
  await expect(grid(lab).locator('[tabindex="0"]')).toHaveCount(1);
  await page.keyboard.press('F2');
  const input = grid(lab).getByRole('textbox', { name: 'Cleo, A' });
  await expect(input).toHaveValue('1');
  await page.keyboard.type('2');
  await page.keyboard.press('Escape');
  await expect(cell(lab, 2, 0)).toHaveText('1');
  await expect(cell(lab, 2, 0)).toBeFocused();
  await page.keyboard.type('4');
  await page.keyboard.press('Enter');
  await expect(cell(lab, 2, 0)).toHaveText('4');
  await expect(cell(lab, 3, 0)).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(cell(lab, 3, 0)).toHaveText('?');
  await page.keyboard.type('2');
  await page.keyboard.press('ArrowRight'); // ends what was begun by typing, and moves on
  await expect(cell(lab, 3, 0)).toHaveText('2');
  await expect(cell(lab, 3, 1)).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(cell(lab, 2, 0)).toHaveText('4.1');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(grid(lab).locator('[aria-selected="true"]')).toHaveCount(2);
  await page.keyboard.press('h');
  await expect(cell(lab, 2, 1)).toHaveText(/1\s*hidden/);
  for (let i = 0; i < 5; i++) await page.keyboard.press('Control+z');
  await expect(status(lab)).toContainText(GOLDEN);
  await page.keyboard.press('Tab');
  await expect(grid(lab).locator(':focus')).toHaveCount(0);
});

test('a name is changed by keys, and everything follows it', async ({ page }) => {
  const lab = await openLab(page);
  await cell(lab, -1, 2).click();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Dune');
  await page.keyboard.press('Enter');
  await expect(cell(lab, -1, 2)).toHaveText('Dune');
  await expect(lab.getByRole('columnheader', { name: 'Dune' })).toHaveCount(3);
  await expect(page).toHaveURL(
    /names=Ada_Ben_Cleo_Dan_Eva\*A_B_Dune_D|names=Ada_Ben_Cleo_Dan_Eva%2AA_B_Dune_D/,
  );
});

test('a value is dragged, and PQ follows', async ({ page }) => {
  const lab = await openLab(page);
  await cell(lab, 0, 1).scrollIntoViewIfNeeded();
  const box = (await cell(lab, 0, 1).boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let up = 0; up <= 30; up += 3) await page.mouse.move(x, y - up);
  await expect(cell(lab, 0, 1)).toHaveText('4');
  await expect(productRow(lab, 'Ada')).toContainText('3.99');
  await page.mouse.up();
  await page.keyboard.press('Control+z');
  await expect(cell(lab, 0, 1)).toHaveText('3');
  await expect(status(lab)).toContainText(GOLDEN);
});

test('a cell that is no number is kept and told of, and counts as a hole', async ({ page }) => {
  const lab = await openLab(page);
  await cell(lab, 0, 0).click();
  await page.keyboard.type('five');
  await page.keyboard.press('Enter');
  await expect(problem(lab)).toContainText(
    '“five” in the cell Ada, A is not a number, so it counts as a hole.',
  );
  await expect(cell(lab, 0, 0)).toHaveText('five');
  await expect(residualRow(lab, 'Ada').getByRole('cell').first()).toHaveText('');
  await cell(lab, 0, 0).click();
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');
  await expect(problem(lab)).toHaveCount(0);
  await expect(status(lab)).toContainText(GOLDEN);
});

test('locked cells keep their values, whatever is done', async ({ page }) => {
  const lab = await openLab(page);
  await cell(lab, 0, 0).click();
  await page.keyboard.press('l');
  await page.keyboard.press('3');
  await expect(lab.getByText('1 locked cell kept its value.')).toBeVisible();
  await page.keyboard.press('Delete');
  await button(lab, 'Random ratings').click();
  await expect(cell(lab, 0, 0)).toHaveText(/5\s*locked/);
  await expect(page).toHaveURL(/d=l5_/);
});

test('blocks are pasted from spreadsheets; the sheet grows', async ({ page }) => {
  const lab = await openLab(page);
  await cell(lab, 4, 3).click();
  await paste(page, '1\t2\n?\t4\n');
  await expect(cell(lab, 5, 4)).toHaveText('4');
  await expect(cell(lab, 5, 3)).toHaveText('?');
  await expect(cell(lab, 5, -1)).toHaveText('Reader 6');
  await expect(productRow(lab, 'Reader 6')).toBeVisible();
  await page.keyboard.press('Control+a');
  await paste(page, '\tOne\tTwo\nAnn\t1\t2\nBob\t2\t4\n');
  await expect(cells(lab)).toHaveCount(4);
  await expect(cell(lab, 1, -1)).toHaveText('Bob');
  await expect(productRow(lab, 'Bob')).toContainText('3.99');
  const row = Array.from({ length: 31 }, (_, i) => i % 5).join('\t');
  await paste(page, Array(31).fill(row).join('\n'));
  await expect(lab.getByText(/at most 20 × 20: the rest was left out/)).toBeVisible();
  await expect(cells(lab)).toHaveCount(400);
});

test('rows and columns come and go, down to one cell, and k with them', async ({ page }) => {
  const lab = await openLab(page);
  await turn(lab, 'Rank k', 9);
  await expect(lab.getByText('Rank k can be at most 4, so 4 is used.')).toBeVisible();
  await cell(lab, 0, 0).click();
  await button(lab, 'Remove column').click();
  await expect(field(lab, 'Rank k')).toHaveValue('3');
  for (let i = 0; i < 2; i++) await button(lab, 'Remove column').click();
  for (let i = 0; i < 5; i++) await button(lab, 'Remove row').click();
  await expect(lab.getByText('A sheet has at least one of its rows.')).toBeVisible();
  await expect(cells(lab)).toHaveCount(1);
  await expect(field(lab, 'Rank k')).toHaveValue('1');
  await button(lab, 'Add row').click();
  await expect(lab.getByText(/has no observed cell/)).toBeVisible();
  await button(lab, 'Add column').click();
  await expect(cells(lab)).toHaveCount(4);
});

test('without an observed cell there is nothing to run, and it is said', async ({ page }) => {
  const lab = await openLab(page);
  await cell(lab, 0, 0).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await expect(problem(lab)).toContainText('No cell of D is observed');
  await expect(button(lab, 'Run from the seed')).toBeDisabled();
  await page.keyboard.press('Control+z');
  await expect(problem(lab)).toHaveCount(0);
  await expect(status(lab)).toContainText(GOLDEN);
});

test('an empty row is told of, and kept', async ({ page }) => {
  const lab = await openLab(page);
  await cell(lab, 1, 0).click();
  await page.keyboard.press('Shift+End');
  await page.keyboard.press('Delete');
  await expect(lab.getByText(/Row Ben has no observed cell: only beta shapes its factors/)).toBeVisible();
  await expect(productRow(lab, 'Ben')).toContainText('0.00');
});

test('a loss that is no number at the start says so', async ({ page }) => {
  const lab = await openLab(page);
  await lossField(lab).fill('sum(W * log(X - 100))');
  await expect(status(lab)).toContainText('At the start the loss is not a finite number');
  await button(lab, 'Reset').click();
  await expect(status(lab)).toContainText(GOLDEN);
});

test('without “Follow every change”, a change waits for Run', async ({ page }) => {
  const lab = await openLab(page);
  await lab.getByRole('checkbox', { name: 'Follow every change' }).uncheck();
  await cell(lab, 0, 2).click();
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');
  await expect(status(lab)).toContainText('Something has changed since: press Run.');
  await expect(fact(lab, 'Loss')).toHaveText('0.390680');
  await lab.getByRole('checkbox', { name: 'Follow every change' }).check();
  await expect(status(lab)).toContainText('loss 0.406342');
});

test('a link holds matrix, knobs and loss, and mends what it cannot', async ({ page }) => {
  let lab = await openLab(page);
  await cell(lab, 0, 0).click();
  await page.keyboard.press('h');
  await cell(lab, 1, 1).click();
  await page.keyboard.type('2.5');
  await page.keyboard.press('Enter');
  await turn(lab, 'Rank k', 3);
  await turn(lab, 'Seed', 7);
  await lab.getByLabel('Optimizer').selectOption('Adam');
  await lossField(lab).fill('sum(W * huber(D - X, 1)) + beta/2 * (sum(P^2) + sum(Q^2))');
  await expect(page).toHaveURL(/k=3.*loss=.*huber.*opt=adam.*seed=7/);
  await expect(status(lab)).toContainText(/At rest|All 30,000/);
  const loss = await fact(lab, 'Loss').innerText();
  lab = await openLab(page, new URL(page.url()).search);
  await expect(cell(lab, 0, 0)).toHaveText(/5\s*hidden/);
  await expect(cell(lab, 1, 1)).toHaveText('2.5');
  await expect(fact(lab, 'Loss')).toHaveText(loss);
  await expect(field(lab, 'Rank k')).toHaveValue('3');
  await expect(lossField(lab)).toHaveValue(/huber/);

  const id = 'matrix-factorization';
  lab = await openLab(page, `?${id}.d=1_2*3&${id}.alpha=7&${id}.seed=x&${id}.exec=cuda`);
  for (const sentence of [
    /matrix of the link cannot be read, so the example is shown/,
    /asks for alpha = “7”; it can be from .* to 1, so 1 is used/,
    /asks for seed = “x”, which is not a number/,
    /asks for exec = “cuda”/,
  ])
    await expect(lab.getByText(sentence)).toBeVisible();
  lab = await openLab(page, `?${id}.d=1_2_3*4_5_6&${id}.k=9&${id}.loss=sum(`);
  await expect(lab.getByText('this matrix has rank 2 at most, so 2 is used')).toBeVisible();
  await expect(problem(lab)).toContainText(/column 5/i);
  await expect(cell(lab, 1, 2)).toHaveText('6');
});

test('the slider of alpha never breaks the lab', async ({ page }) => {
  const lab = await openLab(page);
  await slider(lab, 'Learning rate alpha').focus();
  await page.keyboard.press('End');
  await expect(status(lab)).toContainText('With alpha = 1 the loss grew beyond all numbers');
  await page.keyboard.press('Home');
  await expect(status(lab)).toContainText(/All 30,000 steps are taken/);
  await turn(lab, 'Learning rate alpha', 0.03);
  await expect(status(lab)).toContainText(GOLDEN);
});
