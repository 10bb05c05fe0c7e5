import {
  button,
  choose,
  DONE,
  facts,
  field,
  note,
  openLab,
  openSettings,
  paste,
  problem,
  status,
  take,
  turn,
  xorTable,
} from './factorization-machines-own-data-lab.ts';
import { expect, test } from './fixtures.ts';

// What is wrong is told beside its control, in a sentence; nothing typed is lost, and the lab stays usable.

test('files that cannot be read: what is wrong and where', async ({ page }) => {
  const lab = await openLab(page);
  const refused = async (sentence: string | RegExp) => {
    await expect(problem(lab)).toContainText(sentence);
    await expect(button(lab, 'Train')).toBeDisabled();
  };
  const ragged = 'a,b,y\n1,2,3\n4,5\n6,7,8\n9,1,2';
  await paste(lab, ragged);
  await refused(/line 3/i);
  await expect(lab.getByLabel('Or paste rows')).toHaveValue(ragged);
  await lab.getByLabel('Leave out lines that cannot be read').check();
  await expect(facts(lab)).toContainText('1 line could not be read and was left out (line 3');
  await expect(problem(lab)).toHaveCount(0);

  await paste(lab, 'no table at all');
  await refused('There are no rows in this file');
  await choose(lab, 'void.csv', '');
  await expect(problem(lab).filter({ hasText: '“void.csv” is empty' })).toBeVisible();
  await choose(lab, 'cat.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 1]));
  await refused('“cat.png” is not a text file');
  await choose(lab, 'rows.xlsx', Buffer.from([0x50, 0x4b, 3, 4, 0, 0]));
  await refused('“rows.xlsx” is packed, or a spreadsheet’s own file');
  await choose(lab, 'rows.libsvm', '1 1:2 3:4\n0 -1:2 3:1\n');
  await refused(/line 2/i);
  await choose(lab, 'rows.csv', xorTable(60).replace('0.480', 'Infinity'));
  await refused('“Infinity” is not finite');

  // All is well with a good one; and what was pasted is still there.
  await choose(lab, 'rows.csv', xorTable(60));
  await expect(problem(lab)).toHaveCount(0);
  await turn(lab, 'Epochs', 5);
  await button(lab, 'Train').click();
  await expect(status(lab)).toHaveText(DONE);
  await button(lab, 'Remove').click();
  await expect(lab.getByLabel('Or paste rows')).toHaveValue('no table at all');
});

test('tables that cannot be learned from: told at their columns, with a way out', async ({ page }) => {
  const lab = await openLab(page, '?own-data.epochs=3');
  const rows = (line: (i: number) => string, n = 40) =>
    ['a,b,y', ...Array.from({ length: n }, (_, i) => line(i))].join('\n');

  await paste(
    lab,
    rows((i) => `${i % 7},${i % 5},yes`),
  );
  await expect(problem(lab)).toContainText('All rows have “yes” as their target, “y”');
  await expect(button(lab, 'Train')).toBeDisabled();
  await lab.getByLabel('a is').selectOption('predicted');
  await expect(problem(lab)).toHaveCount(0);
  await expect(facts(lab)).toContainText('Predicted: a, a number');

  // A text to be predicted as a number.
  await paste(
    lab,
    rows((i) => `${i % 7},${i % 5},${i % 2 ? 'good' : 'bad'}`),
  );
  await expect(facts(lab)).toContainText('y: good (20 rows) or bad (20)');
  await lab.getByRole('radio', { name: 'a number' }).check({ force: true });
  await expect(problem(lab)).toContainText(/“(bad|good)”/);
  await lab.getByRole('radio', { name: 'as it looks' }).check({ force: true });
  await expect(problem(lab)).toHaveCount(0);

  // A constant column does no harm, and is told.
  await paste(
    lab,
    rows((i) => `7,${i % 5},${i % 3}`),
  );
  await expect(facts(lab)).toContainText(/“a” /);
  await button(lab, 'Train').click();
  await expect(status(lab)).toHaveText(DONE);

  // 10,000 categories are refused with a choice.
  await choose(
    lab,
    'many.csv',
    rows((i) => `key${i},${i % 5},${(i * 7) % 3 === 0 ? 'yes' : 'no'}`, 10_000),
  );
  await lab.getByLabel('a is').selectOption('category');
  await expect(problem(lab)).toContainText('“a” has 10,000 different values');
  await expect(button(lab, 'Train')).toBeDisabled();
  await lab.getByLabel('Columns of over 1,000 categories').selectOption('share 1,024 features (hashing)');
  await expect(facts(lab)).toContainText('10,000 rows as 1,025 features, held sparse');
  await button(lab, 'Train').click();
  await expect(status(lab)).toHaveText(DONE);
});

test('settings that make no sense: told, and mended', async ({ page }) => {
  const lab = await openLab(page);
  await turn(lab, 'Epochs', 20);
  await turn(lab, 'Learning rate', 10);
  await button(lab, 'Train').click();
  // Adam at ten times the weights' own size: it jumps, or is lost; either way there is a result, and the best is kept.
  await expect(button(lab, 'Train').or(button(lab, 'Go on'))).toBeVisible();
  await expect(note(lab)).toHaveText(/^(1?\d|20) epochs? of k = 4/);
  await openSettings(lab);
  await lab.getByLabel('Optimizer').selectOption('Stochastic gradient descent');
  await turn(lab, 'Learning rate', 10);
  await lab.getByRole('checkbox', { name: /^Standardize features/ }).uncheck();
  await button(lab, 'Train').click();
  await expect(status(lab)).toHaveText(/^The run diverged/);
  await expect(note(lab)).toContainText(/no finite number after epoch \d/);
  await expect(lab.getByRole('row', { name: /share of each class/ }).first()).toBeVisible();

  await button(lab, 'Reset').click();
  await turn(lab, 'Rank k', 1000);
  await expect(field(lab, 'Rank k')).toHaveValue('64');
  await expect(lab.getByText('Rank k can be at most 64, so 64 is used.')).toBeVisible();
  await turn(lab, 'Rank k', 0);
  await turn(lab, 'Epochs', 10);
  await openSettings(lab);
  await turn(lab, 'Batch', 5000);
  await expect(lab.getByText('All 250 rows at each step.')).toBeVisible();
  await field(lab, 'Seed').fill('seven');
  await field(lab, 'Seed').blur();
  await expect(lab.getByText('“seven” is not a number, so 1 stays.')).toBeVisible();
  await button(lab, 'Train').click();
  await expect(note(lab)).toContainText('10 epochs of k = 0');
  await expect(lab.getByText('No pair of features moves a prediction')).toBeVisible();
});

test('weights that do not fit are refused beside their button, and training goes on without', async ({
  page,
}) => {
  const lab = await openLab(page, '?own-data.epochs=5');
  await openSettings(lab);
  const give = (name: string, body: string | Buffer) =>
    lab
      .locator('.wide input[type=file]')
      .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(body) });
  await give('weights.npz', 'not a zip');
  await expect(problem(lab)).toContainText('“weights.npz” cannot be read as weights.');
  await give('weights.json', JSON.stringify({ w0: 1, w1: [1, 2], v: [[1, 2]] }));
  await expect(problem(lab)).toContainText('The file has weights for 2 features');
  await expect(problem(lab)).toContainText('these rows have 6');
  await button(lab, 'Train').click();
  await expect(note(lab)).toContainText('5 epochs of k = 4');
  const fitting = { w0: 0, w1: [1, 0, 0, 0, 0, 0], v: [[0.1, 0, 0, 0, 0, 0.1]] };
  await give('weights.json', JSON.stringify(fitting));
  await expect(lab.getByText('k = 1, 6 features: the next run begins with them.')).toBeVisible();
  await expect(problem(lab)).toHaveCount(0);
  // Other rows have other features: then they no longer fit.
  await lab.getByText('Columns, and how they become numbers').click();
  await lab.getByLabel('sex is').selectOption('left out');
  await expect(facts(lab)).toContainText('342 of 344 rows as 4 features');
  await button(lab, 'Train').click();
  await expect(problem(lab)).toContainText('these rows have 4');
  await take(lab, 'Diabetes');
  await expect(problem(lab)).toHaveCount(0);
  await expect(status(lab)).toContainText('Diabetes: 442 rows');
});
