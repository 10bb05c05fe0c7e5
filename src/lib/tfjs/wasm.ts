import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import { enableProdMode, env, ready, setBackend } from '@tensorflow/tfjs-core';

/** What `startWasm` loads, gzipped, in bytes: tfjs with its kernels compiled to WebAssembly, and the JavaScript around them. */
export const WASM_DOWNLOAD = 210_000;

/**
 * Makes tfjs compute in WebAssembly with SIMD, in one thread, from now on. Import this file by `import()`: it brings tfjs. Loads
 * about `WASM_DOWNLOAD` bytes when it is first called, so ask first.
 */
export async function startWasm(): Promise<void> {
  enableProdMode(); // it neither checks nor advises
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false); // the JavaScript of the threaded build breaks when it is minified
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plain,
    'tfjs-backend-wasm-simd.wasm': simd,
    'tfjs-backend-wasm-threaded-simd.wasm': threaded,
  });
  if (!(await setBackend('wasm'))) throw new Error('the WebAssembly backend of tfjs did not start');
  await ready();
}
