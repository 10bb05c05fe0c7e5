import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import * as make from '../fixtures/pictures.ts';
import type { pictures } from './fixtures/picture/page.ts';
import { expect, test } from './fixtures/picture/site.ts';

type Asked = NonNullable<Parameters<typeof pictures.open>[1]>;

/** The middles of the four quarters, row by row. */
const MIDDLES: [number, number][] = [
  [0.25, 0.25],
  [0.75, 0.25],
  [0.25, 0.75],
  [0.75, 0.75],
];

/** Where the quarters 0 to 3 come to lie by each orientation of EXIF. */
const TURNED: Record<number, number[]> = {
  1: [0, 1, 2, 3],
  2: [1, 0, 3, 2],
  3: [3, 2, 1, 0],
  4: [2, 3, 0, 1],
  5: [0, 2, 1, 3],
  6: [2, 0, 3, 1],
  7: [3, 1, 2, 0],
  8: [1, 3, 0, 2],
};

test.beforeEach(async ({ page }) => {
  await page.goto('./');
  await page.waitForFunction(() => window.pictures !== undefined);
});

const open = (page: Page, address: string, asked: Asked = {}) =>
  page.evaluate(([address, asked]) => window.pictures.open(address, asked), [
    address,
    { points: MIDDLES, ...asked },
  ] as [string, Asked]);

