import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { zipSync } from 'fflate';
import { seeded } from '../../src/engine/random.ts';
import { type NumpyArray, npy } from '../../src/lib/npy.ts';
import { npz, readNpz } from '../../src/lib/npz.ts';
import { unzip } from '../../src/lib/unzip.ts';
import { python, skipWithoutNumpy } from '../python.ts';

test('the head of a .npy file is as numpy documents it', () => {
  const file = npy({ shape: [2, 3], data: Float64Array.of(1, 2, 3, 4, 5, 6) });
  const head = Buffer.from(file.subarray(0, file.length - 48)).toString('latin1');
  assert.equal(head.length % 64, 0);
  assert.ok(head.startsWith('\x93NUMPY\x01\x00'));
  assert.equal(new DataView(file.buffer).getUint16(8, true), head.length - 10);
  assert.match(head.slice(10), /^\{'descr': '<f8', 'fortran_order': False, 'shape': \(2, 3\), \} *\n$/);
  assert.equal(new DataView(file.buffer).getFloat64(head.length + 40, true), 6);
});

test('a shape that does not fit its data is refused', () => {
  assert.throws(() => npy({ shape: [2, 2], data: Float64Array.of(1) }), RangeError);
});

test('numpy reads every kind of array back', { skip: skipWithoutNumpy }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'npz-'));
  try {
    const path = join(folder, 'all.npz');
    const D = Float64Array.of(5, Number.NaN, -0.5, 1e300, 1 / 3, Infinity);
    writeFileSync(
      path,
      npz({
        D: { shape: [2, 3], data: D },
        f: { shape: [1, 1, 2], data: Float32Array.of(0.5, -2) },
        i: { shape: [3], data: Int32Array.of(-1, 0, 2 ** 31 - 1) },
        W: { shape: [2, 2], data: new Uint8Array(Uint8Array.of(9, 1, 0, 255, 1).buffer, 1) },
        empty: { shape: [0, 4], data: new Float64Array(0) },
      }),
    );
    const code = `
import json, sys, numpy
arrays = numpy.load(sys.argv[1])
print(json.dumps({name: [str(a.dtype), a.shape, [repr(float(x)) for x in a.ravel()]] for name, a in arrays.items()}))`;
    const read = JSON.parse(python(code, path));
    assert.deepEqual(read.D, [
      'float64',
      [2, 3],
      ['5.0', 'nan', '-0.5', '1e+300', '0.3333333333333333', 'inf'],
    ]);
    assert.deepEqual(read.f, ['float32', [1, 1, 2], ['0.5', '-2.0']]);
    assert.deepEqual(read.i, ['int32', [3], ['-1.0', '0.0', '2147483647.0']]);
    assert.deepEqual(read.W, ['uint8', [2, 2], ['1.0', '0.0', '255.0', '1.0']]);
    assert.deepEqual(read.empty, ['float64', [0, 4], []]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const FIXTURES = 'tests/fixtures/factorization-machines';
const fixture = (name: string) => new Uint8Array(readFileSync(`${FIXTURES}/${name}.npz`));
const numbers = (array: NumpyArray | undefined) => [...(array as NumpyArray).data];

test('what is written is read back', () => {
  const random = seeded(7);
  for (let round = 0; round < 50; round++) {
    const arrays: Record<string, NumpyArray> = {};
    for (let i = 0; i <= round % 4; i++) {
      const shape = Array.from({ length: Math.floor(random() * 4) }, () => Math.floor(random() * 5));
      const count = shape.reduce((product, length) => product * length, 1);
      const make = [Float64Array, Float32Array, Int32Array, Uint8Array][
        Math.floor(random() * 4)
      ] as typeof Float64Array;
      arrays[`name ${i} ü`] = { shape, data: make.from({ length: count }, () => 500 * random() - 250) };
    }
    assert.deepEqual(readNpz(npz(arrays)), arrays);
  }
});

test('every kind of number that numpy writes is read, in both orders of bytes', () => {
  const arrays = readNpz(fixture('kinds'));
  const { halves, bool, large, scalar, empty, cube, ...rest } = arrays;
  const negative = Object.keys(rest).filter((name) => name.startsWith('negative'));
  assert.equal(negative.length, 7);
  assert.equal(Object.keys(rest).length, 7 + 22);
  for (const [name, { shape, data }] of Object.entries(rest)) {
    const expected = negative.includes(name) ? [-1, -100] : [0, 1, 2, 100];
    assert.deepEqual([...data], expected, name);
    assert.deepEqual(shape, [expected.length]);
  }
  assert.deepEqual(numbers(halves), [
    0.333251953125,
    -(2 ** -24),
    65504,
    2 ** -14,
    Infinity,
    -Infinity,
    Number.NaN,
  ]);
  assert.deepEqual(bool, { shape: [2], data: Uint8Array.of(1, 0) });
  assert.deepEqual(large, { shape: [2], data: Float64Array.of(2 ** 53 - 1, -(2 ** 53) + 1) });
  assert.deepEqual(scalar, { shape: [], data: Float64Array.of(7.5) });
  assert.deepEqual(empty, { shape: [0, 3], data: new Float64Array(0) });
  assert.deepEqual(cube, { shape: [2, 3, 4], data: Float64Array.from({ length: 24 }, (_, i) => i) });
});

test('formats 1, 2 and 3 of .npy are read', () => {
  const arrays = readNpz(fixture('formats'));
  assert.deepEqual(Object.keys(arrays), ['version1', 'version2', 'version3']);
  for (const array of Object.values(arrays))
    assert.deepEqual(array, { shape: [2, 3], data: Float64Array.of(0, 1, 2, 3, 4, 5) });
});

test('what holds no numbers is refused by the name of the array', () => {
  for (const [name, message] of [
    ['objects', /^The array v holds Python objects/],
    ['text', /^The array text holds text/],
    ['complex', /^The array z holds complex numbers/],
    ['records', /^The array r holds records/],
  ] as const)
    assert.throws(() => readNpz(fixture(name)), { name: 'InvalidInputError', message });
});

test('what is no .npz is refused in words', () => {
  const utf8 = (text: string) => new TextEncoder().encode(text);
  for (const [file, message] of [
    [new Uint8Array(0), /is empty/],
    [utf8('P'), /not a zip/],
    [utf8('PK'), /no zip/],
    [utf8('{"w0": 1}'), /not a zip/],
    [npy({ shape: [1], data: Float64Array.of(1) }), /single array \(\.npy\)/],
    [zipSync({ 'readme.txt': utf8('hello') }), /holds no arrays/],
    [zipSync({ 'w0.npy': utf8('hello') }), /array w0 is damaged/],
    [zipSync({ 'w0.npy': new Uint8Array(200) }), /array w0 is damaged/],
    [zipSync({}), /holds no arrays/],
  ] as const)
    assert.throws(() => readNpz(file), { name: 'InvalidInputError', message });
});

test('headers that lie are refused', () => {
  const whole = npy({ shape: [2, 3], data: new Float64Array(6) });
  const written = (from: string, to: string) => {
    assert.equal(from.length, to.length);
    const text = Buffer.from(whole).toString('latin1').replace(from, to);
    return zipSync({ 'a.npy': new Uint8Array(Buffer.from(text, 'latin1')) });
  };
  for (const [from, to, message] of [
    ['(2, 3), }   ', '(2, 30), }  ', /too few for its shape \(2, 30\)/],
    ['(2, 3), }   ', '(-2, 3), }  ', /lacks type, order or shape/],
    ['(2, 3), }         ', '(9999999, 9999999)', /too few/],
    ["'<f8'", "'<g8'", /type "<g8"/],
    ["'<f8'", "'?f8'", /type "\?f8"/],
    ["'fortran_order': False", "'fortran_order': Maybe", /lacks type/],
    ['\x93NUMPY\x01', '\x93NUMPY\x04', /format 4/],
  ] as const)
    assert.throws(() => readNpz(written(from, to)), { name: 'InvalidInputError', message }, to);
  assert.throws(() => readNpz(written("'<f8', 'f", "'toString', 'f".slice(0, 9))), {
    name: 'InvalidInputError',
  });
});

test('descriptions that would take long to read are refused', () => {
  const described = (header: string) => {
    const file = new Uint8Array(12 + header.length + 8);
    file.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 2, 0]);
    new DataView(file.buffer).setUint32(8, header.length, true);
    file.set(new TextEncoder().encode(header), 12);
    return zipSync({ 'a.npy': file });
  };
  const of = (shape: string, padding = 0) =>
    described(`{'descr': '<f8', 'fortran_order': True, 'shape': (${shape}), }${' '.repeat(padding)}\n`);
  assert.deepEqual(readNpz(of('1, 1, 1', 200))['a']?.shape, [1, 1, 1]);
  for (const file of [of('1, '.repeat(65)), of('1, 1, 1', 200_000)])
    assert.throws(() => readNpz(file), { name: 'InvalidInputError', message: /array a is damaged/ });
});

