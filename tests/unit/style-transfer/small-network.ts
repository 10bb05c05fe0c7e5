import { gaussian, type Random, seeded } from '../../../src/engine/random.ts';
import type { Convolution, Network } from '../../../src/engine/style-transfer/network.ts';

/** Normal weights times `scale`, as float32. */
export const normal = (random: Random, count: number, scale = 1): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: count }, () => scale * gaussian(random));

/** A network of three convolutions, of which the last adds the first, and a pool; of odd sizes, so that packed codes end within a byte. */
export function smallNetwork(seed = 1): Network {
  const random = seeded(seed);
  const conv = (
    name: string,
    size: 1 | 3,
    inputs: number,
    outputs: number,
    more: object = {},
  ): Convolution => ({
    ...{ op: 'conv', name, size, inputs, outputs, relu: true },
    ...{ weights: normal(random, size * size * inputs * outputs, 0.2), bias: normal(random, outputs) },
    ...more,
  });
  return {
    id: 'small',
    title: 'Small network',
    about: 'Random weights, for a test.',
    mean: [123.68, 116.779, 103.939],
    nodes: [
      conv('conv1_1', 3, 3, 5),
      conv('conv1_2', 1, 5, 7, { relu: false }),
      conv('conv1_3', 3, 7, 5, { plus: 'conv1_1' }),
      { op: 'pool', name: 'pool1', kind: 'max', window: 2 },
      conv('conv2_1', 3, 5, 3),
    ],
    style: ['conv1_1', 'conv2_1'],
    content: 'conv1_3',
  };
}
