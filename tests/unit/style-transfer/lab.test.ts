import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { test } from 'node:test';
import { address, stylesFromLink, stylesToLink } from '../../../src/components/style-transfer/address.ts';
import { boundsOf, curvesOf, spread } from '../../../src/components/style-transfer/curves.ts';
import {
  contentFactor,
  settingsOf,
  stepsByLevel,
  workOf,
} from '../../../src/components/style-transfer/job.ts';
import { middle } from '../../../src/components/style-transfer/middle.ts';
import { Pace } from '../../../src/components/style-transfer/pace.ts';
import { DEFAULT_PAIR, SAMPLES } from '../../../src/components/style-transfer/samples.ts';
import { thinned } from '../../../src/components/style-transfer/thinned.ts';
import { USUAL } from '../../../src/components/style-transfer/views.ts';

test('steps are shared out 3 : 2 : 1, from 64 pixels on, and all are taken', () => {
  assert.deepEqual(stepsByLevel({ size: 256, steps: 120, pyramid: true }), [60, 40, 20]);
  assert.deepEqual(stepsByLevel({ size: 192, steps: 120, pyramid: true }), [80, 40]);
  assert.deepEqual(stepsByLevel({ size: 96, steps: 120, pyramid: true }), [120]);
  assert.deepEqual(stepsByLevel({ size: 512, steps: 120, pyramid: true }), [48, 36, 24, 12]);
  assert.deepEqual(stepsByLevel({ size: 512, steps: 120, pyramid: false }), [120]);
  for (const steps of [1, 2, 3, 4, 5, 7, 20, 999])
    for (const size of [64, 128, 224, 256, 512]) {
      const levels = stepsByLevel({ size, steps, pyramid: true });
      assert.equal(
        levels.reduce((sum, count) => sum + count),
        steps,
        `${steps} at ${size}`,
      );
      assert.ok(levels.every((count) => count >= 1));
    }
});

test('strength moves the weight of the content by powers of ten', () => {
  assert.equal(contentFactor(50), 1);
  assert.equal(contentFactor(75), 0.1);
  assert.equal(contentFactor(0), 100);
});

test('the engine is asked for what was chosen, and its own weights of layers stay unless some are left out', () => {
  const layers = ['conv1_1', 'conv2_1'];
  const plain = settingsOf(USUAL, { contentWeight: 0.03, totalVariation: 4 }, layers);
  assert.equal(plain.contentWeight, 0.03);
  assert.equal(plain.totalVariation, 4);
  assert.equal(plain.styleScale, 1);
  assert.ok(!('styleWeights' in plain));
  const some = settingsOf(
    { ...USUAL, without: ['conv1_1', 'of another network'] },
    { contentWeight: 1, totalVariation: 0 },
    layers,
  );
  assert.deepEqual(some.styleWeights, { conv2_1: 1 });
  const none = settingsOf({ ...USUAL, without: layers }, { contentWeight: 1, totalVariation: 0 }, layers);
  assert.ok(!('styleWeights' in none), 'of another network all may be left out: then all count');
});

test('a run of four times the pixels is four times the work', () => {
  const shape = { width: 1000, height: 500 };
  const at = (size: number) => workOf(shape, { size, steps: 100, pyramid: false });
  assert.equal(at(256) / at(128), 4);
  assert.ok(workOf(shape, { size: 256, steps: 120, pyramid: true }) < at(256) * 0.6);
  assert.ok(workOf({ width: 1, height: 1000 }, USUAL) > 0);
});

test('a pace is learned from steps, not from what is done before the first of a level', () => {
  const pace = new Pace();
  const levels = [
    { width: 100, height: 100, steps: 10 },
    { width: 200, height: 200, steps: 5 },
  ];
  assert.equal(pace.left(levels, 0), undefined);
  pace.took(900, 1, 0, levels[0]);
  assert.equal(pace.rate, undefined);
  pace.took(20, 2, 0, levels[0]);
  assert.equal(pace.rate, 1000);
  assert.equal(pace.left(levels, 3), 7 * 10 + 5 * 40);
  assert.equal(pace.left(levels, 15), 0);
  pace.took(500, 1, 1, levels[1]);
  assert.equal(pace.rate, 1000, 'until the new level tells more');
  pace.took(160, 2, 1, levels[1]);
  assert.equal(pace.left(levels, 13), 2 * 80);
});

