import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures/ui/gallery.ts';

const hydrated = (page: Page) => page.locator('.lab[data-hydrated=true]').waitFor();

async function open(page: Page, address = './') {
  await page.goto(address);
  await hydrated(page);
}

test.describe('before scripts run', () => {
  test.use({ javaScriptEnabled: false });

  test('the gallery reads whole, holds its chart, and offers nothing that would not answer', async ({
    page,
  }) => {
    await page.goto('./');
    await expect(page.locator('.no-script')).toBeVisible();
    await expect(page.getByRole('img', { name: 'Bar chart of 12 heights' })).toBeVisible();
    await expect(page.locator('svg rect')).toHaveCount(12);
    await expect(page.getByRole('button')).toHaveCount(0);
    for (const slider of await page.getByRole('slider').all()) await expect(slider).toBeDisabled();
  });

  test('the tabs of code work all the same', async ({ page }) => {
    await page.goto('./');
    await expect(page.getByText('console.log(bars')).toBeVisible();
    await page.getByRole('radio', { name: 'Python' }).check();
    await expect(page.getByText('console.log(bars')).toBeHidden();
    await expect(page.locator('pre:visible')).toHaveText('bars = 12');
  });
});

for (const width of [360, 768, 1280]) {
  test(`hydration moves nothing at ${width} px, and the page never scrolls sideways`, async ({ page }) => {
    await page.setViewportSize({ width, height: 2400 });
    await page.goto('./#wait');
    await page.evaluate(() => {
      const shifts: unknown[] = [];
      new PerformanceObserver((list) =>
        shifts.push(...list.getEntries().map(({ value }: PerformanceEntry & { value?: number }) => value)),
      ).observe({
        type: 'layout-shift',
        buffered: true,
      });
      Object.assign(window, { shifts });
    });
    const boxes = () =>
      page
        .locator('.lab *:visible')
        .evaluateAll((all) =>
          all
            .filter((element) => !element.closest('svg'))
            .map((element) => Math.round(element.getBoundingClientRect().top)),
        );
    const before = await boxes();
    await page.waitForFunction(() => window.begin !== undefined);
    await page.evaluate(() => window.begin?.());
    await hydrated(page);
    await page.waitForTimeout(200);
    expect(await boxes()).toEqual(before);
    expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });

  test(`chart text is 12 px at ${width} px, inside the picture, and no two labels touch`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    await open(page, './?gallery.k=200');
    await expect(page.locator('svg rect')).toHaveCount(200);
    const { boxes, frame, size } = await page.locator('.chart svg').evaluate((svg: SVGSVGElement) => ({
      boxes: [...svg.querySelectorAll('text')].map((text) => text.getBoundingClientRect().toJSON()),
      frame: svg.getBoundingClientRect().toJSON(),
      size: Number.parseFloat(getComputedStyle(svg).fontSize) * (svg.getScreenCTM()?.a ?? 0),
    }));
    expect(size).toBeCloseTo(12, 1);
    expect(boxes.length).toBeGreaterThan(6);
    for (const box of boxes) {
      expect(box.left).toBeGreaterThanOrEqual(frame.left - 1);
      expect(box.right).toBeLessThanOrEqual(frame.right + 1);
      expect(box.bottom).toBeLessThanOrEqual(frame.bottom + 1);
    }
    for (const [i, a] of boxes.entries()) {
      for (const b of boxes.slice(i + 1)) {
        const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
        expect(apart, JSON.stringify([a, b])).toBe(true);
      }
    }
  });
}

test('what a reader opened or picked before hydration stays', async ({ page }) => {
  await page.goto('./#wait');
  await page.waitForFunction(() => window.begin !== undefined);
  await page.getByText('Show data').click();
  await page.getByRole('radio', { name: 'Python' }).check();
  await page.evaluate(() => window.begin?.());
  await hydrated(page);
  await expect(page.getByRole('table', { name: 'The heights' })).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Python' })).toBeChecked();
  await expect(page.locator('pre:visible')).toHaveText('bars = 12');
});

test('every control is at least 24 px high', async ({ page }) => {
  await open(page);
  const small = await page
    .locator(
      ':is(button, input:not([type=file], [type=radio], [type=checkbox]), select, label:has(input), summary):visible',
    )
    .evaluateAll((all) =>
      all
        .map((element) => [element.outerHTML.slice(0, 80), element.getBoundingClientRect().height] as const)
        .filter(([, height]) => height < 24),
    );
  expect(small).toEqual([]);
});

