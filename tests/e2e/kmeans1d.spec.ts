import { expect, test } from './fixtures.ts';
import { data, fact, openLab, slider, status } from './kmeans1d-lab.ts';

test('the lab shows a computed result without JavaScript', async ({ browser, browserName, baseURL }) => {
  test.skip(browserName === 'firefox', 'WebDriver BiDi cannot switch JavaScript off');
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) });
  const page = await context.newPage();
  await page.goto('posts/kmeans1d/');
  const lab = page.locator('#kmeans1d');
  await expect(lab).toContainText('The best 7 clusters of 100,000 numbers explain 98.9% of their variance.');
  await expect(lab).toContainText('Proven optimal');
  await expect(lab.locator('noscript p')).toBeVisible();
  for (const name of [/^Histogram of the numbers/, /^Elbow curve/, /^Cost above the optimum/]) {
    await expect(lab.getByRole('img', { name })).toBeVisible();
  }
  await expect(slider(lab)).toBeDisabled();
  await lab.getByText('Show the clusters as a table').click();
  await expect(lab.getByRole('row')).toHaveCount(8);
  await context.close();
});

test('k is chosen by slider, keys and number field, and solved at once', async ({ page }) => {
  const lab = await openLab(page);
  const before = await fact(lab, 'Inertia').innerText();
  await slider(lab).focus();
  await page.keyboard.press('ArrowRight');
  await expect(status(lab)).toHaveText(/The best 8 clusters of 100,000 numbers/);
  await expect(fact(lab, 'Inertia')).not.toHaveText(before);
  await expect(fact(lab, 'Solved in')).toHaveText(/ms/);
  await expect(fact(lab, 'Proof gap')).toHaveText(/×\s10⁻¹[¹²³⁴]/);
  await page.keyboard.press('End');
  await expect(status(lab)).toHaveText(/The best 256 clusters/);
  const field = lab.getByRole('textbox', { name: 'Number of clusters k, as a number' });
  await field.fill('3');
  await expect(status(lab)).toHaveText(/The best 3 clusters/);
  await field.fill('999');
  await field.blur();
  await expect(status(lab)).toHaveText(/The best 256 clusters/);
  await expect(lab.getByText('Number of clusters k can be at most 256, so 256 is used.')).toBeVisible();
});

test('a drag of the slider shows the newest k, and at 100,000 numbers solves faster than the screen redraws', async ({
  page,
}) => {
  const lab = await openLab(page);
  await slider(lab).focus();
  const times: number[] = [];
  for (let k = 8; k <= 24; k++) {
    await page.keyboard.press('ArrowRight');
    await expect(lab.locator('dd').last()).toHaveText(/ms/);
    await page.waitForTimeout(60);
    times.push(Number.parseFloat((await fact(lab, 'Solved in').innerText()).replace('<', '')));
  }
  await expect(status(lab)).toHaveText(/The best 24 clusters/);
  const median = times.toSorted((a, b) => a - b)[times.length >> 1];
  console.log(`    100,000 numbers solved in ${median} ms (median)`);
  expect(median).toBeLessThan(16);
});

test('presets', async ({ page }) => {
  const lab = await openLab(page);
  for (const [name, sentence] of [
    ['Earthquake depths', 'The best 5 clusters of 1,679 numbers'],
    ['Timestamps', 'The best 8 clusters of 10,000 numbers'],
    ['Ten dice', 'The best 6 clusters of 100,000 numbers'],
    ['Ten numbers', 'The best 4 clusters of 10 numbers'],
    ['Seven bells', 'The best 7 clusters of 100,000 numbers'],
  ]) {
    await data(lab, name).check();
    await expect(status(lab)).toContainText(sentence);
    await expect(lab).toContainText('Proven optimal');
  }
  await lab.getByLabel('How many').selectOption('1,000');
  await expect(status(lab)).toContainText('The best 7 clusters of 1,000 numbers');
  await lab.getByRole('button', { name: 'Reset' }).click();
  await expect(status(lab)).toContainText('The best 7 clusters of 100,000 numbers');
});

test('clusters are looked at one by one, by pointer and keys', async ({ page }) => {
  const lab = await openLab(page);
  const chart = lab.getByRole('slider', { name: 'Look at one cluster' });
  await chart.focus();
  await expect(lab.locator('.readout')).toContainText('Cluster 1 of 7: 10,798 from');
  await page.keyboard.press('ArrowRight');
  await expect(lab.locator('.readout')).toContainText('Cluster 2 of 7');
  await expect(chart).toHaveAttribute('aria-valuetext', /^Cluster 2 of 7: .* centroid 21\.12/);
  await page.keyboard.press('End');
  await expect(lab.locator('.readout')).toContainText('Cluster 7 of 7');
  await slider(lab).focus();
  await expect(lab.locator('.readout')).toContainText('Triangles mark the centroids');
  const box = (await chart.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await expect(lab.locator('.readout')).toContainText('Cluster 4 of 7');
});

test('k is chosen on the elbow curve, by click and keys', async ({ page }) => {
  const lab = await openLab(page);
  const elbow = lab.getByRole('slider', { name: 'Number of clusters, on the elbow curve' });
  await elbow.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(status(lab)).toContainText('The best 9 clusters');
  await expect(elbow).toHaveAttribute(
    'aria-valuetext',
    /^9 clusters: inertia [\d,]+, 99\.\d+% of the variance/,
  );
  await page.keyboard.press('Home');
  await expect(status(lab)).toContainText('The best 1 cluster of');
  const box = (await elbow.boundingBox())!;
  await elbow.click({ position: { x: box.width * 0.6, y: box.height / 2 } });
  await expect(status(lab)).toHaveText(/The best 1[5-9] clusters/);
  await expect(lab.getByText(/one more would cut the inertia by/)).toBeVisible();
});

test("Lloyd's starts are seeded, repeatable and never better than the optimum", async ({ page }) => {
  const lab = await openLab(page);
  const panel = lab.getByRole('region', { name: /^Lloyd/ });
  await expect(panel).toContainText('47 of 200 starts found the optimum.');
  await panel.getByRole('button', { name: 'Other starts' }).click();
  await expect(panel).toContainText(/(\d+|None) of 200 starts found the optimum/);
  await expect(panel).not.toContainText('47 of 200');
  await panel.getByRole('radio', { name: 'k-means++' }).check();
  await expect(panel).toContainText(/of 200 starts found the optimum/);
  await expect(page).toHaveURL(/kmeans1d\.seed=2.*kmeans1d\.starts=k-means/);
});
