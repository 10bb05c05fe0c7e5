import { transfer } from 'comlink';
import { createKmeans1d, type Kmeans1d } from '../../engine/kmeans1d/index.ts';
import kmeans1dUrl from '../../engine/kmeans1d/kmeans1d.wasm?url';
import { createCompiled } from '../../engine/style-transfer/compiled.ts';
import { finish } from '../../engine/style-transfer/executor.ts';
import * as engine from '../../engine/style-transfer/index.ts';
import { readModel, writeModel } from '../../engine/style-transfer/model-file.ts';
import { withPooling } from '../../engine/style-transfer/network.ts';
import * as quantization from '../../engine/style-transfer/quantize/index.ts';
import relaxedUrl from '../../engine/style-transfer/relaxed/style-transfer.wasm?url';
import { hasRelaxedSimd } from '../../engine/style-transfer/relaxed.ts';
import coreUrl from '../../engine/style-transfer/style-transfer.wasm?url';
import { type DrawnSvg, type OpenPictureOptions, openPicture } from '../../lib/picture/open.ts';
import { type Progress, RunLoop } from '../../lib/run-loop.ts';
import { graphicsHere } from '../../lib/tfjs/graphics.ts';
import { serve } from '../../lib/worker-host.ts';
import { Computers } from './computers.ts';
import { nineCalls } from './depths/nine-calls.ts';
import { NineQueue } from './depths/nine-queue.ts';
import { HeldModel } from './models/held-model.ts';
import { modelCalls } from './models/model-calls.ts';
import type { Depth } from './models/views.ts';
import { Session } from './session.ts';
import type { Told } from './views.ts';

async function compile(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return WebAssembly.compile(await response.arrayBuffer());
}
let kmeans1d: Kmeans1d;
const quantizer = compile(kmeans1dUrl).then(async (module) => {
  kmeans1d = await createKmeans1d(module);
});
const core = compile(hasRelaxedSimd() ? relaxedUrl : coreUrl);
for (const ready of [quantizer, core]) ready.catch(() => {}); // the calls below tell of it

/** What a run may take of a device's memory; browsers that do not say how large that is are taken at 8 GB. */
const mostBytes = Math.min(1.8e9, (((navigator as { deviceMemory?: number }).deviceMemory ?? 8) * 1e9) / 4);

const held = new HeldModel({
  ...{ readModel, writeModel },
  // Only for files of the reader's own: it brings a library for HDF5.
  readNetwork: async (files, options) =>
    (await import('../../engine/style-transfer/model/index.ts')).readNetwork(files, options),
  derive: (tensor, bits, method) => quantization.deriveTensor(kmeans1d, tensor, bits, method),
  withTensors: quantization.withTensors,
  report: quantization.report,
});
const computers = new Computers({
  compiled: async (network) => createCompiled(await core)(network),
  graphics: async (way) => {
    const { createTfjs } = await import('../../engine/style-transfer/tfjs/executor.ts');
    const device =
      way === 'webgl'
        ? await (await import('../../lib/tfjs/webgl.ts')).startWebgl()
        : await (await import('../../lib/tfjs/webgpu.ts')).startWebgpu();
    return createTfjs(device);
  },
  graphicsHere,
  finish,
});
const session = new Session({
  ...engine,
  withPooling,
  create: (network, asked) => computers.create(network, asked),
  instead: (network) => computers.instead(network),
  mostBytes,
});
const nine = new NineQueue({
  network: (depth) => held.network(depth),
  begin: (network) => session.beginOn(network),
  rgbaOf: engine.rgbaOf,
});
const models = modelCalls(held);

const moved = (progress: Progress<Told>) => {
  const { picture } = progress.step ?? {};
  return picture ? transfer(progress, [picture.rgba.buffer]) : progress;
};

const api = {
  open: (source: Blob | DrawnSvg, options: OpenPictureOptions) => openPicture(source, options),
  prepare: async (...given: Parameters<Session['prepare']>) => session.prepare(...given),
  begin: async (depth: Depth) => session.begin(await held.network(depth)),
  go: async () => moved(await session.go()),
  latest: async () => moved(session.latest()),
  pause: async () => session.pause(),
  extend: async (steps: number) => session.extend(steps),
  memory: async () => session.memory(),
  ...models,
  modelLoad: async (...given: Parameters<typeof models.modelLoad>) => {
    await quantizer;
    return models.modelLoad(...given);
  },
  ...nineCalls(nine, (work) => new RunLoop<void>(work)),
};

export type StyleTransferApi = typeof api;
serve(api);
