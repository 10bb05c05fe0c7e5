import { InvalidInputError } from '../engine/errors.ts';
import type { NumpyArray } from './npy.ts';

/**
 * The array of a .npy file, format 1 to 3 (numpy.lib.format), of any numbers but complex ones, in either order of bytes, C or Fortran.
 * It comes in C order, in the smallest of the four kinds that holds every number: whole numbers of 64 bits as Float64Array, exact up
 * to 2^53. `name` is what an `InvalidInputError` calls the array.
 */
export function readNpy(file: Uint8Array, name: string): NumpyArray {
  const damaged = (what: string) =>
    new InvalidInputError(`The array ${name} is damaged: ${what}. Save it again by numpy.`);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < 12 || MAGIC.some((byte, i) => file[i] !== byte))
    throw damaged('it does not begin as a .npy file does');
  const version = file[6] as number;
  if (version < 1 || version > 3)
    throw new InvalidInputError(
      `The array ${name} is in format ${version} of .npy; formats 1 to 3 can be read.`,
    );
  const from = version === 1 ? 10 : 12;
  const start = from + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (start > file.length || start > LONGEST_HEADER) throw damaged('its description breaks off');
  const header = new TextDecoder('latin1').decode(file.subarray(from, start));

  const descr = /['"]descr['"]\s*:\s*(?:['"]([^'"]*)['"]|(\[))/.exec(header);
  const order = /['"]fortran_order['"]\s*:\s*(True|False)/.exec(header);
  const sizes = /['"]shape['"]\s*:\s*\(([\dL,\s]*)\)/.exec(header);
  if (!descr || !order || !sizes) throw damaged('its description lacks type, order or shape');
  const type = descr[1] ?? 'records';
  const kind = KINDS.get(type.slice(1));
  if (!kind || !/^[<>|=]/.test(type)) throw refused(name, type);

  const shape = (sizes[1] as string)
    .split(',')
    .map((size) => size.trim())
    .filter(Boolean)
    .map(Number.parseFloat);
  const count = shape.reduce((product, length) => product * length, 1);
  if (shape.length > 64 || !(count * kind.size <= file.length - start))
    throw damaged(`it has ${file.length - start} bytes, too few for its shape (${shape.join(', ')})`);
  const data = kind.make(count);
  const place = order[1] === 'True' ? fortranPlaces(shape) : (i: number) => i;
  for (let i = 0; i < count; i++) data[i] = kind.read(view, start + place(i) * kind.size, type[0] !== '>');
  return { shape, data };
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const LONGEST_HEADER = 100_000;

interface Kind {
  size: number;
  make: (count: number) => NumpyArray['data'];
  read: (view: DataView, at: number, little: boolean) => number;
}

const float64 = (count: number) => new Float64Array(count);
const float32 = (count: number) => new Float32Array(count);
const int32 = (count: number) => new Int32Array(count);
const uint8 = (count: number) => new Uint8Array(count);

const KINDS: ReadonlyMap<string, Kind> = new Map(
  Object.entries<Kind>({
    f8: { size: 8, make: float64, read: (view, at, little) => view.getFloat64(at, little) },
    f4: { size: 4, make: float32, read: (view, at, little) => view.getFloat32(at, little) },
    f2: { size: 2, make: float32, read: (view, at, little) => half(view.getUint16(at, little)) },
    i8: { size: 8, make: float64, read: (view, at, little) => Number(view.getBigInt64(at, little)) },
    u8: { size: 8, make: float64, read: (view, at, little) => Number(view.getBigUint64(at, little)) },
    i4: { size: 4, make: int32, read: (view, at, little) => view.getInt32(at, little) },
    u4: { size: 4, make: float64, read: (view, at, little) => view.getUint32(at, little) },
    i2: { size: 2, make: int32, read: (view, at, little) => view.getInt16(at, little) },
    u2: { size: 2, make: int32, read: (view, at, little) => view.getUint16(at, little) },
    i1: { size: 1, make: int32, read: (view, at) => view.getInt8(at) },
    u1: { size: 1, make: uint8, read: (view, at) => view.getUint8(at) },
    b1: { size: 1, make: uint8, read: (view, at) => view.getUint8(at) },
  }),
);

/** A number of IEEE 754's half precision from its bits. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}

/** Where the entry that is number i in C order lies in Fortran order, whose first index changes fastest. */
function fortranPlaces(shape: readonly number[]): (i: number) => number {
  const strides = shape.map((_, axis) =>
    shape.slice(0, axis).reduce((product, length) => product * length, 1),
  );
  return (i) => {
    let [place, rest] = [0, i];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const length = shape[axis] as number;
      place += (rest % length) * (strides[axis] as number);
      rest = Math.floor(rest / length);
    }
    return place;
  };
}

const WORDS: Readonly<Record<string, string | undefined>> = {
  O: 'Python objects',
  c: 'complex numbers',
  U: 'text',
  S: 'text',
  M: 'dates',
  m: 'spans of time',
};

function refused(name: string, type: string): InvalidInputError {
  const what =
    type === 'records' ? 'records' : (WORDS[type[1] ?? ''] ?? `numbers of type "${type.slice(0, 20)}"`);
  return new InvalidInputError(
    `The array ${name} holds ${what}, which cannot be read here. Save it as numbers, as ${name}.astype(float).`,
  );
}
