import type { Sensitivity } from '../../src/components/style-transfer/figures/nine-results.ts';
import {
  type CreateExecutor,
  convolutions,
  finish,
  type Network,
  type Picture,
  report,
  withTensors,
} from '../../src/engine/style-transfer/index.ts';
import { type Quantized, rounded } from './depths.ts';

const DEPTHS = [1, 2, 3, 4];

/** Each convolution quantized alone by k-means at 1 to 4 bits: what it does to the deepest style layer and to the content layer. */
export async function sensitivities(
  create: CreateExecutor,
  network: Network,
  depths: readonly Quantized[],
  pictures: readonly Picture[],
): Promise<Sensitivity[]> {
  const whole = await described(create, network, pictures);
  const rows: Sensitivity[] = [];
  for (const { name, weights } of convolutions(network))
    for (const bits of DEPTHS) {
      const tensor = alone(depths, name, bits);
      const changed = await described(create, withTensors(network, [tensor]), pictures);
      const layer = report(network, [tensor]).layers.find((each) => each.name === name)!;
      rows.push({
        layer: name,
        weights: weights.length,
        bits,
        sqnr: rounded(layer.sqnr!),
        gram: rounded(mean(whole.map(({ gram }, i) => relativeError(changed[i].gram, gram)))),
        features: rounded(mean(whole.map(({ features }, i) => relativeError(changed[i].features, features)))),
      });
    }
  return rows;
}

/** A layer at one depth by k-means. */
export function alone(depths: readonly Quantized[], name: string, bits: number) {
  const depth = depths.find((each) => each.bits === bits && each.method === 'kmeans')!;
  return depth.tensors.find((tensor) => tensor.name === name)!;
}

async function described(create: CreateExecutor, network: Network, pictures: readonly Picture[]) {
  const executor = await create(network);
  const deepest = network.style.at(-1)!;
  try {
    const found: { gram: Float32Array; features: Float32Array }[] = [];
    for (const picture of pictures) {
      const { grams, features } = await finish(
        executor.describe(picture, { grams: [deepest], features: [network.content] }),
      );
      found.push({ gram: grams.get(deepest)!, features: features.get(network.content)! });
    }
    return found;
  } finally {
    executor.free();
  }
}

export function relativeError(changed: Float32Array, whole: Float32Array): number {
  let [difference, size] = [0, 0];
  for (let i = 0; i < whole.length; i++) {
    difference += (changed[i] - whole[i]) ** 2;
    size += whole[i] ** 2;
  }
  return Math.sqrt(difference / size);
}

export const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
