import type { Propagation } from '../../src/components/style-transfer/figures/nine-results.ts';
import {
  type CreateExecutor,
  convolutions,
  finish,
  type Network,
  type Picture,
  withTensors,
} from '../../src/engine/style-transfer/index.ts';
import { type Quantized, rounded } from './depths.ts';
import { mean, relativeError } from './sensitivity.ts';

/** The network at each depth but 32: what has become of the output of each of its layers. */
export async function propagation(
  create: CreateExecutor,
  network: Network,
  depths: readonly Quantized[],
  pictures: readonly Picture[],
): Promise<Propagation[]> {
  const whole = await outputs(create, network, pictures);
  const rows: Propagation[] = [];
  for (const { bits, method, tensors } of depths) {
    if (tensors.length === 0) continue;
    const changed = await outputs(create, withTensors(network, tensors), pictures);
    for (const { name, outputs: channels } of convolutions(network)) {
      const pairs = whole.map((layers, i) => [changed[i].get(name)!, layers.get(name)!] as const);
      rows.push({
        ...{ bits, method, layer: name },
        error: rounded(mean(pairs.map(([after, before]) => relativeError(after, before)))),
        norm: rounded(mean(pairs.map(([after, before]) => size(after) / size(before)))),
        cosine: rounded(mean(pairs.map(([after, before]) => cosine(after, before)))),
        dead: rounded(mean(pairs.map(([after, before]) => newlyDead(after, before, channels)))),
      });
    }
  }
  return rows;
}

async function outputs(create: CreateExecutor, network: Network, pictures: readonly Picture[]) {
  const executor = await create(network);
  const features = convolutions(network).map(({ name }) => name);
  try {
    const found: Map<string, Float32Array>[] = [];
    for (const picture of pictures)
      found.push((await finish(executor.describe(picture, { features }))).features);
    return found;
  } finally {
    executor.free();
  }
}

const size = (values: Float32Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

function cosine(a: Float32Array, b: Float32Array): number {
  const sizes = size(a) * size(b);
  return sizes === 0 ? 0 : a.reduce((sum, value, i) => sum + value * b[i], 0) / sizes;
}

function newlyDead(after: Float32Array, before: Float32Array, channels: number): number {
  const alive = (values: Float32Array) => {
    const seen = new Uint8Array(channels);
    for (let i = 0; i < values.length; i++) if (values[i] !== 0) seen[i % channels] = 1;
    return seen;
  };
  const now = alive(after);
  return alive(before).filter((lived, channel) => lived && !now[channel]).length / channels;
}
