import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { seeded } from '../../src/engine/random.ts';
import { type PictureHeader, readPictureHeader, shownSize } from '../../src/lib/picture/header.ts';
import * as make from '../fixtures/pictures.ts';

const read = (bytes: Buffer, name = 'a picture') =>
  readPictureHeader(new Blob([new Uint8Array(bytes)]), name);
const invalid = (sentence: RegExp) => (error: Error) => {
  assert.equal(error.name, 'InvalidInputError', error.stack);
  assert.match(error.message, sentence);
  return true;
};

/** What the header of each picture must say, beside 64 × 32 pixels, 8 bits, RGB, upright, still, whole. */
const EXPECTED: [string, Promise<Buffer> | Buffer, Partial<PictureHeader>][] = [
  ['PNG', make.quartersPicture('png'), { format: 'png' }],
  [
    'PNG with a palette',
    make.eightColorPng(64, 64, true),
    { format: 'png', height: 64, colorModel: 'indexed' },
  ],
  ['PNG with alpha', make.transparentPng(), { format: 'png', width: 32, hasAlpha: true }],
  ['PNG of 16 bits', make.deepPng(), { format: 'png', bitsPerChannel: 16 }],
  ['PNG of one bit', make.blackPng(64, 32), { format: 'png', bitsPerChannel: 1, colorModel: 'gray' }],
  ['turned PNG', make.turnedPng(6), { format: 'png', orientation: 6, profile: 'sRGB' }],
  ['APNG', make.animatedPng(), { format: 'png', width: 6, height: 4, animated: true, frames: 2 }],
  ['wide PNG', make.displayP3Png(), { format: 'png', wideGamut: true, profile: 'sP3C' }],
  ['JPEG', make.quartersPicture('jpeg'), { format: 'jpeg' }],
  ['progressive JPEG', make.progressiveJpeg(), { format: 'jpeg' }],
  ['gray JPEG', make.grayJpeg(), { format: 'jpeg', colorModel: 'gray' }],
  ['CMYK JPEG', make.cmykJpeg(), { format: 'jpeg', colorModel: 'cmyk', profile: 'Chemical proof' }],
  ['wide JPEG', make.displayP3Jpeg(), { format: 'jpeg', wideGamut: true, profile: 'sP3C' }],
  ['lossless WebP', make.quartersPicture('webp'), { format: 'webp' }],
  ['lossy WebP', make.lossyWebp(), { format: 'webp' }],
  ['extended WebP', make.turnedWebp(6), { format: 'webp', profile: 'sRGB' }],
  [
    'animated WebP',
    make.animated('webp'),
    { format: 'webp', width: 24, height: 16, animated: true, frames: 3 },
  ],
  ['AVIF', make.quartersPicture('avif'), { format: 'avif' }],
  ['AVIF of 10 bits', make.deepAvif(), { format: 'avif', bitsPerChannel: 10 }],
  ['AVIF with alpha', make.alphaAvif(), { format: 'avif', hasAlpha: true }],
  ['HEIC', make.heic(), { format: 'heic' }],
  ['GIF', make.quartersPicture('gif'), { format: 'gif', colorModel: 'indexed', hasAlpha: true }],
  [
    'animated GIF',
    make.animated('gif'),
    { format: 'gif', width: 24, height: 16, colorModel: 'indexed', animated: true, hasAlpha: true },
  ],
  ['BMP', make.bmp(), { format: 'bmp' }],
  ['BMP from the top', make.bmp(64, 32, true), { format: 'bmp' }],
  ['SVG', make.svg(), { format: 'svg', hasAlpha: true }],
];

describe('the header tells what a picture is', () => {
  for (const [name, file, told] of EXPECTED) {
    test(name, async () => {
      assert.deepEqual(await read(await file), {
        width: 64,
        height: 32,
        animated: false,
        bitsPerChannel: 8,
        colorModel: 'rgb',
        hasAlpha: false,
        orientation: 1,
        wideGamut: false,
        cutShort: false,
        ...told,
      });
    });
  }
});

test('all eight orientations are read from JPEG, PNG and AVIF; quarter turns swap the sides', async () => {
  for (const turned of [make.turnedJpeg, make.turnedPng, make.turnedAvif]) {
    for (let orientation = 1; orientation <= 8; orientation++) {
      const header = await read(await turned(orientation));
      assert.equal(header.orientation, orientation, turned.name);
      const sides = orientation < 5 ? { width: 64, height: 32 } : { width: 32, height: 64 };
      assert.deepEqual(shownSize(header), sides);
    }
  }
});

test('a picture goes by its bytes, whatever its name or type say', async () => {
  const file = new File([new Uint8Array(await make.quartersPicture('webp'))], 'a.jpg', { type: 'image/png' });
  assert.equal((await readPictureHeader(file)).format, 'webp');
});

