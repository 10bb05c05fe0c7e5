import { gzipSync } from 'node:zlib';
import type { Depth, NineMethod } from '../../src/components/style-transfer/figures/nine-results.ts';
import type { Kmeans1d } from '../../src/engine/kmeans1d/index.ts';
import {
  convolutions,
  type Network,
  pack,
  type QuantizedTensor,
  quantizeDepths,
  report,
} from '../../src/engine/style-transfer/index.ts';

const DEPTHS = [8, 7, 6, 5, 4, 3, 2, 1];

/** A network's weights at one depth; no tensors at 32 bits. */
export interface Quantized {
  bits: number;
  method: NineMethod;
  tensors: QuantizedTensor[];
}

/** 32 bits, then 8 to 1 by k-means, then 8 to 1 uniform; exact, from the floats. */
export function allDepths(kmeans1d: Kmeans1d, network: Network): Quantized[] {
  const made: Quantized[] = [{ bits: 32, method: 'float32', tensors: [] }];
  for (const method of ['kmeans', 'uniform'] as const) {
    const layers = convolutions(network).map(({ name, weights }) =>
      quantizeDepths(kmeans1d, name, weights, DEPTHS, method),
    );
    DEPTHS.forEach((bits, i) => {
      made.push({ bits, method, tensors: layers.map((depths) => depths[i]) });
    });
  }
  return made;
}

/** Its bytes and errors. */
export function depthOf(network: Network, { bits, method, tensors }: Quantized): Depth {
  const { layers, total } = report(network, tensors);
  const lossless = bits === 32;
  return {
    bits,
    method,
    packed: total.packed,
    entropy: total.entropy,
    gzip: lossless ? gzipped(convolutions(network).map(({ weights }) => weights)) : gzippedCodes(tensors),
    inertia: rounded(total.inertia!, 6),
    sqnr: lossless ? null : rounded(total.sqnr!),
    layerSqnr: lossless
      ? []
      : layers.map(({ name, weights, sqnr }) => ({ name, weights, sqnr: rounded(sqnr!) })),
  };
}

function gzippedCodes(tensors: QuantizedTensor[]): number {
  const codebooks = tensors.reduce((bytes, { centroids }) => bytes + 4 * centroids.length, 0);
  const whole = gzipped(tensors.map(({ codes }) => codes));
  const packed = gzipped(tensors.map(({ codes, bits }) => pack(codes, bits)));
  return codebooks + Math.min(whole, packed);
}

const gzipped = (parts: NodeJS.TypedArray[]) =>
  gzipSync(Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength))), {
    level: 9,
  }).length;

/** Digits that a figure may show. */
export const rounded = (value: number, digits = 4) => Number(value.toPrecision(digits));
