import { transfer } from 'comlink';
import type { QuantizedTensor } from '../../../engine/style-transfer/quantize/tensor.ts';
import { gzippedSize } from './gzipped-size.ts';
import type { HeldModel } from './held-model.ts';
import type { Levels, Source } from './model-tools.ts';
import type { Depth } from './views.ts';

/** What the page may ask of the model that its worker holds: to be spread into the worker's API. */
export function modelCalls(held: HeldModel) {
  return {
    modelHeld: async () => held.held,
    modelDoing: async () => held.doing,
    modelLoad: async (source: Source) => held.load(source),
    modelFloats: async (bytes: Uint8Array) => {
      held.addFloats(bytes);
      return held.view();
    },
    /** What has to be made for these depths, of `modelWeights`, and given to `modelKeep`; see `HeldModel.lacks`. */
    modelLacks: async (depths: readonly Depth[]) => held.lacks(depths),
    modelWeights: async (layer: string) => {
      const weights = held.weights(layer);
      return transfer(weights, [weights.buffer]);
    },
    modelKeep: async (levels: Levels, tensors: readonly QuantizedTensor[]) => held.keep(levels, tensors),
    modelCost: async (depth: Depth) => held.cost(depth),
    modelCosts: async (depth: Pick<Depth, 'method' | 'exact'>) => held.costs(depth),
    modelLayer: async (name: string) => held.layer(name),
    modelFile: async (depth: Depth) => {
      const bytes = held.file(depth);
      return transfer(bytes, [bytes.buffer]);
    },
    /** Bytes of the file as it travels from a host that compresses with gzip. */
    modelGzipped: async (depth: Depth) => gzippedSize(held.file(depth)),
  };
}

/** These calls, as the page sees them through Comlink. */
export type ModelCalls = ReturnType<typeof modelCalls>;