test('of a large file a few slices are read', async () => {
  const photo = await make.photo(1200, 900, 'png');
  const blob = new Blob([new Uint8Array(photo)]);
  let bytes = 0;
  const slice = blob.slice.bind(blob);
  blob.slice = (from = 0, to = blob.size) => {
    bytes += Math.min(to, blob.size) - from;
    return slice(from, to);
  };
  for (const method of ['arrayBuffer', 'stream', 'text'] as const)
    blob[method] = () => assert.fail('read whole');
  assert.equal((await readPictureHeader(blob)).width, 1200);
  assert.ok(photo.length > 1_000_000 && bytes < 200_000, `${bytes} of ${photo.length}`);
});

describe('what is no picture that browsers open is refused by its name', () => {
  const sentences: Record<string, RegExp> = {
    'scan.tif':
      /^“scan.tif” is a TIFF picture.*browsers cannot open\. Save it as PNG or JPEG and try again\.$/,
    'layers.psd': /Photoshop/,
    'paper.pdf': /PDF document\. Save the page/,
    'site.ico': /icon/,
    'photo.jxl': /JPEG XL/,
    'clip.mp4': /a video\. Save a still/,
    'archive.zip': /zip archive/,
    'drawing.svgz': /Unpack it/,
    'page.html': /web page/,
    'notes.txt': /is a text\. Choose a JPEG, PNG/,
    'noise.bin': /is not a picture/,
  };
  test('each of them', async () => {
    for (const [name, file] of Object.entries(await make.otherFiles())) {
      await assert.rejects(read(file, name), invalid(sentences[name]), name);
    }
  });
  test('an empty file', () =>
    assert.rejects(read(Buffer.alloc(0), 'a.png'), invalid(/^“a.png” is empty\.$/)));
  test('XML that is no drawing', async () => {
    await assert.rejects(read(Buffer.from('<?xml version="1.0"?><feed></feed>')), invalid(/is a text/));
  });
  test('a pasted picture has no name', () =>
    assert.rejects(readPictureHeader(new Blob(['x'])), invalid(/^The picture is a text/)));
});

test('a size of zero, a damaged and a cut header are each said', async () => {
  await assert.rejects(read(make.statedPng(0, 5)), invalid(/0 × 5 pixels, so there is no picture/));
  await assert.rejects(read(make.bmp(0, 0)), invalid(/0 × 0 pixels/));
  await assert.rejects(read(make.svg('width="0" height="10"')), invalid(/0 × 10 pixels/));
  const png = make.statedPng(5, 5);
  png[25] = 9;
  await assert.rejects(read(png), invalid(/is damaged: it states a colour type 9/));
  await assert.rejects(read(png.subarray(0, 20)), invalid(/is cut short/));
  await assert.rejects(
    read(Buffer.from('ffd8ffe00002ffd9', 'hex')),
    invalid(/is damaged: it states no size/),
  );
});

test('a file that ends before its picture is known to be cut short', async () => {
  const photo = await make.photo(400, 300, 'png');
  for (const format of ['png', 'jpeg', 'webp', 'avif', 'gif'] as const) {
    const whole = await make.converted(photo, format);
    assert.equal((await read(whole)).cutShort, false, format);
    assert.equal((await read(make.truncated(whole, 0.7))).cutShort, true, format);
  }
});

test('a JPEG that browsers do not decode is refused before they try', async () => {
  const jpeg = Buffer.from(await make.quartersPicture('jpeg'));
  jpeg[jpeg.indexOf(Buffer.from([0xff, 0xc0])) + 1] = 0xc3;
  await assert.rejects(read(jpeg), invalid(/lossless/));
});

test('whatever the bytes, a header is read or refused, soon', { timeout: 60_000 }, async () => {
  const random = seeded(7);
  const files = [
    ...(await Promise.all(EXPECTED.map(([, file]) => file))),
    await make.otherFiles().then(Object.values),
  ].flat();
  const attempt = async (bytes: Buffer) => {
    const begun = performance.now();
    try {
      const { width, height } = await read(bytes);
      assert.ok(width >= 1 && height >= 1 && Number.isInteger(width) && Number.isInteger(height));
    } catch (error) {
      assert.equal(
        (error as Error).name,
        'InvalidInputError',
        `${(error as Error).stack}\n${bytes.toString('hex').slice(0, 400)}`,
      );
    }
    assert.ok(performance.now() - begun < 3000, bytes.toString('hex').slice(0, 400));
  };
  for (const file of files) {
    const small = file.subarray(0, 4000);
    for (let i = 0; i < 25; i++) await attempt(small.subarray(0, Math.floor(random() * small.length)));
    for (let i = 0; i < 25; i++) {
      const changed = Buffer.from(small);
      for (let j = 0; j < 1 + i / 3; j++)
        changed[Math.floor(random() * Math.min(changed.length, 300))] = random() * 256;
      await attempt(changed);
    }
    for (let i = 0; i < 10; i++) {
      const tail = Buffer.from(Array.from({ length: 300 }, () => random() * 256));
      await attempt(Buffer.concat([small.subarray(0, 4 + Math.floor(random() * 30)), tail]));
    }
  }
});
