import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import type { QuantizeOptions } from '../../src/engine/color-quantization/index.ts';
import { createKmeans1d } from '../../src/engine/kmeans1d/index.ts';
import { loadColorQuantizer } from './color-quantization/load.ts';
import { FAMILIES, picture } from './color-quantization/pictures.ts';

const quantizer = await loadColorQuantizer();

/** Quantizes a picture and gives its memory back. */
function quantize(rgba: Uint8Array, options: QuantizeOptions) {
  const histogram = quantizer.histogram(rgba, rgba.length / 4, 1);
  try {
    return quantizer.quantize(histogram, options);
  } finally {
    histogram.free();
  }
}

const invalid = (message: RegExp) => ({ name: 'InvalidInputError', message });

/** Squared distance of two colours in sRGB, alpha left out. */
function squared(a: ArrayLike<number>, i: number, b: ArrayLike<number>, j: number): number {
  return (a[i] - b[j]) ** 2 + (a[i + 1] - b[j + 1]) ** 2 + (a[i + 2] - b[j + 2]) ** 2;
}

describe('a solution', () => {
  for (const family of [0, 1, 4, 5]) {
    test(`of ${FAMILIES[family]} is a fixed point of Lloyd's two steps`, () => {
      const rgba = picture(family, 2500, 7 + family);
      const { centroids, cost, converged, palette, counts } = quantize(rgba, {
        k: 9,
        mode: 'best',
        tolerance: 0,
      });
      assert.ok(converged);
      assert.equal(palette.length, 36);
      assert.equal(
        counts.reduce((a, b) => a + b),
        2500,
      );
      const sums = Array.from({ length: 9 }, () => [0, 0, 0, 0]);
      let found = 0;
      for (let i = 0; i < rgba.length; i += 4) {
        const distances = sums.map((_, j) => squared(rgba, i, centroids, 4 * j));
        const least = Math.min(...distances);
        const sum = sums[distances.indexOf(least)];
        for (let c = 0; c < 3; c++) sum[c] += rgba[i + c];
        sum[3]++;
        found += least;
      }
      sums.forEach(([r, g, b, n], j) => {
        const mean = [r / n, g / n, b / n];
        assert.ok(squared(mean, 0, centroids, 4 * j) < 1e-6, `centroid ${j} is not the mean of its colours`);
      });
      assert.ok(Math.abs(found - cost) < 1e-6 * cost);
    });
  }

  test('never costs more after a step of the exact passes', () => {
    for (let family = 0; family < FAMILIES.length; family++) {
      const histogram = quantizer.histogram(picture(family, 3000, 60), 3000, 1);
      const steps = quantizer.steps(histogram, { k: 12, tolerance: 0 });
      let before = Number.POSITIVE_INFINITY;
      for (const { phase, cost } of steps) {
        if (phase !== 'passes') continue;
        assert.ok(cost <= before * (1 + 1e-9) + 1e-6, `${FAMILIES[family]}: from ${before} to ${cost}`);
        before = cost;
      }
      histogram.free();
    }
  });

  test('of a gray picture is the optimum, within what kmeans1d proves', async () => {
    const wasm = await readFile('src/engine/kmeans1d/kmeans1d.wasm');
    const kmeans1d = await createKmeans1d(await WebAssembly.compile(wasm));
    for (const seed of [1, 2, 3]) {
      const rgba = picture(3, 4000, seed);
      const levels = Float64Array.from({ length: 4000 }, (_, i) => rgba[4 * i]);
      for (const k of [2, 5, 16, 60]) {
        const { inertia, gap } = kmeans1d.cluster(levels, k);
        for (const mode of ['fast', 'best'] as const) {
          const { cost, optimal } = quantize(rgba, { k, mode });
          assert.ok(optimal);
          assert.ok(
            Math.abs(cost / 3 - inertia) <= gap + 1e-9 * inertia,
            `k = ${k}: ${cost / 3}, ${inertia}`,
          );
        }
      }
    }
  });

  test('on one channel stays close to the optimum that kmeans1d knows, and never under it', async () => {
    const wasm = await readFile('src/engine/kmeans1d/kmeans1d.wasm');
    const kmeans1d = await createKmeans1d(await WebAssembly.compile(wasm));
    for (const seed of [1, 2, 3]) {
      const rgba = picture(4, 4000, seed);
      const levels = Float64Array.from({ length: 4000 }, (_, i) => rgba[4 * i]);
      for (const k of [2, 5, 16]) {
        const { inertia, gap } = kmeans1d.cluster(levels, k);
        const { cost } = quantize(rgba, { k, mode: 'best' });
        assert.ok(cost >= inertia - gap - 1e-9 * inertia, `k = ${k}: ${cost} is under ${inertia}`);
        assert.ok(cost <= inertia * 1.01, `k = ${k}: ${cost} is over ${inertia}`);
      }
    }
  });

  test('of fewer colours than k is exactly those colours', () => {
    const rgba = Uint8Array.of(9, 8, 7, 255, 200, 100, 50, 255, 9, 8, 7, 255, 0, 0, 0, 0);
    for (const space of ['srgb', 'oklab', 'linear'] as const) {
      const { palette, mse, psnr, optimal } = quantize(rgba, { k: 12, space });
      assert.deepEqual([...palette], [0, 0, 0, 0, 9, 8, 7, 255, 200, 100, 50, 255]);
      assert.equal(mse, 0);
      assert.equal(psnr, Number.POSITIVE_INFINITY);
      assert.ok(optimal);
    }
  });

  test('keeps locked colours first, and does better than without the others', () => {
    const rgba = picture(1, 3000, 4);
    const locked = Uint8Array.of(255, 0, 0, 255, 0, 0, 0, 255);
    const { palette, mse } = quantize(rgba, { k: 8, locked });
    assert.deepEqual([...palette.subarray(0, 8)], [...locked]);
    assert.ok(mse < quantize(rgba, { k: 2, locked }).mse);
  });

  test('in OKLab looks nearer, in sRGB is nearer by squared error', () => {
    const rgba = picture(0, 5000, 12);
    const [srgb, oklab] = (['srgb', 'oklab'] as const).map((space) =>
      quantize(rgba, { k: 32, space, mode: 'best' }),
    );
    assert.ok(oklab.deltaE < srgb.deltaE && srgb.mse < oklab.mse);
  });

  test('is the same for the same seed', () => {
    const rgba = picture(1, 3000, 9);
    const of = (seed: number) => [...quantize(rgba, { k: 20, mode: 'best', seed }).palette];
    assert.deepEqual(of(3), of(3));
  });
});

