import { readFile } from 'node:fs/promises';
import results from '../../../content/style-transfer/nine.json' with { type: 'json' };
import { createKmeans1d } from '../../../engine/kmeans1d/index.ts';
import { readModel } from '../../../engine/style-transfer/model-file.ts';
import { convolutions, type Network } from '../../../engine/style-transfer/network.ts';
import {
  deriveTensor,
  type QuantizedTensor,
  quantizeDepths,
  report,
} from '../../../engine/style-transfer/quantize/index.ts';
import type { NineResults } from './nine-results.ts';
import { type DerivedShown, packedBytesOf, type SizesShown, VGG19_KERNELS } from './sizes.ts';

const DEPTHS = [8, 7, 6, 5, 4, 3, 2, 1];

async function computed(): Promise<{ sizes: SizesShown[]; derived: DerivedShown[] }> {
  const wasm = await readFile('src/engine/kmeans1d/kmeans1d.wasm');
  const kmeans1d = await createKmeans1d(await WebAssembly.compile(wasm));
  const open = async (name: string) =>
    readModel(new Uint8Array(await readFile(`public/models/${name}.safetensors`)));
  const [half, resnet] = [await open('half-vgg'), await open('resnet50-8bit')];

  const exact = convolutions(half.network).map(({ name, weights }) =>
    quantizeDepths(kmeans1d, name, weights, DEPTHS),
  );
  const derived = DEPTHS.slice(1).map((bits, i): DerivedShown => {
    const excesses = exact.map((tensors) => {
      const best = tensors[i + 1].inertia!;
      return deriveTensor(kmeans1d, tensors[0], bits).inertia! / best - 1;
    });
    return { bits, excess: Number(Math.max(...excesses).toPrecision(3)) };
  });
  const sizes = [
    wholeVgg(),
    firstBlocks(),
    sizesOf(
      'Half-VGG',
      half.network,
      DEPTHS.map((_, i) => exact.map((tensors) => tensors[i])),
    ),
    sizesOf(
      'ResNet-50, part',
      resnet.network,
      DEPTHS.map((bits) => resnet.tensors!.map((tensor) => deriveTensor(kmeans1d, tensor, bits))),
    ),
  ];
  return { sizes, derived };
}

function sizesOf(title: string, network: Network, depths: QuantizedTensor[][]): SizesShown {
  const totals = depths.map((tensors) => report(network, tensors).total);
  const { weights, raw } = totals[0];
  return {
    title,
    weights,
    raw,
    packed: totals.map(({ packed }) => packed),
    entropy: totals.map(({ entropy }) => entropy),
  };
}

function wholeVgg(): SizesShown {
  const layers = VGG19_KERNELS.map(([inputs, outputs]) => 9 * inputs * outputs);
  const weights = layers.reduce((sum, count) => sum + count, 0);
  const packed = DEPTHS.map((bits) => packedBytesOf(layers, bits));
  return { title: 'VGG-19', weights, raw: 4 * weights, packed, entropy: undefined };
}

function firstBlocks(): SizesShown {
  const { weights, depths } = (results as NineResults).networks.find(({ id }) => id === 'vgg19')!;
  const at = (bits: number) => depths.find((depth) => depth.bits === bits && depth.method === 'kmeans')!;
  return {
    title: 'VGG-19, blocks 1–3',
    weights,
    raw: 4 * weights,
    packed: DEPTHS.map((bits) => at(bits).packed),
    entropy: DEPTHS.map((bits) => at(bits).entropy),
  };
}

export default computed();