test('an encrypted zip is refused as such', () => {
  const file = npz({ a: { shape: [1], data: Float64Array.of(1) } });
  const view = new DataView(file.buffer);
  view.setUint16(view.getUint32(file.length - 22 + 16, true) + 8, 1, true);
  assert.throws(() => readNpz(file), {
    name: 'InvalidInputError',
    message: /a\.npy .*encrypted.* without a password/,
  });
});

test('a small file that would unpack to a large one is refused before it does', () => {
  const zeros = zipSync({ 'a.npy': new Uint8Array(4_000_000) });
  assert.ok(zeros.length < 10_000);
  assert.throws(() => unzip(zeros, { most: 3_999_999 }), {
    name: 'InvalidInputError',
    message: /more than 4\sMB/,
  });
  assert.equal(unzip(zeros, { most: 4_000_000 })['a.npy']?.length, 4_000_000);
  // one that lies about its length: the directory says 100 bytes
  const view = new DataView(zeros.buffer, zeros.byteOffset);
  const directory = view.getUint32(zeros.length - 22 + 16, true);
  view.setUint32(directory + 24, 100, true);
  assert.throws(() => unzip(zeros), { name: 'InvalidInputError', message: /more than its 100 bytes/ });
  view.setUint32(directory + 24, 0xffffffff, true);
  assert.throws(() => unzip(zeros), { name: 'InvalidInputError', message: /more than 128\sMB/ });
});

