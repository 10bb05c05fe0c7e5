import { convolutions, type Network } from '../network.ts';
import { powerOf } from './check.ts';
import { countsOf } from './derive.ts';
import { packedBytes } from './packing.ts';
import type { QuantizedTensor } from './tensor.ts';

/** What weights take, and how far they are from the original ones. */
export interface Extent {
  weights: number;
  /** Bytes as float32. */
  raw: number;
  /** Bytes of packed codes and of the codebook, of float32. */
  packed: number;
  /** Bytes of an ideal entropy coder of order 0 in place of packing: Shannon's entropy of the codes, and the codebook. */
  entropy: number;
  /** Sum of squared distances from the original weights; undefined where they are not known. */
  inertia?: number | undefined;
  /** Signal-to-quantization-noise ratio in dB: 10 log10 of the sum of squared weights / inertia. Infinity where nothing was lost. */
  sqnr?: number | undefined;
}

export interface LayerExtent extends Extent {
  name: string;
  /** 32 where the layer is not quantized. */
  bits: number;
}

export interface Report {
  layers: LayerExtent[];
  /** Over all layers: sums, and the ratio of them. */
  total: Extent & {
    /** Bytes of biases, which stay float32, in none of the other figures. */
    biases: number;
  };
}

/** Bytes and errors of a network whose convolutions are quantized to these tensors; those without one count as kept. */
export function report(network: Network, tensors: readonly QuantizedTensor[]): Report {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const found = convolutions(network).map(({ name, weights, bias }) => {
    const tensor = byName.get(name);
    const raw = 4 * weights.length;
    const kept = { bits: 32, packed: raw, entropy: raw, inertia: 0, sqnr: Number.POSITIVE_INFINITY };
    const layer = { name, weights: weights.length, raw, ...(tensor ? extentOf(tensor) : kept) };
    return { layer, bias: bias.length, power: tensor ? tensor.power : powerOf(name, weights) };
  });
  const layers = found.map(({ layer }) => layer);
  const sum = (of: (layer: LayerExtent) => number) => layers.reduce((total, layer) => total + of(layer), 0);
  const inertia = layers.every((layer) => layer.inertia !== undefined)
    ? sum((layer) => layer.inertia!)
    : undefined;
  const power = found.every((each) => each.power !== undefined)
    ? found.reduce((total, each) => total + each.power!, 0)
    : undefined;
  const total = {
    weights: sum(({ weights }) => weights),
    raw: sum(({ raw }) => raw),
    packed: sum(({ packed }) => packed),
    entropy: sum(({ entropy }) => entropy),
    biases: found.reduce((bytes, { bias }) => bytes + 4 * bias, 0),
    inertia,
    sqnr: decibels(power, inertia),
  };
  return { layers, total };
}

function extentOf(tensor: QuantizedTensor) {
  const { bits, codes, centroids, inertia, power } = tensor;
  const codebook = 4 * centroids.length;
  return {
    bits,
    packed: packedBytes(codes.length, bits) + codebook,
    entropy: Math.ceil((entropyOf(countsOf(tensor)) * codes.length) / 8) + codebook,
    inertia,
    sqnr: decibels(power, inertia),
  };
}

/** Shannon's entropy of a distribution given by counts, in bits. */
export function entropyOf(counts: readonly number[]): number {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce(
    (bits, count) => (count > 0 ? bits - (count / all) * Math.log2(count / all) : bits),
    0,
  );
}

function decibels(power: number | undefined, inertia: number | undefined): number | undefined {
  if (power === undefined || inertia === undefined) return undefined;
  return inertia === 0 ? Number.POSITIVE_INFINITY : 10 * Math.log10(power / inertia);
}
