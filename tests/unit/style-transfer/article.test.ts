import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { ChannelsShown } from '../../../src/components/style-transfer/figures/channels.ts';
import type { LayerShown } from '../../../src/components/style-transfer/figures/layers.ts';
import type { NineMethod, NineResults } from '../../../src/components/style-transfer/figures/nine-results.ts';
import { rateOf } from '../../../src/components/style-transfer/figures/numbers.ts';
import { readModel } from '../../../src/engine/style-transfer/model-file.ts';

const ARTICLE = readFileSync('src/content/posts/style-transfer.mdx', 'utf8');
const data = (name: string) => JSON.parse(readFileSync(`src/content/style-transfer/${name}.json`, 'utf8'));
const nine: NineResults = data('nine');
const [vgg, half] = ['vgg19', 'half-vgg'].map((id) => nine.networks.find((network) => network.id === id)!);
const folder = mkdtempSync(join(tmpdir(), 'article-'));
after(() => rmSync(folder, { recursive: true }));

/** Whether a ratio lies about where the text says. */
const about = (ratio: number, least: number, most: number, what: string) =>
  assert.ok(ratio >= least && ratio <= most, `${what}: ${ratio}`);

const result = (network: typeof vgg, bits: number, pair = 0) =>
  network.pairs[pair].results.find((each) => each.bits === bits && each.method !== 'uniform')!;
const depth = (network: typeof vgg, bits: number, method: NineMethod) =>
  network.depths.find((each) => each.bits === bits && each.method === method)!;

test('the program in the article runs as it stands', async () => {
  const program = /```ts\n([\s\S]*?)```/.exec(ARTICLE)![1];
  const to = join(folder, 'out.safetensors');
  const file = join(folder, 'program.ts');
  writeFileSync(
    file,
    program
      .replace(/const name = '.*'/, "const name = './public/models/half-vgg.safetensors'")
      .replaceAll("from './src", `from '${pathToFileURL('src')}`)
      .replace("'vgg19-4bit.safetensors'", JSON.stringify(to)),
  );
  await import(pathToFileURL(file).href);
  const { bits, network } = readModel(new Uint8Array(readFileSync(to)));
  assert.equal(bits, 4);
  assert.equal(network.id, 'half-vgg');
});

describe('what the article says of its figures is so', () => {
  test('weights of the first layer are about 0.19 in size; the best levels gain on clipped steps', () => {
    const layers: LayerShown[] = data('layers');
    about(layers[0].size, 0.185, 0.195, 'size of conv1_1');
    const gain = (bits: number) => {
      const { kmeans, clipped } = layers[2].depths.find((each) => each.bits === bits)!;
      return (kmeans - clipped) / 6.02;
    };
    about(gain(4), 0.5, 0.75, 'bits at 4');
    about(gain(8), 2, 2.5, 'bits at 8');
  });

  test('an entropy coder saves a tenth at 8 bits and a sixth at 4, and then equal steps need less', () => {
    const saved = (bits: number) => {
      const { entropy, packed } = depth(vgg, bits, 'kmeans');
      return 1 - entropy / packed;
    };
    about(saved(8), 0.08, 0.12, '8 bits');
    about(saved(4), 0.15, 0.19, '4 bits');
    const { sqnr, steps, kmeans } = rateOf(vgg, 8);
    about(sqnr, 27.5, 28.5, 'dB');
    about(steps / kmeans, 0.9, 0.97, 'bytes of steps over those of k-means');
  });

  test('where the pictures break', () => {
    const loss = (network: typeof vgg, bits: number) =>
      result(network, bits).judged.total / result(network, 32).judged.total;
    for (const network of [vgg, half])
      for (const bits of [8, 7, 6, 5, 4])
        about(loss(network, bits), 0.9, 1.2, `${network.id} at ${bits} bits`);
    about(loss(vgg, 3), 0.9, 1.2, 'VGG-19 at 3 bits');
    about(loss(vgg, 2), 1.3, 1.8, 'VGG-19 at 2 bits');
    about(loss(vgg, 1), 4.2, 6.5, 'VGG-19 at 1 bit');
    about(loss(half, 3), 1.3, 1.8, 'half-VGG at 3 bits');
    about(loss(half, 2), 3.2, 4.2, 'half-VGG at 2 bits');
    for (const network of [vgg, half]) {
      assert.ok(result(network, 1).own.total < 0.3 * result(network, 32).own.total, 'better pleased');
      assert.ok(result(network, 8).deltaE > result(network, 1).deltaE / 2, 'a poor measure');
    }
  });

  test('at 3 bits the features of the last layer are half wrong', () => {
    for (const { propagation, upTo } of [vgg, half]) {
      const row = propagation.find(
        ({ bits, method, layer }) => bits === 3 && method === 'kmeans' && layer === upTo,
      );
      about(row!.error, 0.4, 0.6, upTo);
    }
  });

  test('channels become alike where pictures break', () => {
    const networks: ChannelsShown[] = data('channels');
    const [ofVgg, ofHalf] = networks.map(({ bits, layers }) => {
      const { effective } = layers[layers.length - 1];
      return (depth: number) => effective[bits.indexOf(depth)];
    });
    about(ofVgg(32), 20.5, 21.5, '32 bits');
    about(ofVgg(2) / ofVgg(32), 0.95, 1.05, '2 bits');
    about(ofVgg(1), 7, 8, '1 bit');
    about(ofHalf(2) / ofHalf(32), 0, 0.5, '2 bits of half-VGG');
  });

  test('one layer at a time', () => {
    const error = (network: typeof vgg, layer: string, bits: number) =>
      network.sensitivity.find((each) => each.layer === layer && each.bits === bits)!;
    const [one, other] = ['conv3_3', 'conv3_2'].map((layer) => error(vgg, layer, 3));
    assert.equal(one.weights, 589_824);
    assert.equal(other.weights, 589_824);
    about(Math.abs(one.sqnr - other.sqnr), 0, 1, 'decibels apart');
    about(one.gram, 0.09, 0.12, 'a tenth');
    about(other.gram, 0.28, 0.33, 'nearly a third');
    const inFour = half.sensitivity.filter(({ bits }) => bits === 4).sort((a, b) => b.gram - a.gram);
    assert.equal(inFour[0].layer, 'conv1_2');
    about(inFour[0].weights / half.weights, 0.009, 0.011, 'one per cent');
    const more = (inFour[0].weights * 4) / 8 + 4 * (256 - 16);
    about(more, 4500, 6000, 'bytes for 8 bits in place of 4');
  });
});
