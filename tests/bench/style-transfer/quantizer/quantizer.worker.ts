import { readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { createKmeans1d } from '../../../../src/engine/kmeans1d/index.ts';
import { type Method, quantizeDepths } from '../../../../src/engine/style-transfer/quantize/index.ts';
import { millisecondsSince } from '../../thread.ts';

/** One layer at these depths. */
export interface Request {
  weights: Float32Array<ArrayBuffer>;
  depths: number[];
  method: Method;
}

export interface Reply {
  codes: Uint8Array[];
  inertia: number[];
  power: number;
  /** Milliseconds of CPU. */
  ms: number;
  /** Bytes of the engine's memory. */
  memory: number;
}

const kmeans1d = await createKmeans1d(
  await WebAssembly.compile(readFileSync('src/engine/kmeans1d/kmeans1d.wasm')),
);

parentPort?.on('message', ({ weights, depths, method }: Request) => {
  const before = process.threadCpuUsage();
  const tensors = quantizeDepths(kmeans1d, 'layer', weights, depths, method);
  const ms = millisecondsSince(before);
  const reply: Reply = {
    codes: tensors.map(({ codes }) => codes),
    inertia: tensors.map(({ inertia }) => inertia!),
    power: tensors[0].power!,
    ms,
    memory: kmeans1d.memoryBytes(),
  };
  parentPort?.postMessage(
    reply,
    tensors.map(({ codes }) => codes.buffer as ArrayBuffer),
  );
});