test('slider: dragging, arrow keys and typing keep range and number in step', async ({ page }) => {
  await open(page);
  const range = page.getByRole('slider', { name: 'Bars' });
  const number = page.getByRole('textbox', { name: 'Bars, as a number' });
  await range.focus();
  await page.keyboard.press('Home');
  await expect(number).toHaveValue('1');
  await page.keyboard.press('ArrowRight');
  await expect(number).toHaveValue('2');
  await expect(range).toHaveAttribute('aria-valuetext', '2 bars');
  await page.keyboard.press('End');
  await expect(number).toHaveValue('256');
  await number.fill('300');
  await expect(range, 'not taken while it is out of range').toHaveAttribute('aria-valuetext', '256 bars');
  await number.press('Enter');
  await expect(page.getByText('Bars can be at most 256, so 256 is used.')).toBeVisible();
  await expect(number).toHaveValue('256');
  await number.fill('many');
  await number.blur();
  await expect(page.getByText('“many” is not a number, so 256 stays.')).toBeVisible();
  await number.fill('7');
  await expect(page.locator('svg rect')).toHaveCount(7);
  const box = (await range.boundingBox())!;
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect(page.locator('svg rect')).toHaveCount(16);
  await expect(page.getByText('is used')).toHaveCount(0);
});

test('segmented control is one stop of the Tab key, and the arrows pick', async ({ page }) => {
  await open(page);
  const wave = page.getByRole('radio', { name: 'Wave' });
  await wave.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'Spikes' })).toBeChecked();
  await expect(page.getByText('Every fourth bar is high.')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Decimal places')).toBeFocused();
});

test('run: the focus stays on the one button, progress tells numbers, stop keeps what was reached', async ({
  page,
}) => {
  await open(page);
  await page.getByRole('button', { name: 'Count to 2,000' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeFocused();
  await expect(page.getByText(/\d+ of 2,000 steps/)).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'steps' })).toHaveAttribute('max', '2000');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('button', { name: 'Go on' })).toBeFocused();
  await expect(page.getByText(/\d+ of 2,000 steps/)).toBeVisible();
});

test('files come by dialog, drop and paste; a large or binary one is refused in a sentence', async ({
  page,
}) => {
  await open(page);
  const numbers = page.getByRole('textbox', { name: 'Numbers' });
  const input = page.locator('input[type=file]');
  await input.setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('1\n2\n') });
  await expect(numbers).toHaveValue('1\n2\n');
  await input.setInputFiles({ name: 'big.csv', mimeType: 'text/csv', buffer: Buffer.alloc(2000, '1 ') });
  await expect(
    page.getByRole('alert').filter({ hasText: /“big.csv” has 2\skB; at most 1\skB/ }),
  ).toBeVisible();
  await input.setInputFiles({
    name: 'b.png',
    mimeType: 'image/png',
    buffer: Buffer.from([0x89, 0x50, 0, 0]),
  });
  await expect(page.getByRole('alert').filter({ hasText: '“b.png” is not a text file' })).toBeVisible();

  const transfer = (kind: 'drop' | 'paste', text: string) =>
    page.locator('.drop .row').evaluate(
      (row, { kind, text }) => {
        const data = new DataTransfer();
        if (kind === 'drop') data.items.add(new File([text], 'dropped.txt'));
        else data.setData('text/plain', text);
        const event =
          kind === 'drop'
            ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
            : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
        return row.dispatchEvent(event);
      },
      { kind, text },
    );
  expect(await transfer('drop', '3 4'), 'the browser does not open it').toBe(false);
  await expect(numbers).toHaveValue('3 4');
  await expect(page.getByText('is not a text file')).toHaveCount(0);
  await transfer('paste', '5 6');
  await expect(numbers).toHaveValue('5 6');

  const pasteInBox = (text: string, picture: boolean) =>
    numbers.evaluate(
      (box, { text, picture }) => {
        const data = new DataTransfer();
        data.setData('text/plain', text);
        if (picture) data.items.add(new File(['x'], 'cells.png', { type: 'image/png' }));
        const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
        return box.dispatchEvent(event);
      },
      { text, picture },
    );
  expect(await pasteInBox('7\t8', true), 'cells of a spreadsheet are left to the box').toBe(true);
  expect(await pasteInBox('1\n'.repeat(200_000), false), 'what would freeze the box is taken as a file').toBe(
    false,
  );
  await expect(page.getByRole('alert').filter({ hasText: '“Pasted text” has 400\u202fkB' })).toBeVisible();
});

