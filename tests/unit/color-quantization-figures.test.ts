import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { benchTables } from '../../src/components/color-quantization/bench-tables.ts';
import { lloydPicture } from '../../src/components/color-quantization/figures/descent.build.ts';
import { descend, paletteAt, startOf } from '../../src/components/color-quantization/figures/descent.ts';
import computedDithers from '../../src/components/color-quantization/figures/dither.build.ts';
import { BLOCK, blockError } from '../../src/components/color-quantization/figures/dithers.ts';
import computedGray from '../../src/components/color-quantization/figures/gray.build.ts';
import { roundsOfOldRule } from '../../src/components/color-quantization/figures/old-rule.ts';
import { openFigure } from '../../src/components/color-quantization/figures/open.build.ts';
import { CLOUD, DITHER, LLOYD } from '../../src/components/color-quantization/figures/settings.ts';
import computedSizes from '../../src/components/color-quantization/figures/sizes.build.ts';
import computedSpaces from '../../src/components/color-quantization/figures/spaces.build.ts';
import { cornerStart, randomStart } from '../../src/components/color-quantization/figures/starts.ts';
import { STILLS, still } from '../../src/components/color-quantization/stills.build.ts';
import { seeded } from '../../src/engine/random.ts';

const ARTICLE = 'src/content/posts/color-quantization.mdx';

/** Different colours of RGBA pixels. */
function distinct(rgba: Uint8Array): number {
  return new Set(new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.length / 4)).size;
}

async function pixelsOf(png: Uint8Array): Promise<{ rgba: Uint8Array; width: number; height: number }> {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { rgba: Uint8Array.from(data), width: info.width, height: info.height };
}

describe('stills', () => {
  test('are PNGs of no more colours than their name says, as large as the figure’s picture, made once', async () => {
    const picture = await openFigure(CLOUD.id);
    for (const k of CLOUD.ks) {
      const { rgba, width, height } = await pixelsOf(await still(`palette-${k}`));
      assert.ok(distinct(rgba) <= k);
      assert.deepEqual([width, height], [picture.width, picture.height]);
    }
    assert.equal(still('palette-8'), still('palette-8'));
    assert.equal(distinct((await pixelsOf(await still('lab-result'))).rgba), 16);
    for (const name of STILLS) assert.ok((await still(name)).length < 100_000, name);
  });
});

describe('Lloyd’s algorithm as it is watched', () => {
  test('never raises the error, and its last assignment is the nearest colours', async () => {
    const opened = await lloydPicture;
    const { rgba, histogram } = opened;
    for (const choice of [
      { kind: 'ours' },
      { kind: 'corner' },
      { kind: 'random', seed: 17 },
      { kind: 'random', seed: 3 },
    ] as const) {
      const { palettes, errors, labels } = descend(opened, startOf(opened, choice, LLOYD.k));
      assert.equal(errors.length, 2 * palettes.length - 1);
      assert.equal(labels.length, palettes.length);
      for (let i = 1; i < errors.length; i++) assert.ok(errors[i] <= errors[i - 1], `${choice.kind}, ${i}`);
      // By hand: each pixel of the last picture against every colour.
      const last = palettes[palettes.length - 1];
      let sum = 0;
      for (let i = 0; i < histogram.pixels; i++) {
        const away = (c: number) =>
          [0, 1, 2].reduce((total, d) => total + (Number(last[4 * c + d]) - rgba[4 * i + d]) ** 2, 0);
        const least = Math.min(...Array.from({ length: LLOYD.k }, (_, c) => away(c)));
        assert.equal(away(labels[labels.length - 1][i]), least);
        sum += least;
      }
      const mse = sum / (3 * histogram.pixels);
      assert.ok(Math.abs(mse - errors[errors.length - 1]) < 0.3, `${mse} and ${errors[errors.length - 1]}`);
    }
  });

  test('colours keep their number from pass to pass: each moves to the mean of its own pixels', async () => {
    const opened = await lloydPicture;
    const { palettes, labels } = descend(opened, randomStart(opened.rgba, LLOYD.k, 17));
    for (const step of [0, 1, 5]) {
      for (let c = 0; c < LLOYD.k; c++) {
        let [count, sum] = [0, 0];
        labels[step].forEach((label, i) => {
          if (label !== c) return;
          count++;
          sum += opened.rgba[4 * i];
        });
        assert.ok(Math.abs(sum / count - Number(palettes[step + 1][4 * c])) < 4, `pass ${step}, colour ${c}`);
      }
    }
  });

  test('glides between palettes while colours move, and stands while pixels choose', () => {
    const descent = {
      palettes: [Float64Array.of(0, 0, 0, 255), Float64Array.of(100, 40, 0, 255)],
      errors: [9, 8, 7],
    };
    assert.deepEqual([...paletteAt(descent, 0)], [0, 0, 0, 255]);
    assert.deepEqual([...paletteAt(descent, 0.5)], [50, 20, 0, 255]);
    for (const time of [1, 1.5, 2]) assert.deepEqual([...paletteAt(descent, time)], [100, 40, 0, 255]);
  });

  test('starts are colours that differ', async () => {
    const { rgba } = await lloydPicture;
    for (const k of [2, 8, 30]) {
      assert.equal(distinct(cornerStart(k)), k);
      assert.equal(distinct(randomStart(rgba, k, 5)), k);
      assert.deepEqual(randomStart(rgba, k, 5), randomStart(rgba, k, 5));
    }
  });
});

