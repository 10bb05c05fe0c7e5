import type { Locator, Page } from '@playwright/test';
import sharp from 'sharp';
import * as make from '../fixtures/pictures.ts';
import {
  choose,
  decoded,
  download,
  fact,
  file,
  notes,
  openLab,
  problem,
  settled,
  shownPixels,
  slider,
  status,
  swatches,
  unfold,
  watchDrawing,
} from './color-quantization-lab.ts';
import { expect, test } from './fixtures.ts';

/** Left half black, right half white. */
function twoColors(width: number, height: number): Promise<Buffer> {
  const gray = Buffer.alloc(width * height, 0).map((_, i) => (2 * (i % width) < width ? 0 : 255));
  return sharp(gray, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
}

const MACAW = 'Scarlet macaw: 16 colours';

for (const [name, body] of [
  ['q.png', () => make.quartersPicture('png')],
  ['q.webp', () => make.quartersPicture('webp')],
  ['q.gif', () => make.quartersPicture('gif')],
  ['q.bmp', async () => make.bmp()],
  ['q.svg', async () => make.svg()],
] as const) {
  test(`${name} opens with exactly its four colours`, async ({ page }) => {
    await watchDrawing(page);
    const lab = await openLab(page);
    await choose(lab, name, await body());
    await settled(lab, `${name}: all of its 4 colours kept, without any error.`);
    await expect(lab.getByText('The picture has only 4 colours, so all of them are kept')).toBeVisible();
    await expect(swatches(lab)).toHaveText([/#/, /#/, /#/, /#/]);
    expect(await shownPixels(lab, 'after')).toBe((await decoded(await make.quartersPicture('png'))).hash);
  });
}

test('JPEG and AVIF open', async ({ page }) => {
  const lab = await openLab(page);
  for (const format of ['jpeg', 'avif'] as const) {
    await choose(lab, `q.${format}`, await make.quartersPicture(format));
    await expect(status(lab)).toContainText(`q.${format}: `);
    await expect(problem(lab)).toHaveCount(0);
  }
});

test('two and eight colours at k = 12 take less than a tenth of a second', async ({ page }) => {
  const lab = await openLab(page, '?color-quantization.k=12');
  await settled(lab, '12 colours');
  for (const [colors, body] of [
    [8, await make.eightColorPng(1200, 900)],
    [2, await twoColors(1200, 900)],
  ] as const) {
    await choose(lab, `${colors}.png`, body);
    await settled(lab, `${colors}.png: all of its ${colors} colours kept, without any error.`);
    const [number, unit] = (await fact(lab, 'Time').innerText()).split(/\s/u);
    expect(unit).toBe('ms');
    expect(Number(number)).toBeLessThan(100);
  }
});

test('what is no picture, or a broken one, is refused in a sentence, and what was shown stays', async ({
  page,
}) => {
  const lab = await openLab(page);
  const refused: [string, Buffer, RegExp][] = [
    ['notes.txt', Buffer.from('These are words, not a picture.'), /“notes\.txt”/],
    ['empty.png', Buffer.alloc(0), /“empty\.png” is empty/],
    ['cut.jpg', make.truncated(await make.photo(300, 200), 0.01), /“cut\.jpg”/],
    ['nothing.png', make.statedPng(0, 0), /0 × 0 pixels, so there is no picture/],
    ['garbled.webp', await make.garbledWebp(), /“garbled\.webp”/],
    [
      'broken.svg',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g'),
      /“broken\.svg”/,
    ],
    ...Object.entries(await make.otherFiles()).map(([name, body]): [string, Buffer, RegExp] => [
      name,
      body,
      new RegExp(`“${name}”`),
    ]),
  ];
  for (const [name, body, sentence] of refused) {
    await choose(lab, name, body);
    await expect(problem(lab), name).toHaveText(sentence);
    await expect(lab.locator('.head'), name).toContainText('Scarlet macaw');
    await expect(lab.getByRole('button', { name: /^Scale it down/ }), name).toHaveCount(0);
  }
  await slider(lab).focus();
  await page.keyboard.press('ArrowRight');
  await settled(lab, 'Scarlet macaw: 17 colours');
});

test('a picture that is cut short is refused, or shown as far as it goes, and either is said', async ({
  page,
}) => {
  const lab = await openLab(page);
  for (const [name, whole] of [
    ['cut.png', await make.photo(300, 200, 'png')],
    ['cut.jpg', await make.photo(300, 200)],
  ] as const) {
    await choose(lab, name, make.truncated(whole));
    const said = lab.locator('[role=alert], .figure [role=status]').filter({ hasText: 'cut short' });
    await expect(said, name).toHaveCount(1);
    const opened = (await problem(lab).count()) === 0;
    await expect(lab.locator('.head'), name).toContainText(opened ? name : 'Scarlet macaw');
    await lab.getByRole('button', { name: 'Reset' }).click();
    await settled(lab, MACAW);
  }
});

test('one pixel, and transparent all over', async ({ page, browserName }) => {
  await watchDrawing(page);
  const lab = await openLab(page);
  await choose(lab, 'dot.png', await make.plainPng(1, 1, [18, 52, 86]));
  await settled(lab, 'dot.png: its one colour kept');
  await expect(swatches(lab)).toHaveText([/#123456\s*100%/]);
  await choose(lab, 'clear.png', await make.transparentPng());
  await settled(lab, 'clear.png: its one colour kept');
  await expect(notes(lab).filter({ hasText: 'Every pixel of this picture is transparent' })).toBeVisible();
  await choose(lab, 'steps.png', await make.alphaStepsPng());
  await settled(lab, 'steps.png: all of its 5 colours kept');
  if (browserName === 'firefox') return; // its driver tells of no downloads
  const png = await decoded(await download(page, lab, 'PNG-8'));
  expect(png.colors).toBe(5);
  expect(png.hash).toBe(await shownPixels(lab, 'after'));
});

test('20,000 × 20,000 is refused before anything is decoded, and can be scaled down', async ({
  page,
  browserName,
}) => {
  test.slow();
  const lab = await openLab(page);
  await choose(lab, 'vast.png', make.statedPng(20_000, 20_000));
  await expect(problem(lab)).toHaveText(
    /“vast\.png” has 20,000 × 20,000 pixels.*400 million.* at most 50 million can be opened here/,
  );
  await expect(status(lab)).toContainText(MACAW);
  const scale = lab.getByRole('button', { name: 'Scale it down to 7,071 × 7,071' });
  await expect(scale).toBeEnabled();
  if (browserName === 'firefox') return; // makes all its pixels of what data there are, which takes long
  await scale.click();
  await expect(problem(lab)).toContainText('“vast.png”'); // there is hardly any data in it
  await choose(lab, 'drawing.svg', make.svg('width="20000" height="10000"'));
  await expect(problem(lab)).toContainText('“drawing.svg” has 20,000 × 10,000 pixels');
  await choose(lab, 'q.png', await make.quartersPicture('png'));
  await settled(lab, 'q.png: all of its 4');
  await expect(problem(lab)).toHaveCount(0);
});

test('a large picture is scaled down on demand, which is said', async ({ page }) => {
  test.slow();
  const lab = await openLab(page);
  // Longer than a canvas may be, whatever the memory.
  await choose(lab, 'long.png', make.blackPng(20_000, 40));
  await expect(problem(lab)).toHaveText(/no side (longer than|above) 16,384/);
  await lab.getByRole('button', { name: /^Scale it down to 16,384 × 32/ }).click();
  await settled(lab, 'long.png: its one colour kept');
  await expect(
    lab.getByText('The picture was scaled down from 20,000 × 40 to 16,384 × 32 pixels.'),
  ).toBeVisible();
});

test('what opening did to a picture is said beside it', async ({ page }) => {
  const lab = await openLab(page);
  for (const [name, body, sentence] of [
    ['moving.gif', await make.animated('gif'), /animation.* first frame was taken/],
    ['moving.webp', await make.animated('webp'), /animation.* first frame was taken/],
    ['print.jpg', await make.cmykJpeg(), /CMYK/],
    ['deep.png', await make.deepPng(), /16 bits a channel; they were rounded to 8/],
    ['wide.png', await make.displayP3Png(), /beyond sRGB/],
    ['turned.jpg', await make.turnedJpeg(6), /turned upright/],
    ['q.svg', make.svg(), /The drawing \(SVG\) was made a picture of 64 × 32 pixels/],
  ] as const) {
    await choose(lab, name, body);
    await expect(lab.locator('.head'), name).toContainText(name);
    await expect(notes(lab).filter({ hasText: sentence }), name).toHaveCount(1);
  }
  await expect(lab.locator('.head')).not.toContainText('turned.jpg');
});

test('a turned photo stands upright', async ({ page }) => {
  const lab = await openLab(page);
  await choose(lab, 'turned.jpg', await make.turnedJpeg(6));
  await expect(lab.locator('.head')).toContainText('32 × 64 pixels');
});

for (const [kind, change, sentence] of [
  ['noised', 1, 'adds noise to the pixels'],
  ['blocked', 255, 'hides the pixels'],
] as const) {
  test(`read-back that a browser has ${kind} is noticed and said`, async ({ page }) => {
    // As browsers do that guard against fingerprinting; the worker's canvases are changed by what is put before its script.
    const script = `{
      const prototype = OffscreenCanvasRenderingContext2D.prototype;
      const { getImageData } = prototype;
      prototype.getImageData = function (...given) {
        const image = Reflect.apply(getImageData, this, given);
        for (let i = 0; i < image.data.length; i += 4) image.data[i] = image.data[i] ^ ${change};
        return image;
      };
      delete self.VideoFrame;
    }\n`;
    await page.route('**/color-quantization.worker*', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: script + (await response.text()) });
    });
    const lab = await openLab(page);
    await choose(lab, 'q.png', await make.quartersPicture('png'));
    await expect(problem(lab)).toContainText(sentence);
    await expect(problem(lab)).toHaveText(/guard.* against fingerprinting.* allow/);
  });
}

/** Gives files to an element as a drop or a paste does. */
async function hand(
  page: Page,
  target: Locator,
  kind: 'drop' | 'paste',
  files: { name: string; body: Buffer }[],
) {
  const data = await page.evaluateHandle(
    (all) => {
      const transfer = new DataTransfer();
      for (const { name, bytes } of all)
        transfer.items.add(new File([Uint8Array.from(bytes)], name, { type: 'image/png' }));
      return transfer;
    },
    files.map(({ name, body }) => ({ name, bytes: [...body] })),
  );
  await target.evaluate(
    (element, [transfer, type]) => {
      const options = { bubbles: true, cancelable: true };
      if (type === 'drop')
        element.dispatchEvent(new DragEvent('drop', { ...options, dataTransfer: transfer }));
      else element.dispatchEvent(new ClipboardEvent('paste', { ...options, clipboardData: transfer }));
    },
    [data, kind] as const,
  );
}

test('pictures are dropped and pasted anywhere in the lab', async ({ page, browserName }) => {
  test.skip(browserName === 'firefox', 'makes no clipboard event with files');
  const lab = await openLab(page);
  const body = await make.quartersPicture('png');
  await hand(page, lab.locator('.compare'), 'drop', [{ name: 'dropped.png', body }]);
  await settled(lab, 'dropped.png: all of its 4');
  await hand(page, slider(lab), 'paste', [{ name: 'pasted.png', body }]);
  await settled(lab, 'pasted.png: all of its 4');
  await hand(page, page.locator('body'), 'paste', [{ name: 'nowhere.png', body }]);
  await settled(lab, 'nowhere.png: all of its 4');
});

test('several pictures at once make a zip, and what fails is told by name', async ({ page, browserName }) => {
  const lab = await openLab(page, '?color-quantization.k=3');
  await settled(lab, '3 colours');
  await file(lab).setInputFiles([
    { name: 'one.png', mimeType: 'image/png', buffer: await make.eightColorPng(200, 100) },
    { name: 'words.png', mimeType: 'image/png', buffer: Buffer.from('no picture') },
    { name: 'two.jpg', mimeType: 'image/jpeg', buffer: await make.quartersPicture('jpeg') },
  ]);
  await expect(lab.getByText('2 pictures of 3 made, 1 could not be.')).toBeVisible({ timeout: 20_000 });
  await expect(lab.getByText(/^words\.png “words\.png”/)).toBeVisible();
  await expect(status(lab)).toContainText('Scarlet macaw: 3 colours');
  if (browserName === 'firefox') return; // its driver tells of no downloads
  const { unzipSync } = await import('fflate');
  const zip = unzipSync(
    await download(page, lab, await lab.getByRole('button', { name: /^Download the zip/ }).innerText()),
  );
  expect(Object.keys(zip).sort()).toEqual(['one.png', 'two.png']);
  expect((await decoded(Buffer.from(zip['one.png']))).colors).toBe(3);
});

test('a batch is stopped', async ({ page }) => {
  test.slow();
  const lab = await openLab(page, '?color-quantization.mode=best&color-quantization.k=256');
  await settled(lab, '256 colours');
  const buffer = await make.photo(1500, 1000);
  await unfold(lab, 'Several pictures at once');
  const chooser = lab.getByLabel('Choose several pictures').locator('input[type=file]');
  await expect(chooser).toBeEnabled();
  await chooser.setInputFiles(
    Array.from({ length: 8 }, (_, i) => ({ name: `${i}.jpg`, mimeType: 'image/jpeg', buffer })),
  );
  await lab.getByRole('button', { name: 'Stop' }).click();
  await expect(lab.getByRole('button', { name: 'Again, with the settings as they are now' })).toBeVisible();
  await slider(lab).focus();
  await page.keyboard.press('Home');
  await settled(lab, 'Scarlet macaw: 1 colour');
});
