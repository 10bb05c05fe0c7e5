import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gaussian, seeded } from '../../../src/engine/random.ts';
import type { Picture } from '../../../src/engine/style-transfer/picture.ts';
import { colorStatistics, withColorsOf } from '../../../src/engine/style-transfer/stylize/index.ts';

/** Pixels of a normal distribution: mean + mix * noise. */
function cloud(seed: number, mean: number[], mix: number[][], pixels = 500): Picture {
  const random = seeded(seed);
  const data = new Float32Array(pixels * 3);
  for (let i = 0; i < data.length; i += 3) {
    const noise = mix[0].map(() => gaussian(random));
    for (let c = 0; c < 3; c++)
      data[i + c] = mean[c] + mix[c].reduce((sum, weight, k) => sum + weight * noise[k], 0);
  }
  return { width: pixels, height: 1, data };
}

const photo = cloud(1, [90, 120, 150], [[30, 5, 0], [20, 20, 4], [10, 0, 25]]); // biome-ignore format: rows
const painting = cloud(2, [160, 140, 60], [[10, 0, 20], [40, 10, 0], [5, 30, 10]]); // biome-ignore format: rows
const grey = cloud(3, [100, 100, 100], [[40], [40], [40]]);
const plain = cloud(4, [10, 200, 30], [[0], [0], [0]]);

function assertNear(a: ArrayLike<number>, b: ArrayLike<number>, tolerance: number): void {
  for (let i = 0; i < b.length; i++)
    assert.ok(Math.abs(a[i] - b[i]) <= tolerance * (1 + Math.abs(b[i])), `${i}: ${a[i]} is not ${b[i]}`);
}

test('the painting takes mean and covariance of the photo', () => {
  const [matched, expected] = [colorStatistics(withColorsOf(painting, photo)), colorStatistics(photo)];
  assertNear(matched.mean, expected.mean, 1e-5);
  assertNear(matched.covariance, expected.covariance, 1e-4);
});

test('colours that are right already stay', () => {
  assertNear(withColorsOf(photo, photo).data, photo.data, 1e-4);
});

test('a painting takes the greys of a grey photo', () => {
  const matched = withColorsOf(painting, grey);
  const { mean, covariance } = colorStatistics(matched);
  const expected = colorStatistics(grey);
  assertNear(mean, expected.mean, 1e-5);
  assertNear(covariance, expected.covariance, 1e-4);
  for (let i = 0; i < matched.data.length; i += 3)
    assertNear([matched.data[i], matched.data[i + 1]], [matched.data[i + 2], matched.data[i + 2]], 1e-3);
});

test('a grey painting takes mean and one direction of the photo, a plain one its mean', () => {
  const matched = colorStatistics(withColorsOf(grey, photo));
  const expected = colorStatistics(photo);
  assertNear(matched.mean, expected.mean, 1e-5);
  assert.ok(matched.covariance.every(Number.isFinite));
  // sqrt(Cov) u along the grey axis u: the variance of brightness is the photo's.
  const brightness = (covariance: Float64Array) => covariance.reduce((sum, value) => sum + value, 0);
  assert.ok(brightness(matched.covariance) > 0.5 * brightness(expected.covariance));
  const flat = withColorsOf(plain, photo);
  assertNear(flat.data.subarray(0, 3), expected.mean, 1e-5);
});

test('what rounding alone leaves of colour is not blown up', () => {
  const random = seeded(9);
  const rounded = { ...grey, data: grey.data.map((value) => value + (random() - 0.5)) };
  const { data } = withColorsOf(rounded, photo);
  const smooth = withColorsOf(grey, photo).data;
  for (let i = 0; i < data.length; i++) assert.ok(Math.abs(data[i] - smooth[i]) < 3);
});
