import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Picture } from '../../../src/engine/style-transfer/picture.ts';
import { pictureOf, resized, rgbaOf } from '../../../src/engine/style-transfer/stylize/index.ts';
import { randomPicture } from './networks.ts';

const made = (
  width: number,
  height: number,
  value: (x: number, y: number, c: number) => number,
): Picture => ({
  width,
  height,
  data: Float32Array.from({ length: width * height * 3 }, (_, i) =>
    value(Math.floor(i / 3) % width, Math.floor(i / 3 / width), i % 3),
  ),
});

const SIZES = [[1, 1], [2, 3], [7, 5], [12, 9], [24, 18], [31, 40]] as const; // biome-ignore format: one line

test('one colour stays that colour', () => {
  const colour = made(12, 9, (_x, _y, c) => 17 + 90 * c);
  for (const [width, height] of SIZES) {
    const { data } = resized(colour, width, height);
    assert.equal(data.length, width * height * 3);
    for (const [i, value] of data.entries()) assert.ok(Math.abs(value - (17 + 90 * (i % 3))) < 1e-4);
  }
});

test('a gradient stays one, but for the border', () => {
  const [W, H] = [48, 36];
  const slope = made(W, H, (x, y, c) => 2 * (x + 0.5) + 3 * (y + 0.5) + c);
  for (const [width, height] of [
    [12, 9],
    [30, 20],
    [96, 100],
  ] as const) {
    // biome-ignore format: one line
    const { data } = resized(slope, width, height);
    for (let y = 2; y < height - 2; y++)
      for (let x = 2; x < width - 2; x++)
        for (let c = 0; c < 3; c++) {
          const expected = (2 * (x + 0.5) * W) / width + (3 * (y + 0.5) * H) / height + c;
          // A triangle sampled at whole pixels hits its mean quite only where pixels are divided evenly.
          const tolerance = W % width === 0 || width > W ? 1e-3 : 0.4;
          assert.ok(Math.abs(data[(y * width + x) * 3 + c] - expected) < tolerance);
        }
  }
});

test('the same size is the picture itself', () => {
  const picture = randomPicture(9, 7);
  assert.equal(resized(picture, 9, 7), picture);
});

test('a single pixel fills any size, and any picture comes down to its mean', () => {
  const one = made(1, 1, (_x, _y, c) => 50 * c);
  assert.deepEqual(
    resized(one, 3, 2),
    made(3, 2, (_x, _y, c) => 50 * c),
  );
  const checks = made(8, 8, (x, y) => ((x + y) % 2) * 200);
  for (const value of resized(checks, 1, 1).data) assert.ok(Math.abs(value - 100) < 1e-3);
});

test('nothing is left out when a picture shrinks', () => {
  const dot = made(64, 64, (x, y) => (x === 21 && y === 40 ? 6400 : 0));
  const { data } = resized(dot, 8, 8);
  const sum = data.reduce((total, value) => total + value, 0) / 3;
  assert.ok(Math.abs(sum - 100) < 1, `${sum}`); // its 6400 over the 64 old pixels of a new one
});

test('it does by columns what it does by rows', () => {
  const picture = randomPicture(13, 8);
  const turned = ({ width, height, data }: Picture) =>
    made(height, width, (x, y, c) => data[(x * width + y) * 3 + c]);
  const [a, b] = [turned(resized(picture, 6, 11)), resized(turned(picture), 11, 6)];
  for (const [i, value] of a.data.entries()) assert.ok(Math.abs(value - b.data[i]) < 1e-4);
});

test('bytes of a canvas become a picture and back; what is transparent is white', () => {
  const rgba = new Uint8ClampedArray([1, 2, 3, 255, 250, 0, 10, 255, 9, 9, 9, 0, 0, 0, 0, 51]);
  const picture = pictureOf(rgba, 2, 2);
  assert.deepEqual([...picture.data].map(Math.round), [1, 2, 3, 250, 0, 10, 255, 255, 255, 204, 204, 204]);
  assert.deepEqual([...rgbaOf(picture).subarray(0, 12)], [1, 2, 3, 255, 250, 0, 10, 255, 255, 255, 255, 255]);
  const wild = { width: 1, height: 1, data: new Float32Array([-40, 300, 99.6]) };
  assert.deepEqual([...rgbaOf(wild)], [0, 255, 100, 255]);
});
