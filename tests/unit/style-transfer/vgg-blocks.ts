import { existsSync, readFileSync } from 'node:fs';
import type { Convolution, Network } from '../../../src/engine/style-transfer/network.ts';

/** Real VGG-19, blocks 1 to 3, in a folder beside the checkout: for tests only, and no part of the project. */
export const VGG_FOLDER = new URL('../../../../shared/data/vgg19-blocks1-3/', import.meta.url);

/** Where a test needs them: `false`, or why it is skipped, as `test` takes it. */
export const skipWithoutVgg: false | string = existsSync(VGG_FOLDER) ? false : 'no weights of VGG-19 here';

const LAYERS = [
  ['conv1_1', 3, 64],
  ['conv1_2', 64, 64],
  ['conv2_1', 64, 128],
  ['conv2_2', 128, 128],
  ['conv3_1', 128, 256],
  ['conv3_2', 256, 256],
  ['conv3_3', 256, 256],
  ['conv3_4', 256, 256],
] as const;

/** Its first convolutions: a shard of the model has the kernel of one, then its bias. */
export function vggBlocks(count: number = LAYERS.length): Convolution[] {
  return LAYERS.slice(0, count).map(([name, inputs, outputs], i) => {
    const shard = readFileSync(new URL(`group${i + 1}-shard1of1`, VGG_FOLDER));
    const numbers = new Float32Array(new Uint8Array(shard).buffer);
    const kernel = 9 * inputs * outputs;
    const [weights, bias] = [numbers.slice(0, kernel), numbers.slice(kernel)];
    return { op: 'conv', name, size: 3, inputs, outputs, weights, bias, relu: true };
  });
}

/** The same as a network that compares styles from conv1_1 to conv3_1 or further, and content at its end. */
export function vggNetwork(): Network {
  const nodes = vggBlocks().flatMap((conv): Network['nodes'] =>
    conv.name === 'conv2_1' || conv.name === 'conv3_1'
      ? [{ op: 'pool', name: `pool${Number(conv.name[4]) - 1}`, kind: 'max', window: 2 }, conv]
      : [conv],
  );
  return {
    id: 'vgg19',
    title: 'VGG-19, blocks 1 to 3',
    about: 'Visual Geometry Group, Oxford, CC BY 4.0',
    mean: [123.68, 116.779, 103.939],
    nodes,
    style: ['conv1_1', 'conv2_1', 'conv3_1', 'conv3_4'],
    content: 'conv3_4',
  };
}