describe('a remapped picture', () => {
  test('has each pixel at its nearest colour, with or without the histogram', () => {
    for (const family of [0, 1, 5]) {
      const rgba = picture(family, 2000, 31);
      const palette = picture(0, 40, 5);
      const { indices, rgba: out, mse } = quantizer.remap(rgba, palette);
      let error = 0;
      for (let i = 0; i < indices.length; i++) {
        const distances = Array.from({ length: 40 }, (_, j) => squared(rgba, 4 * i, palette, 4 * j));
        assert.equal(distances[indices[i]], Math.min(...distances));
        assert.deepEqual(
          [...out.subarray(4 * i, 4 * i + 4)],
          [...palette.subarray(4 * indices[i], 4 * indices[i] + 4)],
        );
        error += distances[indices[i]];
      }
      assert.ok(Math.abs(mse - error / 6000) < 1e-9 * mse);
      const histogram = quantizer.histogram(rgba, 2000, 1);
      assert.deepEqual(quantizer.remap(rgba, palette, { histogram }).indices, indices);
      histogram.free();
    }
  });

  test('of several tiles has no seams', () => {
    const pixels = 65_536 * 2 + 77;
    const rgba = picture(1, pixels, 2);
    const histogram = quantizer.histogram(rgba, pixels, 1);
    assert.equal(histogram.pixels, pixels);
    const { palette, mse } = quantizer.quantize(histogram, { k: 6 });
    const remapped = quantizer.remap(rgba, palette, { histogram });
    assert.equal(remapped.mse, mse);
    for (const i of [0, 65_535, 65_536, 131_072, pixels - 1]) {
      const distances = Array.from({ length: 6 }, (_, j) => squared(rgba, 4 * i, palette, 4 * j));
      assert.equal(distances[remapped.indices[i]], Math.min(...distances));
    }
    histogram.free();
  });

  test('with dithering comes nearer in the mean of a ramp than without', () => {
    const width = 256;
    const rgba = new Uint8Array(4 * width * 32).map((_, i) => (i % 4 === 3 ? 255 : (i >> 2) % width));
    const palette = Uint8Array.of(0, 0, 0, 255, 255, 255, 255, 255);
    const blockError = (out: Uint8ClampedArray) => {
      let sum = 0;
      for (let x = 0; x < width; x += 16) {
        let difference = 0;
        for (let y = 0; y < 32; y++)
          for (let dx = 0; dx < 16; dx++) {
            const i = 4 * (y * width + x + dx);
            difference += out[i] - rgba[i];
          }
        sum += Math.abs(difference) / (32 * 16);
      }
      return sum / (width / 16);
    };
    const plain = blockError(quantizer.remap(rgba, palette).rgba);
    for (const dither of ['floyd-steinberg', 'atkinson', 'blue-noise', 'ordered'] as const) {
      const { rgba: out, indices } = quantizer.remap(rgba, palette, { dither, width });
      assert.deepEqual(new Set(indices), new Set([0, 1]));
      assert.ok(blockError(out) < plain / 2, `${dither}: ${blockError(out)}, without ${plain}`);
    }
  });
});

