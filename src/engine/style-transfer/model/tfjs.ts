import { InvalidInputError } from '../../errors.ts';
import { damaged, shown } from './damaged.ts';
import { BYTES, type Dtype, floatsOf, numbersOf } from './dtypes.ts';
import type { FileSource } from './file-source.ts';
import { isObject } from './json-keys.ts';
import { countOf, isShape, type NamedTensor, type WeightsFile } from './named-tensor.ts';

const DTYPES: Record<string, Dtype> = {
  float32: 'F32',
  float16: 'F16',
  int32: 'I32',
  uint8: 'U8',
  uint16: 'U16',
  bool: 'BOOL',
};

interface Weight {
  name: string;
  shape: number[];
  dtype: Dtype;
  /** Of quantized weights: value = code * scale + min. */
  scale: number;
  min: number;
}

/**
 * A model of TensorFlow.js: `model.json` and its files of weights, told by their names. Where some of these are not there, the weights
 * that lie whole in those before them are found, and a notice says what is missing.
 */
export async function readTfjs(json: unknown, shards: readonly FileSource[]): Promise<WeightsFile> {
  const manifest = isObject(json) ? json['weightsManifest'] : undefined;
  if (!Array.isArray(manifest))
    throw new InvalidInputError(
      'The JSON file is no model of TensorFlow.js: it lists no weights (weightsManifest).',
    );
  const byName = new Map(shards.map((shard) => [baseName(shard.name), shard]));
  const tensors: NamedTensor[] = [];
  const missing: string[] = [];
  for (const group of manifest) {
    const { paths, weights } = groupOf(group);
    const here: FileSource[] = [];
    for (const [i, path] of paths.entries()) {
      const shard = byName.get(baseName(path));
      if (!shard) missing.push(baseName(path));
      else if (here.length === i) here.push(shard);
    }
    const room = here.reduce((sum, { size }) => sum + size, 0);
    const needed = weights.reduce((sum, weight) => sum + bytesOf(weight), 0);
    if (here.length === paths.length && room !== needed)
      throw damaged(
        `${several(paths.map((path) => shown(baseName(path))))} should have ${needed} bytes and has ${room}`,
      );
    let at = 0;
    for (const weight of weights) {
      const [start, end] = [at, at + bytesOf(weight)];
      at = end;
      if (end > room) break;
      const { name, shape } = weight;
      tensors.push({ name, shape, floats: async () => dequantized(weight, await joined(here, start, end)) });
    }
  }
  if (tensors.length === 0 && missing.length > 0)
    throw new InvalidInputError(
      `The weights themselves lie in other files: ${several(missing)}. Open them together with model.json.`,
    );
  const notices =
    missing.length > 0
      ? [
          `Not opened with model.json: ${several(missing)}. The layers in ${missing.length === 1 ? 'it' : 'them'} are left out.`,
        ]
      : [];
  return { format: 'TensorFlow.js', order: 'hwio', tensors, partial: missing.length > 0, notices };
}

const several = (names: string[]) =>
  names.length > 3 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more` : names.join(', ');

/** Without folders. */
const baseName = (path: string) => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

function groupOf(group: unknown): { paths: string[]; weights: Weight[] } {
  const { paths, weights } = isObject(group) ? group : {};
  if (!Array.isArray(paths) || !paths.every((path) => typeof path === 'string') || !Array.isArray(weights))
    throw damaged('a group of weights in model.json names no files');
  return { paths, weights: weights.map(weightOf) };
}

function weightOf(value: unknown): Weight {
  const { name, shape, dtype, quantization } = isObject(value) ? value : {};
  if (typeof name !== 'string' || !isShape(shape)) throw damaged(`model.json has the weight ${shown(value)}`);
  const quantized = isObject(quantization) ? quantization : undefined;
  const kind = String(quantized?.['dtype'] ?? dtype);
  if (!Object.hasOwn(DTYPES, kind))
    throw new InvalidInputError(
      `The weight ${shown(name)} has numbers of the kind ${shown(kind)}, which cannot be read.`,
    );
  const affine = quantized !== undefined && kind !== 'float16';
  const [scale, min] = affine ? [quantized['scale'], quantized['min']] : [1, 0];
  if (typeof scale !== 'number' || typeof min !== 'number')
    throw damaged(`the scale of the weight ${shown(name)} is missing`);
  return { name, shape, dtype: DTYPES[kind], scale, min };
}

const bytesOf = ({ shape, dtype }: Weight) => countOf(shape) * BYTES[dtype];

/** The bytes [start, end) of files one behind the other. */
async function joined(files: FileSource[], start: number, end: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(end - start);
  let from = 0;
  for (const file of files) {
    const [first, last] = [Math.max(start, from), Math.min(end, from + file.size)];
    if (first < last) bytes.set(await file.read(first - from, last - from), first - start);
    from += file.size;
  }
  return bytes;
}

function dequantized({ dtype, scale, min }: Weight, bytes: Uint8Array): Float32Array {
  const values = floatsOf(dtype, numbersOf(dtype, bytes));
  return scale === 1 && min === 0 ? values : values.map((code) => code * scale + min);
}
