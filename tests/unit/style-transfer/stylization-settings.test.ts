import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createArrays } from '../../../src/engine/style-transfer/arrays.ts';
import { finish } from '../../../src/engine/style-transfer/executor.ts';
import type { Picture } from '../../../src/engine/style-transfer/picture.ts';
import {
  colorStatistics,
  DEFAULTS,
  resized,
  type Settings,
  Stylization,
} from '../../../src/engine/style-transfer/stylize/index.ts';
import { randomPicture, smallResidual, smallVgg } from './networks.ts';
import { begun, ended, network, painting, photo, small, style, waves } from './stylizing.ts';

test('noise comes from its seed', async () => {
  const pictures: Picture[] = [];
  for (const seed of [5, 5, 6]) {
    const { history, latest } = await ended({ start: 'noise', seed });
    assert.ok(history[0].losses.content > 0);
    pictures.push(latest?.picture as Picture);
  }
  assert.deepEqual(pictures[0], pictures[1]);
  assert.notDeepEqual(pictures[0], pictures[2]);
});

test('it starts from a picture given, at the size of the coarsest level', async () => {
  const start = randomPicture(40, 40);
  const stylization = await begun({ start });
  const run = stylization.run();
  while (!stylization.latest) run.next();
  assert.deepEqual(stylization.latest.picture, resized(start, 12, 8));
});

test('several styles: their Gram matrices are averaged by weight', async () => {
  const other = waves(20, 20, [2, 0.1], [200, 30, 30]);
  const executor = await createArrays(network);
  const first = async (styles: { picture: Picture; weight: number }[]) => {
    const stylization = new Stylization(executor, network, photo, styles, { ...small, steps: [1] });
    await finish(stylization.run());
    return stylization.latest?.picture.data as Float32Array;
  };
  const alone = await first(style);
  const twice = await first([{ picture: painting, weight: 2 }, { picture: painting, weight: 6 }]); // biome-ignore format: one line
  const mostly = await first([{ picture: painting, weight: 1e6 }, { picture: other, weight: 1 }]); // biome-ignore format: one line
  const [halves, doubled] = [
    await first([{ picture: painting, weight: 0.5 }, { picture: other, weight: 0.5 }]), // biome-ignore format: one line
    await first([{ picture: other, weight: 3 }, { picture: painting, weight: 3 }]), // biome-ignore format: one line
  ];
  const apart = (a: Float32Array, b: Float32Array) =>
    Math.max(...a.map((value, i) => Math.abs(value - b[i])));
  assert.ok(apart(alone, twice) < 1e-2);
  assert.ok(apart(alone, mostly) < 0.1);
  assert.ok(apart(halves, doubled) < 1e-2);
  assert.ok(apart(alone, halves) > 1);
});

test('kept colours: the result has about those of the content', async () => {
  const away = async (keepColors: boolean) => {
    const { latest } = await ended({ keepColors, steps: [14, 9], contentWeight: 0, totalVariation: 0 });
    const [mean, wanted] = [latest?.picture as Picture, photo].map(
      (picture) => colorStatistics(picture).mean,
    );
    return Math.hypot(...mean.map((value, c) => value - wanted[c]));
  };
  const [kept, changed] = [await away(true), await away(false)];
  assert.ok(kept < 0.7 * changed, `${kept} ${changed}`);
});

test('what a layer weighs counts: those at 0 are left out', async () => {
  const executor = await createArrays(network);
  const settings = { ...small, styleWeights: { conv2_1: 3, conv1_1: 0, conv3_1: 1 } };
  const stylization = new Stylization(executor, network, photo, style, settings);
  await finish(stylization.run());
  assert.deepEqual(stylization.layers, ['conv2_1', 'conv3_1']);
  const { total, style: layers } = stylization.history[0].losses;
  const { variation } = stylization.history[0].losses;
  assert.ok(Math.abs(total - (3 * layers[0] + layers[1]) / 4 - DEFAULTS.totalVariation * variation) < 1e-9);
});

test('total variation smooths', async () => {
  const rough = await ended();
  const smooth = await ended({ totalVariation: 0.01 });
  const of = ({ latest }: Stylization) => latest?.losses.variation as number;
  assert.ok(of(smooth) < of(rough) / 2, `${of(smooth)} ${of(rough)}`);
});

