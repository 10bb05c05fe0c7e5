import { truncate, writeFile } from 'node:fs/promises';
import { expect, test } from './fixtures.ts';
import { choose, data, fact, file, openLab, problem, slider, status, textBox, type } from './kmeans1d-lab.ts';

test('typed and pasted numbers are clustered as they are typed', async ({ page }) => {
  const lab = await openLab(page);
  await type(lab, 'x = [4.0, 4.1, 4.2, -50, 200.2, 200.4, 200.9, 80, 100, 102]');
  await expect(status(lab)).toContainText('The best 7 clusters of 10 numbers');
  await lab.getByRole('textbox', { name: 'Number of clusters k, as a number' }).fill('4');
  await expect(fact(lab, 'Inertia')).toHaveText('296.28');
  await lab.getByText('Show the clusters as a table').click();
  for (const centroid of ['−50', '4.1', '94', '200.5']) {
    await expect(lab.getByRole('cell', { name: centroid, exact: true }).first()).toBeVisible();
  }
});

test('a table offers its columns, with its first rows', async ({ page }) => {
  const lab = await openLab(page);
  await choose(lab, 'prices.csv', 'id;name;price\r\n1;"A; B";1.234,50\r\n2;C;99,95\r\n3;D;12\r\n');
  await expect(lab.getByText('3 numbers from the column “price”, read with decimal commas.')).toBeVisible();
  await expect(lab.getByRole('cell', { name: 'A; B' })).toBeVisible();
  await expect(lab.getByRole('radio', { name: 'price' })).toBeChecked();
  await lab.getByRole('radio', { name: 'id' }).check();
  await expect(lab.getByText('3 numbers from the column “id”')).toBeVisible();
  await lab.getByRole('radio', { name: 'name' }).check();
  await expect(problem(lab)).toContainText('Line 2, column “name”: “A; B” is not a number. 2 more cells');
  await expect(problem(lab)).toContainText('There is no number to go on with.');
  await lab.getByRole('radio', { name: 'price' }).check();
  await expect(problem(lab)).toHaveCount(0);
  await lab.getByRole('checkbox', { name: /Decimal commas/ }).uncheck();
  await expect(problem(lab)).toContainText('“1.234,50” is not a number');
});

test('text among numbers is named by line and column, and can be skipped', async ({ page }) => {
  const lab = await openLab(page);
  await choose(lab, 'measured.csv', 'place,depth\na,1\nb,n/a\nc,3\nd,oops\ne,5\n');
  await expect(problem(lab)).toHaveText(
    'Line 3, column “depth”: “n/a” is not a number. 1 more cell is no number either.',
  );
  await expect(status(lab)).toContainText('100,000 numbers'); // what was shown stays
  await lab.getByRole('button', { name: 'Leave them out and go on with 3' }).click();
  await expect(
    lab.getByText('3 numbers from the column “depth”; left out: 2 cells that are no numbers.'),
  ).toBeVisible();
  await expect(status(lab)).toContainText('of 3 numbers');
  await expect(problem(lab)).toHaveCount(0);

  await lab.getByRole('button', { name: 'Remove' }).click();
  await type(lab, '1 2 x 4');
  await expect(problem(lab)).toHaveText('Line 1, item 3: “x” is not a number.');
  await expect(textBox(lab)).toHaveValue('1 2 x 4');
  await expect(textBox(lab)).toHaveAttribute('aria-invalid', 'true');
  await lab.getByRole('button', { name: 'Leave it out and go on with 3' }).click();
  await expect(status(lab)).toContainText('of 3 numbers');
});

test('NaN and infinite values', async ({ page }) => {
  const lab = await openLab(page);
  await type(lab, '1\nNaN\n3\n1e999\n');
  await expect(problem(lab)).toHaveText(
    'Line 2, column “column 1”: “NaN” is not a finite number. 1 more cell is no number either.',
  );
  await choose(lab, 'values.f64', Buffer.from(Float64Array.of(1, 2, Number.POSITIVE_INFINITY).buffer));
  await expect(problem(lab)).toHaveText('Number 3 is Infinity, not a finite number.');
});

