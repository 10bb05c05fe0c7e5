import { InvalidInputError } from '../../errors.ts';
import { damaged, shown } from './damaged.ts';
import { BYTES, type Dtype, floatsOf, numbersOf } from './dtypes.ts';
import { type FileSource, partOf } from './file-source.ts';
import { countOf, type NamedTensor, type WeightsFile } from './named-tensor.ts';
import { unpickle, type Value } from './pickle.ts';
import { EndOfBytes } from './pickle-bytes.ts';
import { isKey, type TorchTensor, tensorsIn, torchBuilders } from './torch-values.ts';
import { type ZipEntry, zipFile } from './zip.ts';

/** Most bytes of the list of tensors: that of VGG-19 has 3,000. */
const MOST_LIST = 2e6;

/** Where the numbers of a storage lie: `bytes` of them at least. */
type Locate = (key: string, bytes: number) => Promise<FileSource>;

/** What `torch.save` writes since PyTorch 1.6: a zip of data.pkl and of one file for each storage of numbers. */
export async function readTorchZip(file: FileSource, entries: Map<string, ZipEntry>): Promise<WeightsFile> {
  const list = [...entries.keys()].find((name) => /(^|\/)data\.pkl$/.test(name)) ?? '';
  const folder = list.slice(0, -'data.pkl'.length);
  const open = async (name: string, most: number) => {
    const entry = entries.get(folder + name);
    if (!entry) throw damaged(`the zip has no ${shown(folder + name)}`);
    return zipFile(file, entry, most);
  };
  const { size, read } = await open('data.pkl', MOST_LIST);
  const value = unpickled(await read(0, size));
  let bigEndian = false;
  if (entries.has(`${folder}byteorder`)) {
    const order = await open('byteorder', 100);
    bigEndian = new TextDecoder().decode(await order.read(0, order.size)).trim() === 'big';
  }
  const locate: Locate = async (key, bytes) => {
    const storage = await open(`data/${key}`, 1e9);
    if (storage.size < bytes)
      throw damaged(`${shown(`${folder}data/${key}`)} has ${storage.size} bytes, and ${bytes} are needed`);
    return storage;
  };
  return { format: 'PyTorch', order: 'oihw', tensors: named(value, locate, bigEndian), notices: [] };
}

/** How the files of `torch.save` before 1.6 begin, as those of torchvision do: a pickle of protocol 2 of this number. */
const MAGIC = 0x1950a86a20f9469cfc6cn;

/** What `torch.save` wrote before PyTorch 1.6: five pickles, the fourth of the tensors, the last of the storages' keys, then these. */
export async function readTorchLegacy(file: FileSource): Promise<WeightsFile> {
  let head = await file.read(0, Math.min(file.size, 65_536));
  let lists: ReturnType<typeof pickles> | undefined;
  while (!lists) {
    try {
      lists = pickles(head, 5);
    } catch (error) {
      if (!(error instanceof EndOfBytes)) throw error;
      if (head.length === file.size) throw damaged('its list of tensors breaks off');
      if (head.length >= MOST_LIST)
        throw new InvalidInputError('The file’s list of tensors is longer than any network’s.');
      head = await file.read(0, Math.min(file.size, 8 * head.length));
    }
  }
  const [, , system, value, keys] = lists.values;
  if (!Array.isArray(keys) || !keys.every(isKey)) throw damaged('it does not list its storages of numbers');
  const bigEndian = system instanceof Map && system.get('little_endian') === false;
  const places = await storagePlaces(file, lists.end, keys.map(String), lists.dtypes, bigEndian);
  const locate: Locate = async (key, bytes) => {
    const place = places.get(key);
    if (!place) throw damaged(`the storage ${shown(key)} is missing`);
    if (place.size < bytes)
      throw damaged(`the storage ${shown(key)} has ${place.size} bytes, and ${bytes} are needed`);
    return place;
  };
  return {
    format: 'PyTorch (before 1.6)',
    order: 'oihw',
    tensors: named(value, locate, bigEndian),
    notices: [],
  };
}

function pickles(head: Uint8Array, count: number) {
  const values: Value[] = [];
  const dtypes = new Map<string, Dtype>();
  let end = 0;
  for (let i = 0; i < count; i++) {
    const pickle = unpickle(head, end, torchBuilders(dtypes));
    if (i === 0 && pickle.value !== MAGIC)
      throw new InvalidInputError('The file is a pickle, and not one that torch.save has written.');
    if (i === 1 && pickle.value !== 1001)
      throw new InvalidInputError(
        `The file is written in PyTorch’s way ${shown(pickle.value)}; 1001 is known here.`,
      );
    values.push(pickle.value);
    end = pickle.end;
  }
  return { values, dtypes, end };
}

/** The storages follow each other, each behind its count. What follows one of unknown type cannot be found. */
async function storagePlaces(
  file: FileSource,
  from: number,
  keys: string[],
  dtypes: Map<string, Dtype>,
  bigEndian: boolean,
): Promise<Map<string, FileSource>> {
  const places = new Map<string, FileSource>();
  let at = from;
  for (const key of keys) {
    if (at + 8 > file.size) throw damaged(`the storage ${shown(key)} breaks off`);
    const bytes = await file.read(at, at + 8);
    const count = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, !bigEndian));
    const dtype = dtypes.get(key);
    if (!dtype) break;
    const end = at + 8 + count * BYTES[dtype];
    if (end > file.size) throw damaged(`the storage ${shown(key)} of ${count} numbers breaks off`);
    places.set(key, partOf(file, key, at + 8, end));
    at = end;
  }
  return places;
}

function unpickled(bytes: Uint8Array): Value {
  try {
    return unpickle(bytes, 0, torchBuilders()).value;
  } catch (error) {
    if (error instanceof EndOfBytes) throw damaged('its list of tensors breaks off');
    throw error;
  }
}

function named(value: Value, locate: Locate, bigEndian: boolean): NamedTensor[] {
  return [...tensorsIn(value)].map(([name, tensor]) => ({
    name,
    shape: tensor.shape,
    floats: () => gathered(tensor, locate, bigEndian),
  }));
}

/** The numbers of a tensor in row-major order, whatever its strides. */
async function gathered(tensor: TorchTensor, locate: Locate, bigEndian: boolean): Promise<Float32Array> {
  const { storage, offset, shape, strides } = tensor;
  const bytes = BYTES[storage.dtype];
  const first = storage.offset + offset;
  const span = shape.reduce((sum, side, i) => sum + (side - 1) * strides[i], 1);
  const file = await locate(storage.key, (first + span) * bytes);
  const read = await file.read(first * bytes, (first + span) * bytes);
  const numbers = floatsOf(storage.dtype, numbersOf(storage.dtype, bigEndian ? swapped(read, bytes) : read));
  let dense = 1;
  const contiguous = shape.every((_, i) => {
    const axis = shape.length - 1 - i;
    const fits = shape[axis] === 1 || strides[axis] === dense;
    dense *= shape[axis];
    return fits;
  });
  if (contiguous) return numbers;
  const result = new Float32Array(countOf(shape));
  const index = shape.map(() => 0);
  for (let i = 0, at = 0; i < result.length; i++) {
    result[i] = numbers[at];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at += strides[axis];
      if (++index[axis] < shape[axis]) break;
      at -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
  }
  return result;
}

function swapped(bytes: Uint8Array, size: number): Uint8Array {
  const result = new Uint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) result[i - (i % size) + size - 1 - (i % size)] = bytes[i];
  return result;
}
