import { transfer } from 'comlink';
import { createKmeans1d } from '../../engine/kmeans1d/index.ts';
import wasmUrl from '../../engine/kmeans1d/kmeans1d.wasm?url';
import { type Method, quantizeDepths } from '../../engine/style-transfer/quantize/index.ts';
import { serve } from '../../lib/worker-host.ts';

const ready = fetch(wasmUrl)
  .then((response) =>
    response.ok ? response.arrayBuffer() : Promise.reject(new Error(`${wasmUrl}: ${response.status}`)),
  )
  .then((bytes) => WebAssembly.compile(bytes))
  .then(createKmeans1d);
ready.catch(() => {}); // every call below tells of it

const api = {
  /** One layer at each of these depths. */
  quantize: async (name: string, weights: Float32Array, depths: readonly number[], method: Method) => {
    const tensors = quantizeDepths(await ready, name, weights, depths, method);
    return transfer(
      tensors,
      tensors.map(({ codes }) => codes.buffer),
    );
  },
};

export type QuantizeApi = typeof api;
serve(api);