describe('a histogram', () => {
  test('counts distinct colours, and all transparent ones as one', () => {
    const histogram = quantizer.histogram(
      Uint8Array.of(1, 2, 3, 0, 4, 5, 6, 0, 1, 2, 3, 255, 1, 2, 3, 9),
      2,
      2,
    );
    const { pixels, distinct, transparent, opaque } = histogram;
    assert.deepEqual(
      { pixels, distinct, transparent, opaque },
      { pixels: 4, distinct: 3, transparent: 2, opaque: false },
    );
    histogram.free();
  });

  test('gives cells whose counts add up', () => {
    const histogram = quantizer.histogram(picture(0, 5000, 3), 5000, 1);
    const { colors, counts } = histogram.cells(200);
    assert.ok(counts.length > 100 && counts.length <= 200);
    assert.equal(colors.length, 4 * counts.length);
    assert.equal(
      counts.reduce((a, b) => a + b),
      5000,
    );
    histogram.free();
  });

  test('of a large picture takes at most 16 bytes a pixel', async () => {
    const fresh = await loadColorQuantizer();
    const pixels = 4_000_000;
    const rgba = new Uint8Array(4 * pixels);
    for (let i = 0; i < pixels; i++) {
      const [x, y] = [i % 2000, Math.floor(i / 2000)]; // some 200,000 colours
      rgba.set([x >> 3, y >> 3, ((x ^ y) >> 2) & 31, 255], 4 * i);
    }
    const histogram = fresh.histogram(rgba, 2000, 2000);
    assert.ok(histogram.distinct > 100_000);
    const { palette } = fresh.quantize(histogram, { k: 64 });
    const { indices, rgba: out } = fresh.remap(rgba, palette, { histogram });
    const bytes = fresh.memoryBytes() + indices.byteLength + out.byteLength;
    assert.ok(bytes <= 16 * pixels, `${(bytes / pixels).toFixed(1)} bytes a pixel`);
    histogram.free();
  });

  test('gives its memory back, and says so when it is used again', async () => {
    const fresh = await loadColorQuantizer();
    const rgba = picture(0, 20_000, 3);
    const use = () => {
      const histogram = fresh.histogram(rgba, 200, 100);
      fresh.quantize(histogram, { k: 30, mode: 'best' });
      fresh.quantize(histogram, { k: 3, space: 'oklab' });
      fresh.remap(rgba, rgba.subarray(0, 40), { histogram, dither: 'blue-noise', width: 200 });
      histogram.free();
      return histogram;
    };
    for (let i = 0; i < 3; i++) use();
    const before = fresh.memoryBytes();
    for (let i = 0; i < 10; i++) use();
    assert.equal(fresh.memoryBytes(), before);
    assert.throws(() => fresh.quantize(use(), { k: 2 }), /was freed/);
  });
});

describe('what cannot be done is said', () => {
  const rgba = picture(1, 100, 1);
  test('about pictures', () => {
    assert.throws(() => quantizer.histogram(rgba, 0, 10), invalid(/A picture of 0 by 10 pixels has none/));
    assert.throws(() => quantizer.histogram(rgba, 10, 11), invalid(/has 440 bytes \(RGBA\), not 400/));
    assert.throws(() => quantizer.histogram(rgba, 2 ** 15, 2 ** 14), invalid(/at most 268,435,456/));
  });

  const refused: [Partial<QuantizeOptions>, RegExp][] = [
    [{ k: 0 }, /from 1 to 256, not 0/],
    [{ k: 257 }, /from 1 to 256, not 257/],
    [{ k: 2.5 }, /not 2\.5/],
    [{ k: Number.NaN }, /not NaN/],
    [{ space: 'hsv' as 'srgb' }, /There is no space “hsv”; there are srgb, oklab, linear/],
    [{ mode: 'toString' as 'fast' }, /There is no mode/],
    [{ alpha: 'maybe' as 'blend' }, /There is no alpha/],
    [{ seed: -1 }, /seed must be a whole number/],
    [{ tolerance: 2 }, /tolerance must be/],
    [{ k: 1, locked: new Uint8Array(8) }, /2 colours are locked, which is more than the 1 wanted/],
    [{ locked: new Uint8Array(7) }, /locked colours have 4 bytes each/],
    [{ k: 3, start: new Uint8Array(4) }, /1 colours to start from, and 3 are needed/],
  ];
  for (const [options, message] of refused) {
    test(`about ${JSON.stringify(options)}`, () => {
      assert.throws(() => quantize(rgba, { k: 4, ...options }), invalid(message));
    });
  }

  test('about remapping', () => {
    assert.throws(() => quantizer.remap(rgba, new Uint8Array(0)), invalid(/1 to 256 colours/));
    assert.throws(() => quantizer.remap(rgba, new Uint8Array(4 * 257)), invalid(/1 to 256 colours/));
    const palette = new Uint8Array(4);
    assert.throws(
      () => quantizer.remap(rgba, palette, { dither: 'ordered' }),
      invalid(/how many pixels a row/),
    );
    assert.throws(
      () => quantizer.remap(rgba, palette, { dither: 'ordered', width: 33 }),
      invalid(/no rows of 33/),
    );
    assert.throws(() => quantizer.remap(rgba, palette, { strength: 2 }), invalid(/strength of dithering/));
  });

  test('and leaves the quantizer usable', () => {
    assert.equal(quantize(rgba, { k: 4 }).palette.length, 16);
  });
});
