import type { FileSource, Input, ReadNetwork } from '../../../engine/style-transfer/model/index.ts';
import type { Model, Origin } from '../../../engine/style-transfer/model-file.ts';
import type { Network } from '../../../engine/style-transfer/network.ts';
import type * as quantization from '../../../engine/style-transfer/quantize/index.ts';
import type { Method, QuantizedTensor } from '../../../engine/style-transfer/quantize/tensor.ts';

/**
 * What a model is made of: a file of this site, with its float32 weights where they are at hand; or files of the reader's own, and on
 * which pictures they were trained, where the file is not to tell.
 */
export type Source = { key: string } & (
  | { kind: 'bytes'; bytes: Uint8Array; floats?: Uint8Array | undefined }
  | { kind: 'files'; files: readonly File[]; input?: Input | undefined }
);

/** The engine, and what works for it. */
export interface ModelTools {
  readModel(bytes: Uint8Array): Model;
  writeModel(model: {
    network: Network;
    tensors?: readonly QuantizedTensor[];
    origin?: Origin;
  }): Uint8Array<ArrayBuffer>;
  readNetwork(
    files: readonly FileSource[],
    options: { input?: Input | undefined },
  ): Promise<Pick<ReadNetwork, 'network' | 'notices' | 'model'>>;
  derive(tensor: QuantizedTensor, bits: number, method: Method): QuantizedTensor;
  withTensors: typeof quantization.withTensors;
  report: typeof quantization.report;
}

/** How much of the reader's files has been read, in bytes. */
export interface Doing {
  done: number;
  total: number;
}

/** Levels of all layers, made of the weights themselves. */
export interface Levels {
  bits: number;
  method: Method;
}
