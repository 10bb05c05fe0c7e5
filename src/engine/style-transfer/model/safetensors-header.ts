import { InvalidInputError } from '../../errors.ts';
import { damaged, shown } from './damaged.ts';
import { BYTES, type Dtype } from './dtypes.ts';
import { isObject, repeatedKey } from './json-keys.ts';
import { countOf, isShape } from './named-tensor.ts';

/** Where a tensor lies: bytes [begin, end) behind the header. */
export interface Entry {
  name: string;
  dtype: Dtype;
  shape: number[];
  begin: number;
  end: number;
}

/** What the header of a safetensors file says, held to the `room` bytes that follow it: every one of them belongs to one tensor. */
export function readHeader(json: Uint8Array, room: number) {
  const { __metadata__, ...tensors } = parsed(json);
  const entries = Object.entries(tensors).map(([name, value]) => entryOf(name, value));
  let at = 0;
  for (const { name, begin, end } of entries.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin < at) throw damaged(`the tensor ${shown(name)} overlaps another`);
    if (begin > at) throw damaged(`bytes ${at} to ${begin} belong to no tensor`);
    if (end > room) throw damaged(`the tensor ${shown(name)} would end at byte ${end} of ${room}`);
    at = end;
  }
  if (at < room) throw damaged(`bytes ${at} to ${room} belong to no tensor`);
  return { metadata: metadataOf(__metadata__), entries };
}

function parsed(json: Uint8Array): Record<string, unknown> {
  let text: string;
  let header: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(json);
    header = JSON.parse(text);
  } catch {
    throw damaged('its header is no JSON');
  }
  if (!isObject(header)) throw damaged('its header is no list of tensors');
  const repeated = repeatedKey(text);
  if (repeated !== undefined) throw damaged(`its header names ${shown(repeated)} twice`);
  return header;
}

function metadataOf(value: unknown): Record<string, string> {
  if (value === undefined || value === null) return {};
  if (!isObject(value) || !Object.values(value).every((text) => typeof text === 'string'))
    throw damaged('its __metadata__ holds more than texts');
  return value as Record<string, string>;
}

function entryOf(name: string, value: unknown): Entry {
  if (!isObject(value)) throw damaged(`of the tensor ${shown(name)} it does not say where it lies`);
  const { dtype, shape, data_offsets: offsets } = value;
  if (typeof dtype !== 'string' || !Object.hasOwn(BYTES, dtype))
    throw new InvalidInputError(
      `The tensor ${shown(name)} has numbers of the kind ${shown(dtype)}; ${Object.keys(BYTES).join(', ')} can be read.`,
    );
  if (!isShape(shape)) throw damaged(`the shape of the tensor ${shown(name)} is ${shown(shape)}`);
  if (!isShape(offsets) || offsets.length !== 2)
    throw damaged(`the place of the tensor ${shown(name)} is ${shown(offsets)}`);
  const [begin, end] = offsets as [number, number];
  const bytes = countOf(shape) * BYTES[dtype as Dtype];
  if (end - begin !== bytes)
    throw damaged(
      `the tensor ${shown(name)} of shape ${shown(shape)} takes ${bytes} bytes as ${dtype}, not ${end - begin}`,
    );
  return { name, dtype: dtype as Dtype, shape, begin, end };
}
