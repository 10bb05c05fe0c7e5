import '../tfjs-in-node.ts';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { gzipSync } from 'node:zlib';

const { getBackend, matMul, tensor2d } = await import('@tensorflow/tfjs-core');
const { startCpu } = await import('../../src/lib/tfjs/cpu.ts');
const { startWasm, WASM_DOWNLOAD } = await import('../../src/lib/tfjs/wasm.ts');

for (const [name, start] of [
  ['cpu', startCpu],
  ['wasm', startWasm],
  ['cpu', startCpu],
  ['wasm', startWasm],
] as const)
  test(`${name} starts and computes, again if need be`, async () => {
    await start();
    assert.equal(getBackend(), name);
    const [a, b] = [tensor2d([1, 2, 3, 4], [2, 2]), tensor2d([5, 6], [2, 1])];
    assert.deepEqual([...matMul(a, b).dataSync()], [17, 39]);
  });

test('what the WebAssembly backend loads is near what is said', () => {
  const file = (name: string) => readFileSync(`node_modules/@tensorflow/${name}`);
  const wasm = gzipSync(file('tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm')).length;
  assert.ok(wasm < WASM_DOWNLOAD && WASM_DOWNLOAD < wasm + 90_000, `${wasm}`);
});