describe('what the article says', () => {
  test('in shades of gray the search is never below the optimum, and at most a few per cent above it', async () => {
    for (const { title, cells } of await computedGray) {
      for (const { k, fast, best } of cells) {
        assert.ok(fast >= 0 && fast < 0.04, `${title}, ${k}: ${fast}`);
        assert.ok(best >= 0 && best <= fast, `${title}, ${k}: ${best}`);
      }
    }
  });

  test('each space wins by its own measure', async () => {
    const { srgb, oklab } = await computedSpaces;
    srgb.forEach((one, i) => {
      assert.ok(one.mse < oklab[i].mse, `squared error at k = ${one.k}`);
      assert.ok(one.deltaE > oklab[i].deltaE, `difference at k = ${one.k}`);
    });
  });

  test('dithering is worse pixel by pixel, better from afar, and larger', async () => {
    const all = await computedDithers;
    for (const k of DITHER.ks) {
      const [none, ...others] = all.filter((each) => each.k === k);
      for (const { kind, mse, blockMse, bytes } of others) {
        assert.ok(mse > none.mse && bytes > none.bytes, `${kind} at k = ${k}`);
        assert.ok(blockMse < none.blockMse, `${kind} at k = ${k}: ${blockMse} and ${none.blockMse}`);
      }
    }
  });

  test('more colours take more bytes and leave less error, and fewer bytes than all colours', async () => {
    for (const { whole, sizes } of await computedSizes) {
      sizes.forEach(({ bytes, mse }, i) => {
        assert.ok(bytes < whole);
        if (i === 0) return;
        assert.ok(bytes > sizes[i - 1].bytes && mse < sizes[i - 1].mse);
      });
    }
  });

  test('the rule of random pixels for empty clusters ends soon with enough colours, and by luck without', () => {
    const colors = Array.from({ length: 8 }, (_, i) => [255 * (i & 1), 255 * ((i >> 1) & 1), 255 * (i >> 2)]);
    const mean = (k: number) => {
      const runs = Array.from({ length: 20 }, (_, seed) => roundsOfOldRule(colors, k, seeded(seed), 1e6));
      return runs.reduce((sum, rounds) => sum + rounds, 0) / runs.length;
    };
    assert.ok(mean(2) < 50);
    assert.ok(mean(12) > 1000 && mean(12) < 16_000, String(mean(12))); // about 8 to the 4th
    assert.equal(roundsOfOldRule(colors, 12, seeded(0), 3), Number.POSITIVE_INFINITY);
  });

  test('the error of squares is that of their means', () => {
    const [size, value] = [2 * BLOCK, 40];
    const flat = new Uint8Array(4 * size * size).fill(value);
    const grain = flat.map((_, at) => (at % 4 === 3 ? value : value + (((at >> 2) % size) % 2 ? 10 : -10)));
    assert.equal(blockError(flat, grain, size, size), 0);
    assert.equal(
      blockError(
        flat,
        flat.map((each) => each + 3),
        size,
        size,
      ),
      9,
    );
  });

  test('its TypeScript runs as it stands', async () => {
    const [, code] = /```ts\n([\s\S]*?)```/.exec(readFileSync(ARTICLE, 'utf8'))!;
    const to = join(mkdtempSync(join(tmpdir(), 'article-')), 'photo-16.png');
    const script = code
      .replace("'photo.jpg'", "'src/components/color-quantization/pictures/china.webp'")
      .replace("'photo-16.png'", JSON.stringify(to));
    assert.notEqual(script, code);
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--input-type=module-typescript',
      '--eval',
      script,
    ]);
    assert.match(stdout, /^\d+ colours became 16, with a mean squared error of [\d.]+\n$/);
    assert.ok(distinct((await pixelsOf(readFileSync(to))).rgba) <= 16);
  });
});

test('the tables of the benchmark hold every contender that comes near, and dashes where nothing was measured', () => {
  const tables = benchTables({
    pictures: [
      { name: 'small', width: 10, height: 10, distinct: 3 },
      { name: 'large', width: 4000, height: 3000, distinct: 3 },
    ],
    contenders: [{ name: 'ours, sRGB, fast' }, { name: 'theirs', version: '1.2', program: true }],
    cells: [
      {
        picture: 'large',
        k: 64,
        rows: [
          { name: 'theirs', mse: 3, deltaE: 2 },
          { name: 'others', ms: { median: 50 }, mse: 3.1, deltaE: 2 },
          { name: 'ours, sRGB, fast', ms: { median: 100 }, mse: 2, deltaE: 1 },
        ],
      },
    ],
    ratios: [
      {
        picture: 'large',
        k: 64,
        mode: 'fast',
        mse: { ratio: 0.5 },
        speed: { rival: 'theirs', ratio: 12.34 },
        deltaE: { ratio: 0.25 },
      },
      { picture: 'large', k: 64, mode: 'best', mse: { ratio: 0.4 }, deltaE: { ratio: 0.2 } },
    ],
    set: { pictures: [], rows: [] },
    instant: [],
  });
  assert.equal(
    tables[0].caption,
    '12 megapixels (large) into 64 colours; without 1 that err by half as much again, or more',
  );
  assert.deepEqual(tables[0].rows, [
    { cells: ['This site’s engine, sRGB, fast', '100\u202fms', '1', '2.00', '1.00'], own: true },
    { cells: ['theirs 1.2 *', '–', '–', '3.00', '2.00'], own: false },
  ]);
  assert.deepEqual(tables[1].rows.at(-1)?.cells, ['large', 'best', '0.400']);
  assert.deepEqual(tables[3].rows.at(-2)?.cells, ['small', 'fast', '–']);
  assert.deepEqual(tables[3].rows.at(-1)?.cells, ['large', 'fast', '12']);
  assert.equal(tables.length, 4, 'tables without rows are left out');
});
