import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { finish } from '../../../src/engine/style-transfer/executor.ts';
import type { Picture } from '../../../src/engine/style-transfer/picture.ts';
import { pictureOf, Stylization } from '../../../src/engine/style-transfer/stylize/index.ts';
import { compiled, shipped } from './load.ts';

async function sample(name: string): Promise<Picture> {
  const file = new URL(`../../../src/components/style-transfer/samples/${name}-small.webp`, import.meta.url);
  const { data, info } = await sharp(file.pathname).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return pictureOf(new Uint8ClampedArray(data), info.width, info.height);
}

test('with the network of this site and its default pictures, the loss falls by four fifths in 20 steps', async () => {
  const network = await shipped('half-vgg-8bit');
  const executor = await compiled(network);
  const [content, style] = [await sample('china'), await sample('starry-night')];
  const stylization = new Stylization(executor, network, content, [{ picture: style, weight: 1 }], {
    size: 128,
    steps: [20],
  });
  await finish(stylization.run());
  const { history } = stylization;
  assert.ok(history[20].losses.total < 0.2 * history[0].losses.total);
  for (const [i, loss] of history[20].losses.style.entries())
    assert.ok(loss < 0.2 * history[0].losses.style[i]);
  executor.free();
});
