import { readFile } from 'node:fs/promises';
import { createCompiled } from '../../../src/engine/style-transfer/compiled.ts';
import type { CreateExecutor } from '../../../src/engine/style-transfer/executor.ts';
import { readModel } from '../../../src/engine/style-transfer/model-file.ts';
import type { Network } from '../../../src/engine/style-transfer/network.ts';

const ROOT = new URL('../../../', import.meta.url);

/** Makes executors in C++, of the committed build. */
export const compiled: CreateExecutor = createCompiled(
  await WebAssembly.compile(await readFile(new URL('src/engine/style-transfer/style-transfer.wasm', ROOT))),
);

/** A network of public/models. */
export async function shipped(name: string): Promise<Network> {
  return readModel(new Uint8Array(await readFile(new URL(`public/models/${name}.safetensors`, ROOT))))
    .network;
}
