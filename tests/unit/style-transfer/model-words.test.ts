import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesOf, outline } from '../../../src/components/style-transfer/depths/histogram-paths.ts';
import { layerLevels, weightHistogram } from '../../../src/components/style-transfer/depths/layer-levels.ts';
import { nineSentence } from '../../../src/components/style-transfer/depths/words.ts';
import { layerRows } from '../../../src/components/style-transfer/models/layer-rows.ts';
import {
  FIRST_DEPTH,
  layerBytes,
  networkBytes,
} from '../../../src/components/style-transfer/models/views.ts';
import {
  aboutSentence,
  bitsText,
  costSentence,
  fileNames,
  filesSentence,
  shareText,
} from '../../../src/components/style-transfer/models/words.ts';
import { linearScale, logScale } from '../../../src/lib/scale.ts';

const plain = (text: string) => text.replaceAll('\u202f', ' ');

const VIEW = {
  ...{ id: 'vgg', title: 'VGG', about: '', most: 8, floats: true, notices: [] },
  layers: [
    { name: 'a', size: 3, inputs: 3, outputs: 10 },
    { name: 'b', size: 1, inputs: 10, outputs: 3 },
  ],
  ...{ style: ['a', 'b'], content: 'b' },
};

test('bytes of a layer are those of its codes, without gaps, and its codebook', () => {
  const [a, b] = VIEW.layers;
  assert.equal(layerBytes(a, 32), 4 * 270);
  assert.equal(layerBytes(a, 3), Math.ceil((270 * 3) / 8) + 4 * 8);
  assert.equal(layerBytes(b, 8), 30 + 4 * 30, 'a codebook has no more levels than there are weights');
  assert.equal(networkBytes(VIEW.layers, 1), layerBytes(a, 1) + layerBytes(b, 1) + 4 * 13);
});

test('what a depth costs is told in words', () => {
  const cost = { bits: 4, packed: 443_000, entropy: 355_000, sqnr: 16.23 };
  assert.equal(
    plain(costSentence(cost, { ...FIRST_DEPTH, bits: 4 }, 3_500_000, true)),
    '4 bits: 443 kB, an eighth of float32’s 3.5 MB, 355 kB entropy-coded; signal to noise 16.2 dB. 16 levels a layer, placed by k-means among the weights of 8 bits.',
  );
  assert.equal(
    plain(
      costSentence(
        { bits: 1, packed: 875_000 },
        { bits: 1, method: 'uniform', exact: true },
        3_500_000,
        true,
      ),
    ),
    '1 bit: 875 kB, a quarter of float32’s 3.5 MB. 2 equally spaced levels a layer among the float32 weights.',
  );
  assert.equal(
    plain(costSentence({ bits: 32, packed: 3_500_000 }, { ...FIRST_DEPTH, bits: 32 }, 3_500_000, true)),
    'The weights as they were trained, in float32: 3.5 MB.',
  );
  assert.deepEqual([0.5, 0.1264, 0.1, 1].map(shareText), ['half', 'an eighth', '10%', '100%']);
  assert.deepEqual([1, 2].map(bitsText), ['1 bit', '2 bits']);
});

test('files and networks are told in words', () => {
  const file = (bytes: number) => ({ name: 'a', bytes, hash: '' });
  assert.equal(
    plain(filesSentence(file(900_000), file(3_500_000), 900_000)),
    '900 kB to download, and another 3.5 MB for 32 bits or exact levels. This browser keeps 900 kB of it.',
  );
  assert.match(filesSentence(file(1000), undefined, 0), /the site has no float32 weights of it\.$/);
  assert.equal(
    aboutSentence(VIEW),
    'VGG: 2 convolutions with 300 weights. Style is compared at a and b, content at b.',
  );
  assert.equal(fileNames([{ name: 'group1' }, { name: 'model.json' }]), 'model.json and 1 more');
  assert.equal(fileNames([{ name: 'a.h5' }]), 'a.h5');
});

test('what all depths have shown is told, where the first came to its end', () => {
  const row = (bits: number, distance?: number) => ({
    ...{ bits, state: 'done' as const, step: 1, steps: 1, ms: 1, distance },
  });
  assert.equal(
    nineSentence([row(32, 0), row(8, 2.44), row(2), row(1, 21)]),
    'At 8 bits it is 2.4 grey levels from the picture at 32 bits, as root mean square; at 1 bit, 21 grey levels.',
  );
  assert.equal(
    nineSentence([row(8, 0), row(1, 21)]),
    'At 1 bit it is 21 grey levels from the picture at 8 bits, as root mean square.',
  );
  assert.equal(nineSentence([row(32), row(8, 3)]), '');
  assert.equal(nineSentence([row(32, 0)]), '');
});

test('layers are told as measured in the worker, or else as the site was built', () => {
  const shipped = { kmeans: { 8: [[100, 90, 1, 40]] }, uniform: {} } as never;
  const depth = FIRST_DEPTH;
  const [a, b] = layerRows(VIEW, depth, undefined, shipped);
  assert.deepEqual(a, {
    ...{ name: 'a, style', kernel: '3 × 3', channels: '3 → 10', weights: 270 },
    ...{ packed: 100, entropy: 90, inertia: 1, sqnr: 40 },
  });
  assert.deepEqual([b.name, b.packed, b.sqnr], ['b, style, content', 150, undefined]);
  const layers = [
    { name: 'a', packed: 7, entropy: 6 },
    { name: 'b', packed: 5, entropy: 4 },
  ];
  const rows = layerRows(VIEW, depth, [{ bits: 8, packed: 12, entropy: 10, layers }], shipped);
  assert.deepEqual(
    rows.map(({ name, packed }) => [name, packed]),
    [
      ['a, style', 7],
      ['b, style, content', 5],
    ],
  );
  assert.equal(layerRows(VIEW, { ...depth, exact: true }, undefined, shipped)[0].entropy, undefined);
});

test('a histogram counts every weight once; of equal weights too', () => {
  const weights = Float32Array.of(-1, -0.5, 0, 0, 0.999, 1);
  assert.deepEqual(weightHistogram(weights, 4), { from: -1, to: 1, counts: [1, 1, 2, 2] });
  assert.deepEqual(weightHistogram(Float32Array.of(2, 2)), { from: 1.5, to: 2.5, counts: [0, 2, 0] });
  const { levels } = layerLevels(weights, (bits, method) => [bits, method.length]);
  assert.deepEqual(levels.kmeans[2], [3, 6]);
  assert.deepEqual(levels.uniform.length, 8);
});

test('bars stand on the floor, on a logarithmic scale too', () => {
  const x = linearScale([0, 2], [0, 100]);
  const histogram = { from: 0, to: 2, counts: [0, 10] };
  assert.equal(outline(histogram, x, linearScale([0, 10], [50, 0]), 50), 'M0.0 50V50h50.00V0h50.00V50Z');
  assert.equal(outline(histogram, x, logScale([1, 10], [50, 0]), 50), 'M0.0 50V50h50.00V0h50.00V50Z');
  assert.equal(linesOf([1, 2.25], 9), 'M1.0 0V9M2.3 0V9');
  assert.equal(linesOf([0, 5, 9, 12], 9, true), 'M0.0 0H5.0V9H0.0ZM9.0 0H12.0V9H9.0Z');
});
