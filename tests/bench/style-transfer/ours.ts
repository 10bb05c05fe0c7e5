import { readFileSync } from 'node:fs';
import { createCompiled, type Executor, type Network } from '../../../src/engine/style-transfer/index.ts';

/** The committed builds: for all browsers, and for those that have relaxed SIMD. */
export const WASM = 'src/engine/style-transfer/style-transfer.wasm';
export const RELAXED = 'src/engine/style-transfer/relaxed/style-transfer.wasm';

/** This site's engine. */
export async function openCompiled(network: Network, build: string = WASM): Promise<Executor> {
  return createCompiled(await WebAssembly.compile(readFileSync(build)))(network);
}
