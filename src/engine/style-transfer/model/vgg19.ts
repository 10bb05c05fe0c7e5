import { InvalidInputError } from '../../errors.ts';
import type { Network, Node } from '../network.ts';
import { CONVOLUTIONS } from './conv-names.ts';
import { fromCaffe, fromTorchvision, hwioOf } from './kernels.ts';
import { type Layer, layersOf } from './layers.ts';
import type { WeightsFile } from './named-tensor.ts';

/** How a file of VGG-19 is to be taken. */
export interface Vgg19Options {
  /**
   * On which pictures the weights were trained, where the names in the file would mislead: `caffe` for blue, green and red less a mean,
   * `torchvision` for red, green and blue scaled by mean and deviation. Default: `torchvision` for names as torchvision's, else `caffe`.
   */
  input?: Input | undefined;
  /** The last convolution to be read. Default: the last there is. */
  to?: string | undefined;
}

/** Pictures as the weights were trained on them: BGR less a mean (Caffe, Keras), or RGB scaled by mean and deviation (torchvision). */
export type Input = 'caffe' | 'torchvision';

const MEANS: Record<Input, [number, number, number]> = {
  caffe: [123.68, 116.779, 103.939],
  torchvision: [123.675, 116.28, 103.53],
};

const CHANNELS: number[] = [64, 64, 128, 128, ...Array(4).fill(256), ...Array(8).fill(512)];

/**
 * The convolutions of VGG-19 in a file, or the first n of them, as a network; what lies behind them is not read. Throws an `InvalidInputError`
 * that names the layer, what was found and what was expected.
 */
export async function vgg19(
  file: WeightsFile,
  { input, to }: Vgg19Options = {},
): Promise<{ network: Network; notices: string[] }> {
  const { naming, order, layers: all } = layersOf(file);
  const layers = to === undefined ? all : all.slice(0, all.findIndex(({ name }) => name === to) + 1);
  if (layers.length === 0)
    throw new InvalidInputError(
      `There is no layer ${to}. There are ${all.map(({ name }) => name).join(', ')}.`,
    );
  const trained = input ?? (naming === 'torchvision' ? 'torchvision' : 'caffe');
  const nodes: Node[] = [];
  for (const { name, kernel, bias: shift, inputs, outputs } of layers) {
    const block = Number(name[4]);
    if (nodes.length > 0 && name.endsWith('_1'))
      nodes.push({ op: 'pool', name: `pool${block - 1}`, kind: 'max', window: 2 });
    const weights = hwioOf(finite(await kernel.floats(), name), order, inputs, outputs);
    if (nodes.length === 0)
      trained === 'caffe' ? fromCaffe(weights, outputs) : fromTorchvision(weights, outputs);
    const bias = new Float32Array(finite(await shift.floats(), name));
    nodes.push({ op: 'conv', name, size: 3, inputs, outputs, weights, bias, relu: true });
  }
  const network = { ...described(layers, trained), mean: MEANS[trained], nodes, ...compared(layers) };
  return { network, notices: [...file.notices, ...noticesOn(layers, trained, to === undefined)] };
}

function finite(values: Float32Array, name: string): Float32Array {
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new InvalidInputError(
      `A weight of ${name} is ${values[bad]}: the file is damaged. Take a whole copy of it.`,
    );
  return values;
}

const isOfficial = (layers: Layer[]) => layers.every(({ outputs }, i) => outputs === CHANNELS[i]);

function described(layers: Layer[], trained: Input): Pick<Network, 'id' | 'title' | 'about'> {
  const official = isOfficial(layers);
  const part = layers.length < CONVOLUTIONS.length ? `, to ${layers.at(-1)?.name}` : '';
  const whose =
    trained === 'caffe'
      ? 'read from a file of weights as Caffe and Keras have them'
      : 'read from a file of torchvision’s weights, which were trained anew';
  return {
    id: official ? 'vgg19' : 'vgg19-like',
    title: `${official ? 'VGG-19' : 'A network shaped like VGG-19'}${part}`,
    about: `${
      official
        ? 'VGG-19 by Karen Simonyan and Andrew Zisserman (Visual Geometry Group, University of Oxford), CC BY 4.0'
        : 'A network with the layers of VGG-19 and other numbers of channels'
    }, ${whose}. The order and the scale of its input are folded into the first layer.`,
  };
}

/** What Gatys et al. compare, as far as it is there: styles at the first layer of each block, content at conv4_2. */
function compared(layers: Layer[]): Pick<Network, 'style' | 'content'> {
  const names = layers.map(({ name }) => name);
  const end = names[names.length - 1];
  const content = names.includes('conv4_2') ? 'conv4_2' : names.findLast((name) => name.endsWith('_2'));
  return {
    // Three blocks alone do better with their end: it sees the largest part of the picture.
    style: names.filter((name) => name.endsWith('_1') || (name === 'conv3_4' && name === end)),
    content: content ?? end,
  };
}

function noticesOn(layers: Layer[], trained: Input, whole: boolean): string[] {
  const notices: string[] = [];
  const count = layers.length;
  if (whole && count < CONVOLUTIONS.length)
    notices.push(
      `The file has ${count === 1 ? 'the first' : `${count}`} of VGG-19’s ${CONVOLUTIONS.length} convolutions, to ${layers[count - 1].name}.`,
    );
  if (!isOfficial(layers))
    notices.push(
      `Its layers have ${range(layers.map(({ outputs }) => outputs))} channels; those of VGG-19 have ${range(CHANNELS.slice(0, count))}.`,
    );
  if (trained === 'torchvision')
    notices.push(
      'These weights are torchvision’s, trained anew on pictures scaled otherwise: results look different from those of the original VGG-19, which Keras distributes.',
    );
  return notices;
}

function range(counts: number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? `${least}` : `${least} to ${most}`;
}
