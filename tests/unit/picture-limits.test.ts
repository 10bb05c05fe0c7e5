import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PictureHeader } from '../../src/lib/picture/header.ts';
import {
  checkFileSize,
  defaultMaxPixels,
  judgeSize,
  MAX_SIDE,
  sizeToOpen,
} from '../../src/lib/picture/limits.ts';
import { openingNotes } from '../../src/lib/picture/notes.ts';

const header = (width: number, height: number, more: Partial<PictureHeader> = {}): PictureHeader => ({
  format: 'png',
  width,
  height,
  animated: false,
  bitsPerChannel: 8,
  colorModel: 'rgb',
  hasAlpha: false,
  orientation: 1,
  wideGamut: false,
  cutShort: false,
  ...more,
});

test('a picture within the limits fits, to the last pixel', () => {
  assert.deepEqual(judgeSize(header(100, 50), 5000), { fits: true });
  assert.equal(judgeSize(header(100, 51), 5000).fits, false);
  assert.deepEqual(judgeSize(header(MAX_SIDE, 1), 50e6), { fits: true });
  assert.equal(judgeSize(header(1, MAX_SIDE + 1), 50e6).fits, false);
});

test('the refusal states the size and the limit, and the offer keeps to the limit and the proportions', () => {
  const { sentence, scaled } = judgeSize(header(20_000, 20_000), 50e6, 'big.png');
  assert.equal(
    sentence,
    '“big.png” has 20,000 × 20,000 pixels (400 million); at most 50 million can be opened here.',
  );
  assert.deepEqual(scaled, { width: 7071, height: 7071 });
  const long = judgeSize(header(30_000, 400), 50e6);
  assert.match(
    long.sentence ?? '',
    /12 million.*at most 50 million can be opened here, with no side above 16,384\.$/,
  );
  assert.deepEqual(long.scaled, { width: MAX_SIDE, height: 218 });
  for (const [width, height] of [
    [65_535, 1],
    [9000, 8000],
    [3, 60_000],
    [8193, 8193],
  ]) {
    const offer = judgeSize(header(width, height), 1e6).scaled;
    assert.ok(offer && offer.width >= 1 && offer.height >= 1);
    assert.ok(offer.width * offer.height <= 1e6 && Math.max(offer.width, offer.height) <= MAX_SIDE);
  }
});

test('sizes just above the limit do not read like the limit', () => {
  assert.match(
    judgeSize(header(10_000, 5_001), 50e6).sentence ?? '',
    /\(50\.01 million\); at most 50 million/,
  );
  assert.match(judgeSize(header(30, 30), 500).sentence ?? '', /30 × 30 pixels \(900\); at most 500 can/);
});

test('what no browser could hold whole is not offered to be scaled, but a drawing always is', () => {
  assert.equal(judgeSize(header(60_000, 60_000), 50e6).scaled, undefined);
  assert.match(judgeSize(header(60_000, 60_000), 50e6).sentence ?? '', /another program/);
  assert.ok(judgeSize(header(1e9, 1e9, { format: 'svg' }), 50e6).scaled);
});

test('the size to open is the shown one, the scaled one where that is asked for, or an error', () => {
  assert.deepEqual(sizeToOpen(header(40, 20, { orientation: 6 }), {}), { width: 20, height: 40 });
  const turned = sizeToOpen(header(400, 100, { orientation: 8 }), { maxPixels: 10_000, scale: 'down' });
  assert.deepEqual(turned, { width: 50, height: 200 });
  assert.throws(() => sizeToOpen(header(400, 100), { maxPixels: 10_000, name: 'a.png' }), {
    name: 'InvalidInputError',
    message: '“a.png” has 400 × 100 pixels (40,000); at most 10,000 can be opened here.',
  });
});

test('machines of little memory get a lower limit', () => {
  assert.deepEqual([0.5, 2, 4, 8].map(defaultMaxPixels), [12e6, 12e6, 25e6, 50e6]);
  assert.equal(defaultMaxPixels(), 50e6);
});

test('a file too large to decode is refused unread', () => {
  const huge = Object.defineProperty(new Blob(['x']), 'size', { value: 2e9 });
  assert.throws(() => checkFileSize(huge, 'a.bmp'), {
    name: 'InvalidInputError',
    message: /2\u202fGB.*at most 500\u202fMB/,
  });
});

test('notes say what was done, and nothing of what was not', () => {
  const notes = (
    width: number,
    height: number,
    more: Partial<PictureHeader> = {},
    opened = { width, height },
  ) => openingNotes(header(width, height, more), opened);
  assert.deepEqual(notes(10, 10), []);
  assert.deepEqual(notes(10, 10, { animated: true, frames: 12 }), [
    'The picture is an animation of 12 frames; its first frame was taken.',
  ]);
  assert.deepEqual(notes(40, 20, { orientation: 6 }, { width: 20, height: 40 }), [
    'The picture was turned upright, as its file asks for.',
  ]);
  assert.match(
    notes(1, 1, { colorModel: 'cmyk', wideGamut: true }).join(),
    /^The picture is in the colours of print[^.]*\.$/,
  );
  assert.match(notes(1, 1, { wideGamut: true, profile: 'Display P3' }).join(), /beyond sRGB \(Display P3\)/);
  assert.match(notes(1, 1, { bitsPerChannel: 16 }).join(), /16 bits a channel/);
  assert.deepEqual(notes(4000, 3000, {}, { width: 400, height: 300 }), [
    'The picture was scaled down from 4,000 × 3,000 to 400 × 300 pixels.',
  ]);
  assert.deepEqual(notes(64, 32, { format: 'svg' }), [
    'The drawing (SVG) was made a picture of 64 × 32 pixels.',
  ]);
  assert.match(notes(1, 1, { cutShort: true }).join(), /cut short/);
});
