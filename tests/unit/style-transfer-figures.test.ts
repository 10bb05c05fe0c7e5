import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import {
  type BenchFigures,
  benchSentences,
  benchTables,
} from '../../src/components/style-transfer/figures/bench-tables.ts';
import { effectiveChannels } from '../../src/components/style-transfer/figures/channels.ts';
import {
  brightest,
  distance,
  gramOf,
  listed,
  moved,
  shuffledPlaces,
  unlikeChannels,
} from '../../src/components/style-transfer/figures/gram.ts';
import {
  barPath,
  type LayerShown,
  strokes,
  uniformLevels,
} from '../../src/components/style-transfer/figures/layers.ts';
import type { NineNetwork, Result } from '../../src/components/style-transfer/figures/nine-results.ts';
import { curvesOf, shownOf } from '../../src/components/style-transfer/figures/nine-shown.ts';
import { shadeOf } from '../../src/components/style-transfer/figures/sensitivity.ts';
import { packedBytesOf, VGG19_KERNELS } from '../../src/components/style-transfer/figures/sizes.ts';
import { seeded } from '../../src/engine/random.ts';

describe('the Gram figure', () => {
  const random = seeded(3);
  const maps = Array.from({ length: 4 }, () => Uint8Array.from({ length: 400 }, () => 256 * random()));

  test('the matrix is that of its definition', () => {
    const [[own, both], [, other]] = gramOf([Uint8Array.of(255, 0, 51), Uint8Array.of(255, 255, 102)]);
    assert.ok(Math.abs(own - (1 + 0.04) / 3) < 1e-12);
    assert.ok(Math.abs(both - (1 + 0.08) / 3) < 1e-12);
    assert.ok(Math.abs(other - (2 + 0.16) / 3) < 1e-12);
  });

  test('shuffling all maps alike leaves the matrix as it was to the last bit, and the contents far off', () => {
    const places = shuffledPlaces(400, seeded(1));
    assert.deepEqual(
      places.toSorted(),
      Uint32Array.from({ length: 400 }, (_, i) => i),
    );
    const shuffled = maps.map((map) => moved(map, places));
    assert.deepEqual(gramOf(shuffled), gramOf(maps));
    assert.ok(distance(listed(shuffled), listed(maps)) > 0.3);
    assert.equal(distance(listed(maps), listed(maps)), 0);
  });

  test('shuffling the maps each in its own way changes the matrix', () => {
    const others = maps.map((map, i) => moved(map, shuffledPlaces(400, seeded(i))));
    assert.notDeepEqual(gramOf(others), gramOf(maps));
  });

  test('the bytes of a pixel stay together', () => {
    const rgb = Uint8Array.from({ length: 12 }, (_, i) => i);
    assert.deepEqual([...moved(rgb, Uint32Array.of(3, 0, 2, 1), 3)], [9, 10, 11, 0, 1, 2, 6, 7, 8, 3, 4, 5]);
  });

  test('channels are chosen that are active and unlike', () => {
    const wave = (of: (i: number) => number) =>
      Float32Array.from({ length: 100 }, (_, i) => Math.max(0, of(i)));
    const across = wave((i) => 1 + Math.sin(i));
    const same = wave((i) => 2 + 2 * Math.sin(i));
    const against = wave((i) => 1 - Math.sin(i));
    const rare = wave((i) => i - 90);
    const chosen = unlikeChannels([across, same, rare, against], 2);
    assert.ok(chosen.includes(3), 'the one that differs');
    assert.ok(!chosen.includes(2), 'not the one that is hardly ever active');
    assert.ok(brightest(across) > 1.9);
  });
});