test('nothing, one value, equal values, and k above the distinct values', async ({ page }) => {
  const lab = await openLab(page);
  await choose(lab, 'empty.csv', '');
  await expect(problem(lab)).toContainText('“empty.csv” is empty.');
  await choose(lab, 'blank.txt', ' \n\n');
  await expect(problem(lab)).toContainText('There are no numbers here. Give at least one.');
  await lab.getByRole('button', { name: 'Remove' }).click();
  await type(lab, '42');
  await expect(status(lab)).toHaveText('The best 1 cluster of 1 number: all of them are equal.');
  await type(lab, '3 3 3 3');
  await expect(status(lab)).toHaveText('The best 1 cluster of 4 numbers: all of them are equal.');
  await type(lab, '5 5 7 7 7');
  await expect(
    lab.getByText('The numbers have only 2 different values, so there are 2 clusters'),
  ).toBeVisible();
  await expect(fact(lab, 'Inertia')).toHaveText('0');
  await expect(lab).toContainText('Proven optimal: nothing can cost less than 0.');
  await expect(slider(lab)).toHaveValue(/.*/);
});

test('a file above the limit is refused before it is read', async ({ page, browserName }, testInfo) => {
  test.skip(browserName === 'firefox', 'files from disk cannot be handed over by WebDriver BiDi');
  const lab = await openLab(page);
  await data(lab, 'Your own').check();
  const path = testInfo.outputPath('large.csv');
  await writeFile(path, '1\n2\n');
  await truncate(path, 200_000_001);
  await file(lab).setInputFiles(path);
  await expect(problem(lab)).toContainText('at most 200');
  await expect(problem(lab)).toContainText('Nothing was read.');
});

test('a binary file is told from text', async ({ page }) => {
  const lab = await openLab(page);
  await choose(lab, 'book.xlsx', Buffer.from([80, 75, 3, 4, 20, 0, 6, 0, 8, 0, 0, 0]));
  await expect(problem(lab)).toContainText('“book.xlsx” is not a text file.');
  await expect(lab.getByText('book.xlsx', { exact: true })).toBeVisible();
  await choose(
    lab,
    'late.csv',
    Buffer.concat([Buffer.from('1\n2\n'.repeat(40_000)), Buffer.from([0, 1, 2])]),
  );
  await expect(problem(lab)).toContainText('stops being text');
});

test('raw float32 files', async ({ page }) => {
  const lab = await openLab(page);
  await choose(
    lab,
    'weights.f32',
    Buffer.from(Float32Array.from({ length: 5000 }, (_, i) => Math.sin(i)).buffer),
  );
  await expect(status(lab)).toContainText('of 5,000 numbers');
});

test('what was typed survives a change of numbers and a reset', async ({ page }) => {
  const lab = await openLab(page);
  await type(lab, '1 2 3 oops');
  await expect(problem(lab)).toContainText('oops');
  await data(lab, 'Ten dice').check();
  await expect(status(lab)).toContainText('100,000 numbers');
  await lab.getByRole('button', { name: 'Reset' }).click();
  await data(lab, 'Your own').check();
  await expect(textBox(lab)).toHaveValue('1 2 3 oops');
});

test('a link holds the settings, and few numbers', async ({ page }) => {
  let lab = await openLab(page);
  await type(lab, '1 2 3 10 11 12.5');
  await lab.getByRole('textbox', { name: 'Number of clusters k, as a number' }).fill('2');
  await lab.getByRole('checkbox', { name: 'Logarithmic counts' }).check();
  await lab.getByRole('radio', { name: 'Variance explained' }).check();
  await expect(page).toHaveURL(/kmeans1d\.v=1\+2\+3\+10\+11\+12\.5/);
  await expect(page).toHaveURL(/kmeans1d\.log=1/);
  await expect(page).toHaveURL(/kmeans1d\.k=2/);
  const inertia = await fact(lab, 'Inertia').innerText();
  lab = await openLab(page, new URL(page.url()).search);
  await expect(status(lab)).toContainText('The best 2 clusters of 6 numbers');
  await expect(fact(lab, 'Inertia')).toHaveText(inertia);
  await expect(lab.getByRole('checkbox', { name: 'Logarithmic counts' })).toBeChecked();
  await expect(textBox(lab)).toHaveValue('1 2 3 10 11 12.5');

  lab = await openLab(page, '?kmeans1d.k=2000&kmeans1d.data=nonsense&kmeans1d.seed=4');
  await expect(
    lab.getByText(/asks for k = “2000”; it can be a whole number from 1 to 256, so 256 is used/),
  ).toBeVisible();
  await expect(lab.getByText(/asks for data = “nonsense”/)).toBeVisible();
  await expect(status(lab)).toContainText('The best 256 clusters of 100,000 numbers');

  await type(lab, Array.from({ length: 201 }, (_, i) => i).join(' '));
  await expect(status(lab)).toContainText('of 201 numbers');
  await expect(page).toHaveURL(/kmeans1d\.data=own/);
  expect(page.url()).not.toContain('kmeans1d.v=');
});
