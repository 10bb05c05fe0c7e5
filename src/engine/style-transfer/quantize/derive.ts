import { InvalidInputError } from '../../errors.ts';
import type { Kmeans1d } from '../../kmeans1d/index.ts';
import { checkBits } from './check.ts';
import type { Method, QuantizedTensor } from './tensor.ts';
import { uniform } from './uniform.ts';

/**
 * A tensor of fewer bits from one of more, in milliseconds: its codebook, each entry counted as often as it is used, is clustered
 * optimally, and codes are renamed. Optimal for the values of the codebook. For the weights behind them the inertia is up to 4 % above
 * the least at one bit less, and the closer to it the more bits are dropped (0.6 % at 5 bits of 8).
 *
 * The `inertia` is that to the weights themselves, where the tensor's own is known: where entries are means, as those of k-means, the
 * two add up (parallel axes); from a uniform tensor it is an estimate.
 */
export function deriveTensor(
  kmeans1d: Kmeans1d,
  tensor: QuantizedTensor,
  bits: number,
  method: Method = 'kmeans',
): QuantizedTensor {
  checkBits(bits);
  if (bits > tensor.bits)
    throw new InvalidInputError(
      `From ${tensor.bits} bits a weight, ${bits} cannot be made. Choose fewer, or quantize the network's own weights.`,
    );
  const counts = countsOf(tensor);
  const used = [...counts.keys()].filter((code) => counts[code] > 0);
  const values = Float64Array.from(used, (code) => tensor.centroids[code]);
  const weights = Float64Array.from(used, (code) => counts[code]);
  const { centroids, labels } = clustered(kmeans1d, values, weights, bits, method);

  const renamed = new Uint8Array(counts.length);
  let more = 0;
  used.forEach((code, i) => {
    renamed[code] = labels[i];
    more += weights[i] * (values[i] - centroids[labels[i]]) ** 2;
  });
  const codes = new Uint8Array(tensor.codes.length);
  for (let i = 0; i < codes.length; i++) codes[i] = renamed[tensor.codes[i]];
  const inertia = tensor.inertia === undefined ? undefined : tensor.inertia + more;
  return { name: tensor.name, bits, centroids, codes, inertia, power: tensor.power };
}

/** How many weights have each entry of the codebook. */
export function countsOf({ centroids, codes }: Pick<QuantizedTensor, 'centroids' | 'codes'>): number[] {
  const counts = new Array<number>(centroids.length).fill(0);
  for (let i = 0; i < codes.length; i++) counts[codes[i]]++;
  return counts;
}

function clustered(
  kmeans1d: Kmeans1d,
  values: Float64Array,
  weights: Float64Array,
  bits: number,
  method: Method,
) {
  if (method === 'uniform') {
    const { centroids, codes } = uniform(Float32Array.from(values), bits);
    return { centroids, labels: codes };
  }
  const { centroids, labels } = kmeans1d.cluster(values, 2 ** bits, { weights, labels: 'uint8' });
  return { centroids: Float32Array.from(centroids), labels };
}