test('a problem stands beside its control and is tied to it', async ({ page }) => {
  await open(page);
  const numbers = page.getByRole('textbox', { name: 'Numbers' });
  await numbers.fill('1, two, 3');
  await expect(page.getByRole('alert').filter({ hasText: 'a word among the numbers' })).toBeVisible();
  await expect(numbers).toHaveAttribute('aria-invalid', 'true');
  await expect(numbers).toHaveAccessibleDescription(/a word among the numbers/);
});

test('values out of range in the address are clamped with a notice; the address follows; reset and link', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, './?other=1&gallery.k=9999&gallery.kind=cube');
  await expect(
    page.getByText('k = “9999”; it can be a whole number from 1 to 256, so 256 is used.'),
  ).toBeVisible();
  await expect(page.getByText('kind = “cube”')).toBeVisible();
  await page.getByRole('textbox', { name: 'Bars, as a number' }).fill('5');
  await page.getByRole('radio', { name: 'Steps' }).check();
  await expect(page).toHaveURL(/\?other=1&gallery\.k=5&gallery\.kind=steps$/);
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Copied' })).toHaveCount(1);
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toBe(`${page.url()}#gallery`);
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(page).toHaveURL(/\?other=1$/);
  await page.goto(link);
  await expect(page.locator('svg rect')).toHaveCount(5);
});

test('data table: opened by keyboard, in pages, read out', async ({ page }) => {
  await open(page, './?gallery.k=50');
  await page.getByText('Show data').press('Enter');
  await expect(page.getByRole('table', { name: 'The heights' }).getByRole('row')).toHaveCount(21);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Rows 41–50 of 50' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Next' })).toBeDisabled();
  await page.getByRole('textbox', { name: 'Bars, as a number' }).fill('10');
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(11);
});

test('code is copied as it stands', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  await page.getByRole('radio', { name: 'Python' }).check();
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('bars = 12');
});

test.describe('downloads', () => {
  test.use({ expected: [/no file/] });

  test('the chart as a standalone SVG and as a PNG; a failure is told', async ({ page }) => {
    await open(page);
    const get = async (name: string) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name, exact: true }).click(),
      ]);
      return readFile(await download.path());
    };
    const svg = (await get('SVG')).toString();
    expect(svg).toMatch(/^<svg[^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(svg).not.toMatch(/var\(|class=|light-dark/);
    const alone = await page.evaluate(async (text) => {
      const image = new Image();
      image.src = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
      await image.decode();
      return [image.width, image.height];
    }, svg);
    const box = (await page.locator('.chart svg').boundingBox())!;
    expect(alone.map(Math.round)).toEqual([Math.round(box.width), Math.round(box.height)]);
    const png = await get('PNG');
    expect(png.readUInt32BE(16)).toBe(Math.round(box.width * 2));
    await page.getByRole('button', { name: 'Fails' }).click();
    await expect(
      page.getByRole('alert').filter({ hasText: 'Something went wrong on our side' }),
    ).toBeVisible();
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the ${colorScheme} theme: at rest, open, running and with problems`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await open(page, './?gallery.k=9999');
    const check = async () => expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await check();
    await page.getByText('Show data').click();
    await page.getByRole('textbox', { name: 'Numbers' }).fill('a word');
    await page.getByRole('checkbox', { name: 'Fail' }).check();
    await page.getByRole('textbox', { name: 'Bars, as a number' }).fill('300');
    await page.getByRole('button', { name: 'Count to 2,000' }).click();
    await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
    await check();
  });
}

test('no task is longer than 50 ms while a slider is dragged', async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    const long: number[] = [];
    new PerformanceObserver((list) =>
      long.push(...list.getEntries().map(({ duration }) => duration)),
    ).observe({ type: 'longtask' });
    Object.assign(window, { long });
  });
  const box = (await page.getByRole('slider', { name: 'Bars' }).boundingBox())!;
  const y = box.y + box.height / 2;
  // A machine busy with other things stretches a task now and then; a slow page stretches one in every drag.
  await expect(async () => {
    await page.evaluate(() => (window as unknown as { long: number[] }).long.splice(0));
    await page.mouse.move(box.x + 5, y);
    await page.mouse.down();
    for (let i = 0; i <= 40; i++) await page.mouse.move(box.x + (box.width * i) / 40, y);
    await page.mouse.up();
    await expect(page.locator('svg rect')).toHaveCount(256);
    expect(await page.evaluate(() => (window as unknown as { long: number[] }).long)).toEqual([]);
  }).toPass({ timeout: 30_000 });
});