test('thinning keeps the ends', () => {
  const items = Array.from({ length: 1001 }, (_, i) => i);
  const kept = thinned(items, 240);
  assert.ok(kept.length <= 240 && kept.length > 150);
  assert.deepEqual([kept[0], kept.at(-1)], [0, 1000]);
  assert.deepEqual(thinned([1, 2, 3], 3), [1, 2, 3]);
  for (let length = 2; length < 60; length++)
    for (const most of [2, 3, 7, 20]) {
      const some = thinned(items.slice(0, length), most);
      assert.ok(some.length <= Math.max(most, 2), `${length} to ${most}: ${some.length}`);
      assert.equal(some.at(-1), length - 1);
    }
});

test('paintings travel in a link with their shares', () => {
  assert.equal(stylesToLink([{ id: 'harvest', weight: 30 }]), 'harvest');
  const two = [
    { id: 'starry-night', weight: 50 },
    { id: 'cafe-terrace', weight: 7 },
  ];
  assert.deepEqual(stylesFromLink(stylesToLink(two)), { styles: two });
  assert.deepEqual(stylesFromLink('harvest'), { styles: [{ id: 'harvest', weight: 50 }] });
  assert.match(stylesFromLink('mona-lisa.3_harvest.999').notice ?? '', /not among the samples/);
  assert.deepEqual(stylesFromLink('mona-lisa.3_harvest.999').styles, [{ id: 'harvest', weight: 100 }]);
  assert.match(stylesFromLink('own').notice ?? '', /its maker’s own/);
  assert.deepEqual(stylesFromLink('').styles, [{ id: DEFAULT_PAIR.style, weight: 50 }]);
  assert.equal(stylesFromLink('harvest_harvest_harvest_harvest').styles.length, 3);
});

test('a link with nonsense gives the usual settings, and says so', () => {
  const state = address('x', ['half-vgg', 'own']);
  const { values, notices } = state.read(
    new URLSearchParams('x.size=9999&x.bits=9&x.photo=me&x.strength=abc&x.model=alexnet&x.seed=-1'),
  );
  assert.equal(values.size, 512);
  assert.equal(values.bits, '8');
  assert.equal(values.photo, DEFAULT_PAIR.content);
  assert.equal(values.seed, 0);
  assert.equal(notices.length, 6);
});

test('every sample is there, small enough, and the first pair is among them', () => {
  for (const { id } of SAMPLES) {
    const file = `src/components/style-transfer/samples/${id}`;
    assert.ok(existsSync(`${file}-small.webp`), id);
    assert.ok(statSync(`${file}.webp`).size <= 60_000, id);
  }
  assert.equal(SAMPLES.find(({ id }) => id === DEFAULT_PAIR.content)?.kind, 'photo');
  assert.equal(SAMPLES.find(({ id }) => id === DEFAULT_PAIR.style)?.kind, 'painting');
});

const row = (step: number, total: number, content: number, ...style: number[]) => ({
  ...{ step, total, content, style },
  level: 0,
  variation: 1,
});

test('the axis of losses leaves out what is next to nothing', () => {
  const curves = curvesOf({ layers: ['conv1_1'] });
  assert.deepEqual(
    curves.map(({ name }) => name),
    ['total', 'content', 'conv1_1'],
  );
  const [low, high] = boundsOf([row(0, 1, 0, 0.5), row(1, 0.1, 0.2, 0.01)], curves);
  assert.ok(low > 0.005 && low <= 0.01 && high >= 1);
  assert.deepEqual(boundsOf([], curves), [1e-3, 1]);
  assert.deepEqual(boundsOf([row(0, 0, 0, 0)], curves), [1e-3, 1], 'a style equal to the content');
});

test('names keep apart, in the order of their lines, and above the bottom', () => {
  assert.deepEqual(spread([10, 12, 50], 13, 100), [10, 23, 50]);
  assert.deepEqual(spread([98, 99, 40], 13, 100), [87, 100, 40]);
  assert.deepEqual(spread([5], 13, 100), [5]);
});

test('a painting is cut to the shape of the photo from its middle', () => {
  assert.deepEqual(middle({ width: 400, height: 500 }, 2), { left: 0, top: 150, width: 400, height: 200 });
  assert.deepEqual(middle({ width: 400, height: 100 }, 1), { left: 150, top: 0, width: 100, height: 100 });
  assert.deepEqual(middle({ width: 1, height: 1 }, 3), { left: 0, top: 0, width: 1, height: 1 });
});
