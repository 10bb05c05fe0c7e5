import { InvalidInputError } from '../../errors.ts';
import { CONVOLUTIONS, type Found, findConvolutions, type Naming } from './conv-names.ts';
import { shown } from './damaged.ts';
import type { Order } from './kernels.ts';
import { countOf, MOST_NAME, type NamedTensor, type WeightsFile } from './named-tensor.ts';

/** A convolution of VGG-19 in a file, checked but not read. */
export interface Layer {
  name: string;
  kernel: NamedTensor;
  bias: NamedTensor;
  inputs: number;
  outputs: number;
}

/** Most weights that are read: VGG-19's convolutions have 20 million. */
const MOST_WEIGHTS = 64e6;

/** Most channels of a layer: VGG-19's have 512. */
const MOST_CHANNELS = 4096;
const UP_TO = `up to ${MOST_CHANNELS}`;

/**
 * The convolutions in a file, from VGG-19's first on without a gap, all of whose shapes fit together; of other layers only those behind
 * them may be missing. Throws an `InvalidInputError` that names the layer, what was found and what was expected.
 */
export function layersOf({ tensors: all, order: given, partial = false }: WeightsFile): {
  naming: Naming;
  order: Order;
  layers: Layer[];
} {
  const tensors = all.filter(({ name }) => name.length <= MOST_NAME);
  const set = findConvolutions(tensors);
  if (!set) throw noneFound(tensors);
  const { naming, found } = set;
  if (tensors.some(({ name }) => /features\.\d+\.running_mean$/.test(name)))
    throw new InvalidInputError(
      'The network has batch normalization, which VGG-19 here has not. Take the one without, vgg19 and not vgg19_bn.',
    );
  const pairs = pairsOf(found, partial);
  const order = given ?? orderOf(pairs, naming);
  return { naming, order, layers: checked(pairs, order) };
}

function noneFound(tensors: readonly NamedTensor[]): InvalidInputError {
  const names = tensors.slice(0, 3).map(({ name }) => shown(name));
  return new InvalidInputError(
    names.length > 0
      ? `The file holds no layers of VGG-19 that are known by their names (block1_conv1, conv1_1 or features.0). It begins with ${names.join(', ')}.`
      : 'The file holds no weights.',
  );
}

type Pair = Pick<Layer, 'name' | 'kernel' | 'bias'>;

function pairsOf(found: Map<string, Found>, partial: boolean): Pair[] {
  const pairs: Pair[] = [];
  for (const [i, name] of CONVOLUTIONS.entries()) {
    const { kernel, bias } = found.get(name) ?? {};
    if (partial && i > 0 && !(kernel && bias)) break;
    if (!kernel && !bias) {
      noneBehind(found, i);
      break;
    }
    if (!kernel || !bias)
      throw new InvalidInputError(
        `The layer ${name} has ${kernel ? 'no bias' : 'no kernels'} in the file, and needs both.`,
      );
    pairs.push({ name, kernel, bias });
  }
  for (const [name, { kernel }] of found)
    if (kernel?.shape.length === 4 && !CONVOLUTIONS.includes(name))
      throw new InvalidInputError(
        `The file has a convolution ${name}, and VGG-19 has none there: it is of another network, VGG-16 perhaps.`,
      );
  return pairs;
}

/** Where a layer is missing, those behind it are of no use: the file is of another network, or in part. */
function noneBehind(found: Map<string, Found>, missing: number): void {
  const behind = CONVOLUTIONS.slice(missing + 1).find((name) => found.has(name));
  if (behind === undefined && missing > 0) return;
  const hint = CONVOLUTIONS[missing].endsWith('_4') ? ' VGG-16 has no such layer: take VGG-19.' : '';
  throw new InvalidInputError(
    `The layer ${CONVOLUTIONS[missing]} of VGG-19 is missing in the file${behind ? `, though ${behind} is there` : ''}.${hint}`,
  );
}

/** Where 3 x 3 stands: first in TensorFlow, last in PyTorch. */
function orderOf(pairs: Pair[], naming: Naming): Order {
  const all = (at: number) => pairs.every(({ kernel: { shape } }) => shape[at] === 3 && shape[at + 1] === 3);
  return all(2) && (!all(0) || naming === 'torchvision') ? 'oihw' : 'hwio';
}

function checked(pairs: Pair[], order: Order): Layer[] {
  let inputs = 3;
  let weights = 0;
  return pairs.map(({ name, kernel, bias }) => {
    const { shape } = kernel;
    const [outputs, expected] = outputsOf(shape, order, inputs);
    if (outputs < 1 || outputs > MOST_CHANNELS) {
      const [other] = outputsOf(shape, order === 'hwio' ? 'oihw' : 'hwio', inputs);
      const hint =
        other > 0 && order === 'hwio' ? ' These are in Theano’s order: take the file of TensorFlow’s.' : '';
      throw new InvalidInputError(
        `The kernels of ${name} (${shown(kernel.name)}) have the shape ${by(shape)}; ${expected} was expected.${hint}`,
      );
    }
    if (bias.shape.length !== 1 || bias.shape[0] !== outputs)
      throw new InvalidInputError(
        `The bias of ${name} (${shown(bias.name)}) has the shape ${by(bias.shape)}; ${outputs} was expected.`,
      );
    weights += countOf(shape);
    if (weights > MOST_WEIGHTS)
      throw new InvalidInputError(
        `The network has more than ${MOST_WEIGHTS / 1e6} million weights up to ${name}, the most that is taken here.`,
      );
    const layer = { name, kernel, bias, inputs, outputs };
    inputs = outputs;
    return layer;
  });
}

/** How many channels leave a layer of kernels of this shape, -1 where they do not fit; and what would. */
function outputsOf(shape: number[], order: Order, inputs: number): [number, string] {
  const [at, others] = order === 'hwio' ? [3, [3, 3, inputs]] : [0, [inputs, 3, 3]];
  const fits = shape.length === 4 && String(shape.toSpliced(at, 1)) === String(others);
  return [fits ? shape[at] : -1, by(order === 'hwio' ? [...others, UP_TO] : [UP_TO, ...others])];
}

const by = (shape: readonly (number | string)[]) =>
  shape.length > 0 ? shape.slice(0, 8).join(' × ') : 'of one number';