/** Fails unless the quarters are there in this order, each channel within `tolerance`. */
function expectQuarters(colors: number[][] | undefined, order = [0, 1, 2, 3], tolerance = 3): void {
  expect(colors).toHaveLength(4);
  colors?.forEach((color, i) => {
    const wanted = [...make.QUARTERS[order[i]], 255];
    const off = Math.max(...color.map((value, channel) => Math.abs(value - wanted[channel])));
    expect(off, `quarter ${i}: ${color}, wanted ${wanted}`).toBeLessThanOrEqual(tolerance);
  });
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const pixelsOf = (file: Buffer) => sharp(file).ensureAlpha().raw().toBuffer();

for (const [name, file] of [
  ['q.png', () => make.quartersPicture('png')],
  ['q.jpg', () => make.quartersPicture('jpeg')],
  ['progressive.jpg', make.progressiveJpeg],
  ['q.webp', () => make.quartersPicture('webp')],
  ['lossy.webp', make.lossyWebp],
  ['q.avif', () => make.quartersPicture('avif')],
  ['q.gif', () => make.quartersPicture('gif')],
  ['q.bmp', async () => make.bmp()],
  ['top-down.bmp', async () => make.bmp(64, 32, true)],
] as const) {
  test(`${name} opens as it is, with no note`, async ({ page, site }) => {
    const opened = await open(page, await site.add(name, await file()));
    expect(opened).toMatchObject({ width: 64, height: 32, notes: [] });
    expectQuarters(opened.colors, undefined, name === 'progressive.jpg' || name === 'lossy.webp' ? 12 : 3);
  });
}

test('every pixel of a lossless picture is exact, whatever its size', async ({ page, site }) => {
  for (const [width, height] of [
    [1, 1],
    [37, 23],
    [1201, 907], // more than a band, and no whole number of them
    [3, 2000],
  ]) {
    const file = await make.photo(width, height, 'png');
    const opened = await open(page, await site.add(`exact-${width}.png`, file));
    expect(opened).toMatchObject({ width, height, hash: sha256(await pixelsOf(file)) });
  }
});

test('a picture is turned by its orientation, in JPEG, PNG and AVIF', async ({ page, site }) => {
  for (const [type, turned] of [
    ['jpg', make.turnedJpeg],
    ['png', make.turnedPng],
    ['avif', make.turnedAvif],
  ] as const) {
    for (let orientation = 1; orientation <= 8; orientation++) {
      const opened = await open(page, await site.add(`${orientation}.${type}`, await turned(orientation)));
      const sides = orientation < 5 ? { width: 64, height: 32 } : { width: 32, height: 64 };
      expect(opened, `${type} ${orientation}`).toMatchObject(sides);
      expectQuarters(opened.colors, TURNED[orientation]);
      expect(opened.notes).toEqual(
        orientation === 1 ? [] : ['The picture was turned upright, as its file asks for.'],
      );
    }
  }
});

test('wide gamut, 16 bits and CMYK are converted, and it is said', async ({ page, site }) => {
  for (const [name, file] of [
    ['p3.png', await make.displayP3Png()],
    ['p3.jpg', await make.displayP3Jpeg()],
  ] as const) {
    const opened = await open(page, await site.add(name, file));
    expectQuarters(opened.colors);
    expect(opened.notes).toEqual([
      'The picture has colours beyond sRGB (sP3C); they were converted to sRGB.',
    ]);
  }
  const deep = await open(page, await site.add('deep.png', await make.deepPng()));
  expectQuarters(deep.colors);
  expect(deep.notes).toEqual(['The picture has 16 bits a channel; they were rounded to 8.']);
  const print = await open(page, await site.add('print.jpg', await make.cmykJpeg()));
  expectQuarters(print.colors, undefined, 75); // what colours of print are on screens is each browser's own
  expect(print.notes).toHaveLength(1);
  expect(print.notes?.[0]).toContain('CMYK');
});

test('of an animation the first frame is taken, and it is said', async ({ page, site }) => {
  for (const [name, file, of] of [
    ['a.gif', await make.animated('gif'), ''],
    ['a.webp', await make.animated('webp'), ' of 3 frames'],
    ['a.png', make.animatedPng(), ' of 2 frames'],
  ] as const) {
    const opened = await open(page, await site.add(name, file));
    expect(opened.colors?.[0]).toEqual([255, 0, 0, 255]);
    expect(opened.notes).toEqual([`The picture is an animation${of}; its first frame was taken.`]);
  }
});

test('transparent pixels are four zeros, semi-transparent ones nearly what they were', async ({
  page,
  site,
}) => {
  const points = [0.1, 0.3, 0.5, 0.7, 0.9].map((x): [number, number] => [x, 0.5]);
  const { colors = [] } = await open(page, await site.add('a.png', await make.alphaStepsPng()), { points });
  expect(colors[0]).toEqual([0, 0, 0, 0]);
  expect(colors[4]).toEqual([200, 40, 90, 255]);
  for (const [i, alpha] of [64, 128, 192].entries()) {
    const [r, g, b, a] = colors[i + 1];
    expect(a).toBe(alpha);
    expect(Math.max(Math.abs(r - 200), Math.abs(g - 40), Math.abs(b - 90))).toBeLessThanOrEqual(255 / alpha);
  }
  const clear = await open(page, await site.add('clear.png', await make.transparentPng()));
  expect(clear.hash).toBe(sha256(Buffer.alloc(32 * 32 * 4)));
});

test('a drawing is made a picture of the size it asks for', async ({ page, site }) => {
  const asIs = await open(page, await site.add('a.svg', make.svg()));
  expect(asIs).toMatchObject({ width: 64, height: 32 });
  expectQuarters(asIs.colors, undefined, 0);
  expect(asIs.notes).toEqual(['The drawing (SVG) was made a picture of 64 × 32 pixels.']);
  const unsized = await open(page, await site.add('b.svg', make.svg('viewBox="0 0 64 32"')));
  expect(unsized).toMatchObject({ width: 1024, height: 512 });
  expectQuarters(unsized.colors, undefined, 0);
  const smaller = await open(page, await site.add('c.svg', make.svg()), { maxPixels: 512, scale: 'down' });
  expect(smaller).toMatchObject({ width: 32, height: 16 });
  expectQuarters(smaller.colors, undefined, 0);
});

test('a drawing runs no script, asks for nothing, and may have HTML in it', async ({ page, site }) => {
  const more =
    '<script>throw new Error("ran")</script><image href="https://example.org/a.png" width="9" height="9"/>' +
    '<image href="a.png" width="9" height="9"/><style>@import url(https://example.org/a.css)</style>' +
    '<foreignObject width="4" height="4"><p xmlns="http://www.w3.org/1999/xhtml" onclick="x()">a</p></foreignObject>';
  const opened = await open(page, await site.add('wild.svg', make.svg(undefined, more)));
  expectQuarters(opened.colors, undefined, 0);
});

test('a drawing that is no well-formed XML is refused', async ({ page, site }) => {
  const address = await site.add('bad.svg', Buffer.from('<svg width="10" height="10"><g></svg>'));
  expect((await open(page, address)).message).toMatch(
    /^“bad.svg” cannot be drawn: its text is no well-formed SVG/,
  );
});

test('what cannot be opened is refused by a sentence with its name', async ({ page, site }) => {
  const files = {
    ...(await make.otherFiles()),
    'zero.png': make.statedPng(0, 7),
    'photo.heic': await make.heic(),
    'garbled.webp': await make.garbledWebp(),
  };
  for (const [name, file] of Object.entries(files)) {
    const ending = await open(page, await site.add(name, file));
    expect(ending.error, name).toBe('InvalidInputError');
    expect(ending.message).toContain(`“${name}”`);
  }
});

test('a file cut short is refused, or opened with a note where the browser shows what there is', async ({
  page,
  site,
}) => {
  const photo = await make.photo(400, 300, 'png');
  for (const format of ['png', 'jpeg', 'webp', 'avif', 'gif'] as const) {
    const file = make.truncated(await make.converted(photo, format), 0.6);
    const ending = await open(page, await site.add(`cut.${format}`, file));
    const sentence = ending.message ?? ending.notes?.at(-1);
    expect(sentence, format).toMatch(/cut short/);
  }
});

test('20,000 × 20,000 pixels are refused before any is decoded, and can be scaled down', async ({
  page,
  site,
}) => {
  const address = await site.add('huge.png', make.statedPng(20_000, 20_000));
  const ending = await open(page, address);
  expect(ending.message).toBe(
    '“huge.png” has 20,000 × 20,000 pixels (400 million); at most 50 million can be opened here.',
  );
  expect(ending.ms).toBeLessThan(500);
  const verdict = await page.evaluate((address) => window.pictures.judge(address, 50e6), address);
  expect(verdict.scaled).toEqual({ width: 7071, height: 7071 });

  const turned = await site.add('turned.jpg', await make.turnedJpeg(6));
  const scaled = await open(page, turned, { maxPixels: 512, scale: 'down' });
  expect(scaled).toMatchObject({ width: 16, height: 32 });
  expectQuarters(scaled.colors, TURNED[6]);
  expect(scaled.notes?.at(-1)).toBe('The picture was scaled down from 32 × 64 to 16 × 32 pixels.');
});

test('a canvas that the browser noises, whites out or closes is noticed', async ({ page }) => {
  const told = await page.evaluate(async () => {
    const { readBack } = window.pictures;
    return [await readBack(), await readBack('noise'), await readBack('white'), await readBack('throws')];
  });
  expect(told).toEqual(['exact', 'noised', 'blocked', 'blocked']);
});

test('then the picture is read in another way, exactly', async ({ page, site }) => {
  const file = await make.photo(1201, 907, 'png');
  const address = await site.add('photo.png', file);
  const turned = await site.add('turned.jpg', await make.turnedJpeg(6));
  const hash = sha256(await pixelsOf(file));
  for (const harm of ['noise', 'white', 'throws'] as const) {
    expect((await open(page, address, { harms: [harm], pageHarms: [harm] })).hash, harm).toBe(hash);
    expectQuarters((await open(page, turned, { harms: [harm] })).colors, TURNED[6]);
    await page.reload();
  }
});

test('where there is no other way the page tries it, and the reader is told how to allow it', async ({
  page,
  site,
}) => {
  const file = await make.photo(1201, 907, 'png');
  const address = await site.add('photo.png', file);
  for (const harm of ['noise', 'white', 'throws'] as const) {
    const harms: Asked['harms'] = [harm, 'no video frame'];
    expect((await open(page, address, { harms })).hash, harm).toBe(sha256(await pixelsOf(file)));
    const told = await open(page, address, { harms, pageHarms: harms });
    expect(told.error).toBe('InvalidInputError');
    expect(told.message).toMatch(harm === 'noise' ? /adds noise.*allow this site/ : /hides the pixels/);
    await page.reload();
  }
});

test('where a worker has no canvas the page opens the picture, to the same pixels', async ({
  page,
  site,
}) => {
  const file = await make.photo(1201, 907, 'png');
  const address = await site.add('photo.png', file);
  const hash = sha256(await pixelsOf(file));
  expect((await open(page, address, { harms: ['no canvas'] })).hash).toBe(hash);
  expect((await open(page, address, { onPage: true })).hash).toBe(hash);
  expectQuarters((await open(page, await site.add('a.svg', make.svg()), { onPage: true })).colors);
});

test('a photo of 12 megapixels opens in a worker, and the page stays free', async ({
  page,
  site,
  browserName,
}) => {
  const address = await site.add('photo.jpg', await make.photo(4000, 3000));
  const opened = await open(page, address);
  expect(opened).toMatchObject({ width: 4000, height: 3000, notes: [] });
  // Firefox decodes for its workers on the page's own thread.
  if (browserName === 'chromium') expect(opened.longestPause).toBeLessThan(100);
  expect(opened.ms).toBeLessThan(10_000);
});
