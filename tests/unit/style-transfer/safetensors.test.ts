import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { seeded } from '../../../src/engine/random.ts';
import { half } from '../../../src/engine/style-transfer/model/dtypes.ts';
import {
  floats,
  parseSafetensors,
  type Tensor,
  writeSafetensors,
} from '../../../src/engine/style-transfer/model/safetensors.ts';
import { python, skipWithoutNumpy } from '../../python.ts';
import { fixture } from './model-files.ts';

const invalid = (message: RegExp) => ({ name: 'InvalidInputError', message });

const KINDS: Record<string, Tensor> = {
  bytes: { dtype: 'U8', shape: [3], data: Uint8Array.of(1, 2, 255) },
  truths: { dtype: 'BOOL', shape: [2], data: Uint8Array.of(0, 1) },
  small: { dtype: 'I8', shape: [1], data: Int8Array.of(-3) },
  halves: { dtype: 'F16', shape: [1, 3], data: Uint16Array.of(0x3c00, 0xc000, 0x0001) },
  brains: { dtype: 'BF16', shape: [2], data: Uint16Array.of(0x3f80, 0xc040) },
  shorts: { dtype: 'I16', shape: [1], data: Int16Array.of(-300) },
  unsigned: { dtype: 'U16', shape: [1], data: Uint16Array.of(65_535) },
  floats: { dtype: 'F32', shape: [2, 1, 2], data: Float32Array.of(1.5, -2, 0, 3e38) },
  ints: { dtype: 'I32', shape: [2], data: Int32Array.of(-7, 7) },
  words: { dtype: 'U32', shape: [1], data: Uint32Array.of(4_000_000_000) },
  doubles: { dtype: 'F64', shape: [], data: Float64Array.of(0.1) },
  longs: { dtype: 'I64', shape: [1], data: BigInt64Array.of(-5n) },
  ulongs: { dtype: 'U64', shape: [1], data: BigUint64Array.of(5n) },
  nothing: { dtype: 'F32', shape: [0, 4], data: new Float32Array(0) },
};
const kinds = new Map(Object.entries(KINDS));

test('what is written is read, of every kind, each where it is aligned', () => {
  const file = writeSafetensors({ metadata: { title: 'a "quoted" {text}', '': 'ü' }, tensors: kinds });
  const { metadata, tensors } = parseSafetensors(file);
  assert.deepEqual(metadata, { title: 'a "quoted" {text}', '': 'ü' });
  assert.deepEqual(new Map([...tensors].sort()), new Map([...kinds].sort()));
  for (const [name, { data }] of tensors) {
    assert.equal(data.byteOffset % data.BYTES_PER_ELEMENT, 0);
    assert.equal(data.buffer, file.buffer, `${name} is a copy`);
  }
});

test('a file at an odd place in memory is read too', () => {
  const file = writeSafetensors({ metadata: {}, tensors: kinds });
  const moved = new Uint8Array(file.length + 1);
  moved.set(file, 1);
  const { metadata, tensors } = parseSafetensors(moved.subarray(1));
  assert.deepEqual(metadata, {});
  assert.deepEqual(new Map([...tensors].sort()), new Map([...kinds].sort()));
});

test('numbers of every kind as float32', () => {
  const as = (name: string) => [...floats(KINDS[name])];
  assert.deepEqual(as('halves'), [1, -2, 2 ** -24]);
  assert.deepEqual(as('brains'), [1, -3]);
  assert.deepEqual(as('doubles'), [Math.fround(0.1)]);
  assert.deepEqual([as('longs'), as('ulongs'), as('words')], [[-5], [5], [4e9]]);
  assert.deepEqual([as('truths'), as('small'), as('shorts')], [[0, 1], [-3], [-300]]);
  assert.equal(floats(KINDS.floats), KINDS.floats.data);
});

test('all 65,536 half-precision numbers are what JavaScript has for them', () => {
  const all = new Float16Array(Uint16Array.from({ length: 65_536 }, (_, i) => i).buffer);
  for (let bits = 0; bits < 65_536; bits++) assert.ok(Object.is(half(bits), all[bits]), `${bits}`);
});

/** After https://github.com/huggingface/safetensors#format, and nothing of ours. */
const READER = `
import json, sys
import numpy as np
with open(sys.argv[1], 'rb') as f:
    header = json.loads(f.read(int.from_bytes(f.read(8), 'little')))
    start, ends = f.tell(), 0
    assert start % 8 == 0
    kinds = {'F64': '<f8', 'F32': '<f4', 'F16': '<f2', 'BF16': '<u2', 'I64': '<i8', 'U64': '<u8', 'I32': '<i4', 'U32': '<u4', 'I16': '<i2', 'U16': '<u2', 'I8': 'i1', 'U8': 'u1', 'BOOL': '?'}
    result = {}
    for name, e in header.items():
        if name == '__metadata__': continue
        a, b = e['data_offsets']
        assert a == ends
        ends = b
        f.seek(start + a)
        array = np.frombuffer(f.read(b - a), kinds[e['dtype']]).reshape(e['shape'])
        result[name] = [e['dtype'], array.tolist()]
    assert start + ends == f.seek(0, 2)
print(json.dumps(result))
`;

