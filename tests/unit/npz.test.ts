import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { npy } from '../../src/lib/npy.ts';
import { npz } from '../../src/lib/npz.ts';

const PYTHON = '/usr/bin/python3';

function hasNumpy(): boolean {
  if (!existsSync(PYTHON)) return false;
  try {
    execFileSync(PYTHON, ['-c', 'import numpy'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

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

test('numpy reads every kind of array back', { skip: !hasNumpy() && 'no numpy here' }, () => {
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
    const read = JSON.parse(execFileSync(PYTHON, ['-c', code, path], { encoding: 'utf8' }));
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
