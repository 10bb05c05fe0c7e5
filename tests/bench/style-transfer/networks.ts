import { readFileSync } from 'node:fs';
import { gaussian, seeded } from '../../../src/engine/random.ts';
import {
  type Convolution,
  type Network,
  type Pool,
  readModel,
} from '../../../src/engine/style-transfer/index.ts';
import { BLOCKS, type Parameters, realParameters } from './vgg19.ts';

const MODELS = new URL('../../../public/models/', import.meta.url);

/** What is measured: style at the first convolution of each block, content in the third. */
export const NETWORKS = {
  'VGG-19 to conv3_4': () => vgg19('conv3_4'),
  'VGG-19 to conv4_1': () => vgg19('conv4_1'),
  'the default model': () => shipped('half-vgg-8bit'),
  'ResNet-50, first stages': () => shipped('resnet50-8bit'),
} satisfies Record<string, () => Network>;
export type NetworkName = keyof typeof NETWORKS;

/** One of the models that come with the site; the lab begins with half-vgg-8bit. */
export function shipped(name: string): Network {
  return readModel(new Uint8Array(readFileSync(new URL(`${name}.safetensors`, MODELS)))).network;
}

/** With random weights where the real ones are not at hand: times are the same. */
function vgg19(last: string): Network {
  const nodes: (Convolution | Pool)[] = [];
  let inputs = 3;
  for (const [block, { channels, convolutions }] of BLOCKS.entries()) {
    if (block > 0) nodes.push({ op: 'pool', name: `pool${block}`, kind: 'max', window: 2 });
    for (let i = 1; i <= convolutions; i++) {
      const name = `conv${block + 1}_${i}`;
      const count = nodes.filter(({ op }) => op === 'conv').length;
      nodes.push({
        ...{ op: 'conv', name, size: 3, inputs, outputs: channels, relu: true },
        ...(realParameters(count + 1, inputs, channels) ?? drawn(count + 1, inputs, channels)),
      });
      inputs = channels;
      if (name === last) break;
    }
    if (nodes.at(-1)?.name === last) break;
  }
  const style = nodes.filter(({ name }) => name.endsWith('_1') || name === last).map(({ name }) => name);
  const mean: Network['mean'] = [123.68, 116.779, 103.939];
  return { id: 'vgg19', title: 'VGG-19', about: '', mean, nodes, style, content: 'conv3_3' };
}

function drawn(number: number, inputs: number, outputs: number): Parameters {
  const random = seeded(number);
  const spread = Math.sqrt(2 / (9 * inputs));
  return {
    weights: Float32Array.from({ length: 9 * inputs * outputs }, () => spread * gaussian(random)),
    bias: Float32Array.from({ length: outputs }, () => 0.1 * gaussian(random)),
  };
}
