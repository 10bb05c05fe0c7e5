import { InvalidInputError } from '../../errors.ts';
import { damaged } from './damaged.ts';
import { BYTES, type Dtype, floatsOf, type Numbers, numbersOf } from './dtypes.ts';
import { countOf } from './named-tensor.ts';
import { readHeader } from './safetensors-header.ts';

/** One array of numbers of a safetensors file, row-major. */
export interface Tensor {
  dtype: Dtype;
  shape: number[];
  data: Numbers;
}

export interface Safetensors {
  /** `__metadata__`: texts by name. */
  metadata: Record<string, string>;
  tensors: Map<string, Tensor>;
}

/**
 * The tensors of a safetensors file (https://github.com/huggingface/safetensors#format), in the order of its header: views of `bytes`
 * where these are aligned, else copies. Throws an `InvalidInputError` where sizes, places or names do not fit together.
 */
export function parseSafetensors(bytes: Uint8Array): Safetensors {
  const length = headerLength(bytes.subarray(0, 8), bytes.length);
  const { metadata, entries } = readHeader(bytes.subarray(8, 8 + length), bytes.length - 8 - length);
  const tensors = new Map<string, Tensor>();
  for (const { name, dtype, shape, begin, end } of entries) {
    const data = numbersOf(dtype, bytes.subarray(8 + length + begin, 8 + length + end));
    tensors.set(name, { dtype, shape, data });
  }
  return { metadata, tensors };
}

/** Most bytes of a header: those of the largest language models have 1 MB. */
const MOST_HEADER = 10e6;

/** Length of the header that follows the first 8 bytes of a file of this size. */
export function headerLength(first8: Uint8Array, size: number): number {
  if (first8.length < 8) throw damaged(`it has ${size} bytes, too few for a safetensors file`);
  const view = new DataView(first8.buffer, first8.byteOffset, 8);
  const length = view.getUint32(0, true) + view.getUint32(4, true) * 2 ** 32;
  if (length > MOST_HEADER)
    throw new InvalidInputError('The file is no safetensors file: its header would have more than 10 MB.');
  if (length > size - 8) throw damaged(`its header has ${length} bytes, and the file only ${size}`);
  return length;
}

/** The numbers of a tensor as float32: a view where they are that, else a copy. */
export const floats = ({ dtype, data }: Tensor): Float32Array => floatsOf(dtype, data);

/** A safetensors file. Tensors lie in order of falling alignment, as the format's own library writes them, so that each can be a view. */
export function writeSafetensors({ metadata, tensors }: Safetensors): Uint8Array<ArrayBuffer> {
  const sorted = [...tensors].sort(([, a], [, b]) => BYTES[b.dtype] - BYTES[a.dtype]);
  const header: [string, unknown][] = Object.keys(metadata).length > 0 ? [['__metadata__', metadata]] : [];
  let end = 0;
  for (const [name, { dtype, shape, data }] of sorted) {
    if (data.byteLength !== countOf(shape) * BYTES[dtype])
      throw new RangeError(`${name}: ${data.byteLength} bytes for ${shape.join(' x ')} of ${dtype}`);
    header.push([name, { dtype, shape, data_offsets: [end, end + data.byteLength] }]);
    end += data.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const length = Math.ceil(json.length / 8) * 8;
  const file = new Uint8Array(8 + length + end).fill(0x20, 8, 8 + length);
  new DataView(file.buffer).setUint32(0, length, true);
  file.set(json, 8);
  let at = 8 + length;
  for (const [, { data }] of sorted) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return file;
}