test('a file with any byte changed, or cut anywhere, gives what was in it or is refused', () => {
  const random = seeded(3);
  for (const name of ['oracle', 'weights-other', 'formats']) {
    const good = fixture(name);
    const expected = readNpz(good);
    let refused = 0;
    const check = (file: Uint8Array, what: string) => {
      try {
        const read = readNpz(file);
        const same = Object.keys(read).filter((key) => key in expected);
        for (const key of same) assert.deepEqual(read[key], expected[key], `${name}, ${what}: ${key}`);
      } catch (error) {
        assert.equal(
          (error as Error).name,
          'InvalidInputError',
          `${name}, ${what}: ${(error as Error).stack}`,
        );
        assert.match((error as Error).message, /^[A-Z].*\.$/s);
        refused++;
      }
    };
    for (let at = 0; at < good.length; at++) {
      const bad = good.slice();
      bad[at] = (bad[at] as number) ^ (1 + Math.floor(random() * 255));
      check(bad, `byte ${at}`);
    }
    assert.ok(refused > good.length / 2, `${name}: ${refused} of ${good.length}`);
    for (let length = 0; length < good.length; length += 1 + Math.floor(random() * 7)) {
      assert.throws(
        () => readNpz(good.subarray(0, length)),
        { name: 'InvalidInputError' },
        `${name} cut at ${length}`,
      );
    }
  }
});

test('numpy’s own files of today are read', { skip: skipWithoutNumpy }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'npz-'));
  try {
    const code = `
import sys, numpy as np
a = dict(w0=np.array([0.1]), w1=np.arange(5) / 3, v=np.asfortranarray(np.arange(10.0).reshape(2, 5) / 7))
np.savez(sys.argv[1] + '/a.npz', **a)
np.savez_compressed(sys.argv[1] + '/b.npz', **a)
with open(sys.argv[1] + '/c.npz', 'wb') as f: np.savez(f, **a)`;
    python(code, folder);
    for (const name of ['a', 'b', 'c']) {
      const { w0, w1, v } = readNpz(readFileSync(join(folder, `${name}.npz`)));
      assert.deepEqual(w0, { shape: [1], data: Float64Array.of(0.1) });
      assert.deepEqual(w1, { shape: [5], data: Float64Array.from({ length: 5 }, (_, i) => i / 3) });
      assert.deepEqual(v, { shape: [2, 5], data: Float64Array.from({ length: 10 }, (_, i) => i / 7) });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
