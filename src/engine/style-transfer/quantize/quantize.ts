import type { Kmeans1d } from '../../kmeans1d/index.ts';
import { checkBits, powerOf } from './check.ts';
import type { Method, QuantizedTensor } from './tensor.ts';
import { uniform } from './uniform.ts';

/**
 * The weights of one layer by 2^bits values or fewer: by optimal k-means, of which no codebook has less inertia, or `uniform`. k-means
 * takes about 70 ns a weight and 35 bytes of the engine's memory; `weights` are not changed. Throws an `InvalidInputError` for other
 * than 1 to 8 bits, and for weights that are not finite.
 */
export function quantizeTensor(
  kmeans1d: Kmeans1d,
  name: string,
  weights: Float32Array,
  bits: number,
  method: Method = 'kmeans',
): QuantizedTensor {
  return quantizeDepths(kmeans1d, name, weights, [bits], method)[0];
}

/** The same at several depths, for which the weights are sorted once. */
export function quantizeDepths(
  kmeans1d: Kmeans1d,
  name: string,
  weights: Float32Array,
  depths: readonly number[],
  method: Method = 'kmeans',
): QuantizedTensor[] {
  for (const bits of depths) checkBits(bits);
  const power = powerOf(name, weights);
  if (method === 'uniform')
    return depths.map((bits) => {
      const { centroids, codes } = uniform(weights, bits);
      let inertia = 0;
      for (let i = 0; i < codes.length; i++) inertia += (weights[i] - centroids[codes[i]]) ** 2;
      return { name, bits, centroids, codes, inertia, power };
    });
  const prepared = kmeans1d.prepare(weights);
  try {
    return depths.map((bits) => {
      const { centroids, labels, inertia } = prepared.solve(2 ** bits, { labels: 'uint8' });
      return { name, bits, centroids: Float32Array.from(centroids), codes: labels, inertia, power };
    });
  } finally {
    prepared.free();
  }
}
