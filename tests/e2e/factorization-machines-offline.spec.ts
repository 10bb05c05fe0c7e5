import * as titanic from './factorization-machines-lab.ts';
import {
  button,
  DONE,
  download,
  facts,
  note,
  openLab,
  openSettings,
  paste,
  status,
  take,
  turn,
  xorTable,
} from './factorization-machines-own-data-lab.ts';
import { expect, test } from './fixtures.ts';

// The browser asks for the page's icon anew whenever the address changes, by itself.
test.use({ expected: [/\/favicon\./] });

test('once it has been used, the lab of the Titanic goes on working when the network is gone', async ({
  browserName,
  context,
  page,
}) => {
  test.skip(browserName === 'firefox', 'WebDriver BiDi cannot take the network away');
  const lab = await titanic.openLab(page);
  await titanic.turn(lab, 'Epochs', 100);
  await titanic.train(lab);
  await lab.getByText('Downloads, and code for what is on screen').click();
  await expect(lab.getByRole('group', { name: 'Code for what is on screen' })).toContainText('import pyfms');

  await context.setOffline(true);
  await titanic.turn(lab, 'Seed', 5);
  await titanic.turn(lab, 'Epochs', 300);
  await titanic.train(lab);
  await expect(titanic.status(lab)).toContainText('After 300 epochs');
  const json = JSON.parse((await titanic.download(page, lab, 'Weights (JSON)')).toString());
  expect(json.w1).toHaveLength(8);
});

test('once it has been used, the lab for own data goes on working when the network is gone', async ({
  browserName,
  context,
  page,
}) => {
  test.skip(browserName === 'firefox', 'WebDriver BiDi cannot take the network away');
  const lab = await openLab(page, '?own-data.epochs=5');
  // It is used once: its script, worker, kernel and parts are there then.
  await button(lab, 'Train').click();
  await expect(note(lab)).toContainText('5 epochs of k = 4');
  await openSettings(lab);
  for (const summary of ['Columns, and how', 'One row taken apart', 'What if:', 'Downloads, and code'])
    await lab.getByText(summary).click();
  await expect(lab.getByText('Python, pyfms')).toBeVisible();
  await expect(lab.getByText(/^Row \d+, held out/)).toBeVisible();
  await take(lab, 'Your own');
  await expect(lab.getByLabel('Or paste rows')).toBeEnabled();

  await context.setOffline(true);
  await take(lab, 'Titanic');
  await expect(status(lab)).toContainText('Titanic: 2,201 rows as 8 features');
  await paste(lab, xorTable(300));
  await expect(facts(lab)).toContainText('300 rows as');
  await turn(lab, 'Epochs', 30);
  await button(lab, 'Train').click();
  await expect(note(lab)).toContainText('30 epochs of k = 4');
  await expect(status(lab)).toHaveText(DONE);
  await expect(lab.getByText(/^Row \d+, held out/)).toBeVisible();
  const npz = await download(page, lab, 'Weights for pyfms (.npz)');
  expect(npz.subarray(0, 2).toString()).toBe('PK');
});
