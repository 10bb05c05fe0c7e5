/** An array as numpy has it: `data` in C order, as many numbers as `shape` multiplies to. */
export interface NumpyArray {
  shape: readonly number[];
  data: Float64Array | Float32Array | Int32Array | Uint8Array;
}

/** One array as a .npy file, format 1.0 (numpy.lib.format): little-endian, C order. */
export function npy({ shape, data }: NumpyArray): Uint8Array<ArrayBuffer> {
  const count = shape.reduce((product, length) => product * length, 1);
  if (count !== data.length) throw new RangeError(`${data.length} numbers do not have shape ${shape}`);
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const header = `{'descr': '${dtypeOf(data)}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const start = Math.ceil((MAGIC.length + 2 + header.length + 1) / 64) * 64; // numpy maps it into memory by that

  const file = new Uint8Array(start + data.byteLength);
  file.set(MAGIC);
  new DataView(file.buffer).setUint16(MAGIC.length, start - MAGIC.length - 2, true);
  const padded = `${header.padEnd(start - MAGIC.length - 3)}\n`;
  for (let i = 0; i < padded.length; i++) file[MAGIC.length + 2 + i] = padded.charCodeAt(i);
  file.set(littleEndian(data), start);
  return file;
}

/** "\x93NUMPY", version 1.0 */
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0] as const;

const BIG_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 0;

function dtypeOf(data: NumpyArray['data']): string {
  if (data instanceof Float64Array) return '<f8';
  if (data instanceof Float32Array) return '<f4';
  return data instanceof Int32Array ? '<i4' : '|u1';
}

function littleEndian(data: NumpyArray['data']): Uint8Array {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const size = data.BYTES_PER_ELEMENT;
  if (!BIG_ENDIAN || size === 1) return bytes;
  const swapped = new Uint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) swapped[i] = bytes[i - (i % size) + size - 1 - (i % size)];
  return swapped;
}