test('from noise to nothing but the content', async () => {
  const { history, latest } = await ended({
    start: 'noise',
    styleWeights: {},
    contentWeight: 1,
    contentLayer: 'conv1_1',
    steps: [60],
  });
  assert.ok(
    (latest?.losses.content as number) < 0.05 * history[0].losses.content,
    `${latest?.losses.content} ${history[0].losses.content}`,
  );
  assert.deepEqual(latest?.losses.style, []);
});

test('a style that is the content is there at once, and says so', async () => {
  const stylization = new Stylization(
    await createArrays(network),
    network,
    photo,
    [{ picture: photo, weight: 1 }],
    { ...small, steps: [6], totalVariation: 0 },
  );
  await finish(stylization.run());
  assert.equal(stylization.latest?.settled, true);
  assert.equal(stylization.latest?.step, stylization.steps);
  assert.ok((stylization.latest?.losses.total as number) < 1e-12);
  stylization.more(5);
  await finish(stylization.run());
  assert.equal(stylization.done, true);
});

test('pictures that leave layers without output have a finite loss', async () => {
  const silent = smallVgg([4, 6, 8]);
  silent.mean = [0, 0, 0];
  for (const node of silent.nodes) if (node.op === 'conv') node.bias.fill(0);
  const black = { width: 16, height: 16, data: new Float32Array(16 * 16 * 3) };
  const executor = await createArrays(silent);
  for (const [content, picture] of [
    [photo, black],
    [black, painting],
    [black, black],
  ]) {
    // biome-ignore format: one line
    const stylization = new Stylization(executor, silent, content, [{ picture, weight: 1 }], {
      ...small,
      steps: [6],
      start: 'noise',
    });
    await finish(stylization.run());
    const { history, latest } = stylization;
    assert.ok(
      history.every(({ losses }) => [losses.total, ...losses.style, losses.content].every(Number.isFinite)),
    );
    assert.ok((latest?.losses.total as number) <= history[0].losses.total);
  }
});

test('any network, any odd size', async () => {
  const residual = smallResidual();
  const stylization = new Stylization(await createArrays(residual), residual, photo, style, {
    size: 15,
    steps: [3, 3],
    styleScale: 0.6,
  });
  await finish(stylization.run());
  assert.equal(stylization.done, true);
  assert.ok(stylization.history.at(-1)!.losses.total < stylization.history[4].losses.total);
});

test('what cannot be worked with is refused in words', async () => {
  const executor = await createArrays(network);
  const one = { width: 1, height: 1, data: new Float32Array(3) };
  const refused = (message: RegExp, settings: Partial<Settings>, content = photo, styles = style) =>
    assert.throws(() => new Stylization(executor, network, content, styles, { ...small, ...settings }), {
      name: 'InvalidInputError',
      message,
    });
  refused(/content picture is 1 × 1, too small.*at least 4 × 4 pixels/, {}, one);
  refused(/style picture is 1 × 1/, {}, photo, [{ picture: one, weight: 1 }]);
  refused(/Choose a style picture/, {}, photo, []);
  refused(/weight of each style picture/, {}, photo, [{ picture: painting, weight: 0 }]);
  refused(/no layer conv9_9. It has conv1_1, /, { styleWeights: { conv9_9: 1 } });
  refused(/no layer nowhere/, { contentLayer: 'nowhere' });
  refused(/Nothing to aim at/, { styleWeights: {}, contentWeight: 0, totalVariation: 0 });
  refused(/size must be/, { size: 0.5 });
  refused(/Steps must be/, { steps: [] });
  refused(/Steps must be/, { steps: [1.5] });
  refused(/weight of content/, { contentWeight: -1 });
  refused(/weight of total variation/, { totalVariation: Number.NaN });
  refused(/style layer conv1_1/, { styleWeights: { conv1_1: -2 } });
  refused(/scale of the style/, { styleScale: 0 });
  refused(/learning rate/, { learningRate: 0 });
  refused(/choose a size of/, { size: 4 }, { width: 40, height: 4, data: new Float32Array(480) });
});
