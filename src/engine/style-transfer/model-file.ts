import { InvalidInputError } from '../errors.ts';
import { damaged, shown } from './model/damaged.ts';
import { floats, parseSafetensors, type Tensor, writeSafetensors } from './model/safetensors.ts';
import { type Convolution, convolutions, type Network } from './network.ts';
import { weightsOf } from './quantize/expand.ts';
import { type Origin, parseQuantization, quantizationJson } from './quantize/metadata.ts';
import { pack, packedBytes, unpack } from './quantize/packing.ts';
import type { QuantizedTensor } from './quantize/tensor.ts';
import { parseStructure, structureOf, weightCount } from './structure.ts';

export type { Origin } from './quantize/metadata.ts';

/** What a file holds. */
export interface Model {
  /** With the weights as its file gives them: for codes, those of the codebook. */
  network: Network;
  /** Codebooks and codes, where there are any; a convolution that none of them names has its weights as float32. */
  tensors?: QuantizedTensor[];
  /** The most bits a weight has. */
  bits: number;
  /** Absent where no weight is quantized. */
  origin?: Origin;
  /** Size of the file. */
  bytes: number;
}

/** Says in `__metadata__` that a file is one of ours, and in which way it is written. */
const FORMAT = 'fewer-numbers style-transfer 1';
const PACKING =
  'bit b of code n is bit n * bits + b of <name>.codes, whose bytes have their lowest bit first';

/**
 * A file of a network: safetensors, so that other programs can read it. `__metadata__` holds texts: `format`; `network`, JSON of the
 * structure (name and kind of each layer, where its weights come from and their licence); and where weights are quantized
 * `quantization`, JSON of bits and errors by layer, with `packing`, how codes are packed. For each convolution there are `<name>.bias`
 * (F32) and either `<name>.weight` (F32, of shape rows x columns x channels in x channels out) or `<name>.codebook` (F32) with
 * `<name>.codes` (U8): for each weight in that order the number of its entry in the codebook, of `bits` bits, packed (`pack`).
 * code/numpy-reader.ts has a reader in Python.
 */
export function writeModel({
  network,
  tensors = [],
  origin = 'floats',
}: {
  network: Network;
  tensors?: readonly QuantizedTensor[];
  origin?: Origin;
}): Uint8Array<ArrayBuffer> {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const written = new Map<string, Tensor>();
  const f32 = (shape: number[], data: Float32Array): Tensor => ({ dtype: 'F32', shape, data });
  for (const conv of convolutions(network)) {
    const { name, size, inputs, outputs, weights, bias } = conv;
    written.set(`${name}.bias`, f32([outputs], bias));
    const tensor = byName.get(name);
    if (tensor) {
      const codes = pack(tensor.codes, tensor.bits);
      written.set(`${name}.codebook`, f32([tensor.centroids.length], tensor.centroids));
      written.set(`${name}.codes`, { dtype: 'U8', shape: [codes.length], data: codes });
    } else written.set(`${name}.weight`, f32([size, size, inputs, outputs], weights));
  }
  const metadata: Record<string, string> = { format: FORMAT, network: JSON.stringify(structureOf(network)) };
  if (tensors.length > 0) {
    metadata['quantization'] = quantizationJson(tensors, origin);
    metadata['packing'] = PACKING;
  }
  return writeSafetensors({ metadata, tensors: written });
}

/** Whether the `__metadata__` of a safetensors file says that `readModel` is the one to read it. */
export const isModelFile = (metadata: Readonly<Record<string, string>>) =>
  metadata['format']?.startsWith('fewer-numbers ') ?? false;

/**
 * What `writeModel` has written. Weights of float32 may be views of `bytes`; all other arrays are their own. Checks everything; throws
 * an `InvalidInputError` where a file is damaged, of another kind, or holds weights that are not finite.
 */
export function readModel(bytes: Uint8Array): Model {
  const { metadata, tensors: stored } = parseSafetensors(bytes);
  if (!isModelFile(metadata))
    throw new InvalidInputError(
      'This safetensors file does not tell the structure of its network. Take one that this site has written.',
    );
  if (metadata['format'] !== FORMAT)
    throw new InvalidInputError(
      `This file is written in the way ${shown(metadata['format'])}, and only ${shown(FORMAT)} is known here. Reload the page, or write the file anew.`,
    );
  const structure = parseStructure(metadata['network'] ?? '');
  const { origin, layers } = parseQuantization(metadata['quantization']);
  const take = (name: string, dtype: 'F32' | 'U8', shape: readonly number[] | undefined) => {
    const tensor = stored.get(name);
    stored.delete(name);
    if (!tensor) throw damaged(`it has no ${name}`);
    const fits = !shape || String(tensor.shape) === String(shape);
    if (tensor.dtype !== dtype || !fits)
      throw damaged(
        `${name} is ${tensor.dtype} of shape ${shown(tensor.shape)}${shape ? `, not ${dtype} of ${shown(shape)}` : ''}`,
      );
    return tensor;
  };
  const numbers = (name: string, shape?: readonly number[]) => finite(name, floats(take(name, 'F32', shape)));

  const tensors: QuantizedTensor[] = [];
  const nodes = structure.nodes.map((node) => {
    if (node.op === 'pool') return node;
    const { name, size, inputs, outputs } = node;
    const bias = numbers(`${name}.bias`, [outputs]).slice(); // sent to a worker, a view would take the whole file along
    const layer = layers.get(name);
    layers.delete(name);
    if (!layer) return { ...node, bias, weights: numbers(`${name}.weight`, [size, size, inputs, outputs]) };
    const packed = take(`${name}.codes`, 'U8', [packedBytes(weightCount(node), layer.bits)]);
    const tensor = {
      name,
      ...layer,
      centroids: codebook(name, numbers(`${name}.codebook`), layer.bits),
      codes: unpack(packed.data as Uint8Array, weightCount(node), layer.bits),
    };
    checkCodes(tensor);
    tensors.push(tensor);
    return { ...node, bias, weights: weightsOf(tensor) } satisfies Convolution;
  });
  const [unknown] = [...stored.keys(), ...layers.keys()];
  if (unknown !== undefined) throw damaged(`its network has no layer for ${shown(unknown)}`);
  const model = { network: { ...structure, nodes }, bytes: bytes.length };
  if (tensors.length === 0) return { ...model, bits: 32 };
  const whole = tensors.length === convolutions(model.network).length;
  return { ...model, tensors, origin, bits: whole ? Math.max(...tensors.map(({ bits }) => bits)) : 32 };
}

function codebook(name: string, centroids: Float32Array, bits: number): Float32Array {
  if (centroids.length < 1 || centroids.length > 2 ** bits)
    throw damaged(`the codebook of ${name} has ${centroids.length} entries for codes of ${bits} bits`);
  if (!centroids.every((centroid, i) => i === 0 || centroid > centroids[i - 1]))
    throw damaged(`the codebook of ${name} does not ascend`);
  return centroids.slice();
}

function checkCodes({ name, centroids, codes }: QuantizedTensor): void {
  for (let i = 0; i < codes.length; i++)
    if (codes[i] >= centroids.length)
      throw damaged(`weight ${i + 1} of ${name} has entry ${codes[i]} of a codebook of ${centroids.length}`);
}

function finite(name: string, numbers: Float32Array): Float32Array {
  for (let i = 0; i < numbers.length; i++)
    if (!Number.isFinite(numbers[i]))
      throw new InvalidInputError(
        `Number ${i + 1} of ${name} is ${numbers[i]}: a network cannot be run with that.`,
      );
  return numbers;
}
