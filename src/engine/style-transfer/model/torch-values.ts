import { InvalidInputError } from '../../errors.ts';
import { damaged, shown } from './damaged.ts';
import type { Dtype } from './dtypes.ts';
import { isShape, MOST_NAME } from './named-tensor.ts';
import { type Builders, Global, type Value } from './pickle.ts';

/** The numbers of one tensor or several, which lie elsewhere in the file. */
export class Storage {
  readonly dtype: Dtype;
  readonly key: string;
  /** How many numbers it has; a view of another has its own, from `offset` on. */
  readonly count: number;
  readonly offset: number;
  constructor(dtype: Dtype, key: string, count: number, offset: number) {
    this.dtype = dtype;
    this.key = key;
    this.count = count;
    this.offset = offset;
  }
}

/** A tensor: which numbers of a storage, in which order. */
export class TorchTensor {
  readonly storage: Storage;
  readonly offset: number;
  readonly shape: number[];
  readonly strides: number[];
  constructor(storage: Storage, offset: number, shape: number[], strides: number[]) {
    this.storage = storage;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
  }
}

const STORAGES: Record<string, Dtype> = {
  DoubleStorage: 'F64',
  FloatStorage: 'F32',
  HalfStorage: 'F16',
  BFloat16Storage: 'BF16',
  LongStorage: 'I64',
  IntStorage: 'I32',
  ShortStorage: 'I16',
  CharStorage: 'I8',
  ByteStorage: 'U8',
  BoolStorage: 'BOOL',
};

const CALLS: Record<string, (args: Value[]) => Value> = {
  // The list is emptied: a made-up file could have thousands of dictionaries made of one long list.
  'collections.OrderedDict': ([pairs]) =>
    new Map(
      (Array.isArray(pairs) ? pairs.splice(0) : []).map((pair) =>
        Array.isArray(pair) ? [pair[0], pair[1]] : [pair, null],
      ),
    ),
  'torch._utils._rebuild_tensor': tensor,
  'torch._utils._rebuild_tensor_v2': tensor,
  'torch._utils._rebuild_parameter': parameter,
  'torch._utils._rebuild_parameter_with_state': parameter,
  'torch.Size': ([sizes]) => (Array.isArray(sizes) ? sizes : []),
};

const storageType = (name: string): Dtype | undefined => {
  const match = /^torch\.(?:cuda\.)?(\w+)$/.exec(name);
  return match && Object.hasOwn(STORAGES, match[1]) ? STORAGES[match[1]] : undefined;
};

/** What a pickle of PyTorch may make: tensors, parameters, dictionaries of them, and nothing else. Notes the types of all storages by key. */
export const torchBuilders = (dtypes = new Map<string, Dtype>()): Builders => ({
  allow: (name) => Object.hasOwn(CALLS, name) || storageType(name) !== undefined,
  call(name, args) {
    if (!Object.hasOwn(CALLS, name)) throw damaged(`it calls ${shown(name)}, which is no function`);
    return CALLS[name](args);
  },
  persistent(id) {
    const [kind, type, key, , count, view] = Array.isArray(id) ? id : [];
    if (kind !== 'storage')
      throw new InvalidInputError(
        `The file refers to ${shown(kind ?? null)}, not to tensors alone. Save the network’s state_dict() and take that file.`,
      );
    const dtype = type instanceof Global ? storageType(type.name) : undefined;
    if (!dtype || !isCount(count) || !isKey(key))
      throw damaged('a storage of numbers in it has no type or no length');
    const [, offset, length] = Array.isArray(view) ? view : [null, 0, count];
    if (!isCount(offset) || !isCount(length) || offset + length > count)
      throw damaged('a view of numbers in it lies outside of them');
    dtypes.set(String(key), dtype);
    return new Storage(dtype, String(key), length, offset);
  },
});

function tensor([storage, offset, shape, strides]: Value[]): TorchTensor {
  if (!(storage instanceof Storage)) throw damaged('a tensor in it has no numbers');
  if (!isCount(offset) || !isShape(shape) || !isShape(strides) || shape.length !== strides.length)
    throw damaged(`a tensor in it has the shape ${shown(shape)} and the strides ${shown(strides)}`);
  const furthest = shape.reduce((sum, side, i) => sum + (side - 1) * strides[i], offset);
  if (!shape.includes(0) && furthest >= storage.count)
    throw damaged(`a tensor of shape ${shown(shape)} in it reaches beyond its ${storage.count} numbers`);
  return new TorchTensor(storage, offset, shape, strides);
}

function parameter([data]: Value[]): Value {
  if (!(data instanceof TorchTensor)) throw damaged('a parameter in it is no tensor');
  return data;
}

const isCount = (value: Value): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** What storages are called. */
export const isKey = (value: Value): value is string | number =>
  typeof value === 'string' || typeof value === 'number';

/** The tensors in nested dictionaries, by their keys joined with a point; a dictionary is looked into once, four deep at most. */
export function tensorsIn(value: Value): Map<string, TorchTensor> {
  const tensors = new Map<string, TorchTensor>();
  const seen = new Set<Value>();
  const walk = (dictionary: Value, prefix: string, depth: number): void => {
    if (!(dictionary instanceof Map) || seen.has(dictionary) || depth > 4) return;
    seen.add(dictionary);
    for (const [key, item] of dictionary) {
      if (!isKey(key)) continue;
      const name = prefix === '' ? String(key) : `${prefix}.${key}`;
      if (name.length > MOST_NAME) continue;
      if (item instanceof TorchTensor) tensors.set(name, item);
      else walk(item, name, depth + 1);
    }
  };
  walk(value, '', 0);
  return tensors;
}
