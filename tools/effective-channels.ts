/**
 * Writes src/content/style-transfer/channels.json, what the article says of channels that become alike at few bits:
 * `node tools/effective-channels.ts [folder]`, with VGG-19 in the folder as for tools/nine-results.ts. Takes a minute.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { type ChannelsShown, effectiveChannels } from '../src/components/style-transfer/figures/channels.ts';
import { createKmeans1d } from '../src/engine/kmeans1d/index.ts';
import {
  convolutions,
  createCompiled,
  finish,
  type Network,
  quantizeDepths,
  resized,
  withTensors,
} from '../src/engine/style-transfer/index.ts';
import { subjects } from './nine-results/networks.ts';
import { sample } from './nine-results/pictures.ts';

const TO = 'src/content/style-transfer/channels.json';
const DEPTHS = [8, 5, 4, 3, 2, 1];
const PICTURES = ['starry-night', 'harvest', 'china'];
const WIDTH = 160;

const wasm = (slug: string) => WebAssembly.compile(readFileSync(`src/engine/${slug}/${slug}.wasm`));
const create = createCompiled(await wasm('style-transfer'));
const kmeans1d = await createKmeans1d(await wasm('kmeans1d'));
const pictures = await Promise.all(
  PICTURES.map(async (id) => {
    const picture = await sample(id);
    return resized(picture, WIDTH, Math.round((WIDTH * picture.height) / picture.width));
  }),
);

/** Mean over the pictures, for each style layer. */
async function effective(network: Network): Promise<number[]> {
  const executor = await create(network);
  const sums = network.style.map(() => 0);
  for (const picture of pictures) {
    const { features } = await finish(executor.describe(picture, { features: network.style }));
    for (const [i, layer] of network.style.entries())
      sums[i] += effectiveChannels(features.get(layer)!, outputsOf(network, layer)) / pictures.length;
  }
  executor.free();
  return sums;
}

const outputsOf = (network: Network, layer: string) =>
  convolutions(network).find(({ name }) => name === layer)!.outputs;

const shown: ChannelsShown[] = [];
for (const { network } of await subjects(process.argv[2] ?? '../shared/data/vgg19-blocks1-3')) {
  const tensors = convolutions(network).map(({ name, weights }) =>
    quantizeDepths(kmeans1d, name, weights, DEPTHS),
  );
  const columns = [await effective(network)];
  for (const i of DEPTHS.keys())
    columns.push(
      await effective(
        withTensors(
          network,
          tensors.map((depths) => depths[i]),
        ),
      ),
    );
  shown.push({
    title: network.title,
    bits: [32, ...DEPTHS],
    layers: network.style.map((name, i) => ({
      name,
      channels: outputsOf(network, name),
      effective: columns.map((column) => Number(column[i].toFixed(1))),
    })),
  });
}
writeFileSync(TO, `${JSON.stringify(shown)}\n`);
execFileSync('npx', ['biome', 'format', '--write', TO]);
for (const { title, layers } of shown)
  for (const { name, effective } of layers) console.log(title, name, effective.join(' '));