describe('the figure of a layer', () => {
  const layers: LayerShown[] = JSON.parse(readFileSync('src/content/style-transfer/layers.json', 'utf8'));

  test('shows counts and levels that agree with each other, and too few to rebuild a weight from', () => {
    assert.deepEqual(
      layers.map(({ name }) => name),
      ['conv1_1', 'conv2_2', 'conv3_1'],
    );
    for (const { name, weights, counts, from, to, depths } of layers) {
      assert.equal(
        counts.reduce((sum, count) => sum + count, 0),
        weights,
        name,
      );
      assert.ok(counts.length <= 200);
      assert.deepEqual(
        depths.map(({ bits }) => bits),
        [8, 7, 6, 5, 4, 3, 2, 1],
      );
      for (const { bits, levels, kmeans, clipped, uniform } of depths) {
        assert.equal(levels.length, 2 ** bits);
        assert.ok(
          levels.every(
            (level, i) => (i === 0 || level >= levels[i - 1]) && level >= 1.01 * from && level <= 1.01 * to,
          ),
        );
        assert.ok(kmeans >= clipped - 0.01 && clipped >= uniform, `${name}, ${bits} bits`);
      }
      const gains = depths.slice(1).map(({ kmeans }, i) => depths[i].kmeans - kmeans);
      assert.ok(
        gains.every((gain) => gain > 2 && gain < 8),
        `${name}: about 6 dB a bit`,
      );
    }
  });

  test('equal steps reach from end to end', () => {
    assert.deepEqual(uniformLevels(-1, 2, 2), [-1, 0, 1, 2]);
    assert.deepEqual(uniformLevels(0, 1, 1), [0, 1]);
  });

  test('strokes on one pixel are one, and bars are one outline', () => {
    assert.equal(strokes([1, 1.2, 3], 4, 10), 'M1 4v10M3 4v10');
    assert.equal(barPath([0, 5, 5, 2], 10, 100), 'M0 100h10v-5h10h10v3h10v2z');
  });
});

describe('channels that say the same', () => {
  const random = seeded(5);
  const places = 4000;
  const values = Float32Array.from({ length: places }, () => random());
  const effective = (of: ((place: number) => number)[]) =>
    effectiveChannels(
      Float32Array.from({ length: places * of.length }, (_, i) =>
        of[i % of.length](Math.floor(i / of.length)),
      ),
      of.length,
    );

  test('count as one, whatever their scale and sign, and independent ones for themselves', () => {
    assert.ok(Math.abs(effective([(i) => values[i], (i) => 3 - 2 * values[i]]) - 1) < 1e-6);
    assert.ok(Math.abs(effective([() => random(), () => random(), () => random()]) - 3) < 0.02);
    assert.ok(Math.abs(effective([(i) => values[i], (i) => values[i], () => random()]) - 9 / 5) < 0.02);
  });

  test('and those that never change for nothing', () => {
    assert.ok(Math.abs(effective([() => random(), () => 7]) - 1) < 1e-6);
    assert.equal(effective([() => 0, () => 1]), 0);
  });
});

describe('sizes', () => {
  test('VGG-19 has 20,018,880 weights in 16 kernels; its codes take what was computed for its first blocks', () => {
    const counts = VGG19_KERNELS.map(([inputs, outputs]) => 9 * inputs * outputs);
    assert.equal(counts.length, 16);
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      20_018_880,
    );
    assert.equal(
      counts.slice(0, 8).reduce((sum, count) => sum + count, 0),
      2_324_160,
    );
    assert.equal(packedBytesOf([10, 3], 3), 4 + 2 + 2 * 32);
  });
});