test('another reader, by the specification, reads what is written', { skip: skipWithoutNumpy }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'safetensors-'));
  try {
    const path = join(folder, 'a');
    writeFileSync(path, writeSafetensors({ metadata: { a: 'b' }, tensors: kinds }));
    const read = JSON.parse(python(READER, path));
    assert.deepEqual(read.floats, ['F32', [[[1.5, -2]], [[0, Math.fround(3e38)]]]]);
    assert.deepEqual(read.halves, ['F16', [[1, -2, 2 ** -24]]]);
    assert.deepEqual(
      [read.doubles, read.longs, read.ulongs],
      [
        ['F64', 0.1],
        ['I64', [-5]],
        ['U64', [5]],
      ],
    );
    assert.deepEqual(
      [read.bytes, read.truths],
      [
        ['U8', [1, 2, 255]],
        ['BOOL', [false, true]],
      ],
    );
    assert.equal(Object.keys(read).length, kinds.size);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** A file with this header, and so many bytes behind it. */
function made(header: string, data = 8, length = new TextEncoder().encode(header).length): Uint8Array {
  const text = new TextEncoder().encode(header);
  const file = new Uint8Array(8 + text.length + data);
  new DataView(file.buffer).setBigUint64(0, BigInt(length), true);
  file.set(text, 8);
  return file;
}

const entry = (dtype: string, shape: string, offsets: string) =>
  `{"dtype":"${dtype}","shape":${shape},"data_offsets":${offsets}}`;

test('whatever does not fit together is told in a sentence', () => {
  const good = entry('F32', '[2]', '[0,8]');
  assert.equal(parseSafetensors(made(`{"a":${good}}`)).tensors.size, 1);
  const cases: [Uint8Array, RegExp][] = [
    [new Uint8Array(3), /3 bytes, too few/],
    [made('{}', 0, 1000), /header has 1000 bytes, and the file only 10/],
    [made('{}', 0, 2 ** 40), /no safetensors file.*10 MB/],
    [made('not json', 0), /no JSON/],
    [made('[]', 0), /no list of tensors/],
    [made('{"a":1}'), /"a" it does not say where/],
    [made(`{"a":${good},"a":${good}}`), /names "a" twice/],
    [made(`{"a":${good},"\\u0061":${good}}`), /names "a" twice/],
    [made(`{"a":{"dtype":"F32","shape":[2],"shape":[2],"data_offsets":[0,8]}}`), /names "shape" twice/],
    [made(`{"a":${entry('F32', '[2]', '[0,8]')},"b":${entry('F32', '[1]', '[4,8]')}}`), /"b" overlaps/],
    [made(`{"a":${entry('F32', '[4]', '[0,16]')}}`), /end at byte 16 of 8/],
    [made(`{"a":${entry('F32', '[1]', '[4,8]')}}`), /bytes 0 to 4 belong to no tensor/],
    [made(`{"a":${entry('F32', '[1]', '[0,4]')}}`), /bytes 4 to 8 belong to no tensor/],
    [made(`{"a":${entry('F32', '[3]', '[0,8]')}}`), /shape \[3\] takes 12 bytes as F32, not 8/],
    [made(`{"a":${entry('F32', '[2]', '[8,0]')}}`), /takes 8 bytes as F32, not -8/],
    [made(`{"a":${entry('F32', '[-2]', '[0,8]')}}`), /shape of the tensor "a" is \[-2\]/],
    [made(`{"a":${entry('F32', '[1e300,1e300]', '[0,8]')}}`), /shape of the tensor/],
    [made(`{"a":${entry('F32', '[4503599627370496,4503599627370496]', '[0,8]')}}`), /takes .* bytes/],
    [made(`{"a":${entry('F32', '"2"', '[0,8]')}}`), /shape of the tensor "a" is "2"/],
    [made(`{"a":${entry('F32', '[2]', '[0,8,9]')}}`), /place of the tensor "a" is \[0,8,9\]/],
    [made(`{"a":${entry('F32', '[2]', '[0,8.5]')}}`), /place of the tensor/],
    [made(`{"a":${entry('F4', '[2]', '[0,8]')}}`), /of the kind "F4"; F64, F32/],
    [made(`{"a":${entry('constructor', '[2]', '[0,8]')}}`), /of the kind "constructor"/],
    [made(`{"a\\\\":${good},"a\\\\" :${good}}`), /names "a\\\\" twice/],
    [made(`{${JSON.stringify('"'.repeat(4e6))}:1}`), /does not say where/],
    [made(`{"__metadata__":{"a":1}}`, 0), /more than texts/],
    [made(`{"__metadata__":[]}`, 0), /more than texts/],
    [made(`${'['.repeat(100_000)}`, 0), /no JSON|overlaps|damaged/],
  ];
  for (const [file, message] of cases) assert.throws(() => parseSafetensors(file), invalid(message));
  assert.throws(
    () => writeSafetensors({ metadata: {}, tensors: new Map([['a', { ...KINDS.floats, shape: [5] }]]) }),
    RangeError,
  );
});

test('cut off anywhere or with a bit flipped: a sentence, or tensors within the file', () => {
  const random = seeded(1);
  const file = fixture('torchvision.safetensors');
  for (let i = 0; i < 50; i++)
    assert.throws(() => parseSafetensors(file.slice(0, (i * file.length) / 50)), invalid(/./));
  for (let i = 0; i < 500; i++) {
    const flipped = file.slice();
    flipped[Math.floor(random() * 1500)] ^= 1 << Math.floor(random() * 8);
    try {
      parseSafetensors(flipped);
    } catch (error) {
      assert.equal((error as Error).name, 'InvalidInputError');
    }
  }
});