describe('the table of measured times', () => {
  const at = (median: number) => ({ median });
  const figures: BenchFigures = {
    measured: '2026-11-26',
    machine: { cpu: 'CPU', node: '24' },
    wasm: { gzipped: 1 },
    evaluations: [
      { network: 'the default model', size: 128, rows: [{ name: 'This site’s engine', ms: at(1) }] },
      {
        network: 'the default model',
        size: 256,
        rows: [
          { name: 'This site’s engine', ms: at(250) },
          { name: 'torch', version: '1.13.1', ms: at(260) },
        ],
      },
      { network: 'VGG-19 to conv3_4', size: 256, rows: [{ name: 'This site’s engine', ms: at(700) }] },
    ],
    quantizer: { weights: 20_018_880, whole: [{ threads: 1, busiest: at(1690) }] },
  };

  test('has the largest size, every program, and a dash where one was not measured', () => {
    const [table, ...others] = benchTables(figures);
    assert.deepEqual(others, []);
    assert.match(table.caption, /256 × 256/);
    assert.deepEqual(table.headings, ['Program', 'Half-VGG', 'VGG-19 to conv3_4']);
    assert.deepEqual(
      table.rows.map(({ cells, own }) => [cells.map((cell) => cell.replaceAll(/\s/g, ' ')), own]),
      [
        [['This site’s engine', '250 ms', '700 ms'], true],
        [['torch 1.13.1', '260 ms', '–'], false],
      ],
    );
  });

  test('says what was measured, and of a quick run only that', () => {
    assert.match(benchSentences(figures), /^The 20,018,880 weights .* in 1\.7\ss\.$/);
    const picture = { size: 256, first: at(400), levels: [{ ms: at(2000) }, { ms: at(6000) }] };
    assert.match(
      benchSentences({ ...figures, picture }),
      /256 pixels by half-VGG.* takes 6\ss, and is first seen after 400\sms/,
    );
  });
});

describe('the nine results', () => {
  const losses = (total: number) => ({ total, content: 0, style: 0 });
  const result = (bits: number, method: Result['method'], deltaE: number, picture = true): Result => ({
    bits,
    method,
    own: losses(0.02),
    judged: losses(0.01 + deltaE),
    rms: 2 * deltaE,
    deltaE,
    ...(picture ? { picture: `${bits}.webp` } : {}),
  });
  const depth = (bits: number, method: 'float32' | 'kmeans' | 'uniform', sqnr: number | null) => ({
    bits,
    method,
    packed: bits,
    entropy: bits,
    gzip: bits,
    inertia: 1,
    sqnr,
    layerSqnr: [],
  });
  const pair = (id: string, results: Result[]) => ({
    id,
    content: 'a',
    style: 'b',
    width: 4,
    height: 3,
    results,
  });
  const network: NineNetwork = {
    id: 'vgg19',
    title: 'VGG',
    upTo: 'conv3_4',
    weights: 1,
    biases: 1,
    styleLayers: [],
    contentLayer: 'conv3_3',
    depths: [
      depth(32, 'float32', null),
      depth(2, 'kmeans', 7.123456),
      depth(1, 'kmeans', 3),
      depth(2, 'uniform', -3),
    ],
    pairs: [
      pair('one', [
        result(32, 'float32', 0),
        result(2, 'kmeans', 1),
        result(1, 'kmeans', 4),
        result(2, 'uniform', 5, false),
      ]),
      pair('two', [
        result(32, 'float32', 0),
        result(2, 'kmeans', 3),
        result(1, 'kmeans', 6),
        result(2, 'uniform', 9, false),
      ]),
      pair('three', [result(32, 'float32', 0), result(2, 'kmeans', 90), result(1, 'kmeans', 90)]),
    ],
    sensitivity: [],
    propagation: [],
  };

  test('are shown without the uniform ones, which have no picture', () => {
    const { depths, pairs } = shownOf(network);
    assert.deepEqual(
      depths.map(({ bits, sqnr }) => [bits, sqnr]),
      [
        [32, null],
        [2, 7.123],
        [1, 3],
      ],
    );
    assert.deepEqual(
      pairs[0].results.map(({ bits }) => bits),
      [32, 2, 1],
    );
    assert.equal(pairs[1].results[1].judged, 3.01);
  });

  test('make curves of means over the pairs that were made both ways', () => {
    const { pairs, loss, points } = curvesOf(network);
    assert.equal(pairs, 2);
    assert.equal(loss, 0.01);
    assert.deepEqual(
      points.map(({ bits, method, deltaE }) => [bits, method, deltaE]),
      [
        [1, 'kmeans', 5],
        [2, 'kmeans', 2],
        [2, 'uniform', 7],
      ],
    );
  });

  test('errors are shaded on a logarithmic scale', () => {
    assert.equal(shadeOf(0.001, 1), 0);
    assert.equal(shadeOf(1, 1), 1);
    assert.ok(Math.abs(shadeOf(0.1, 1) - 0.5) < 1e-12);
  });
});
