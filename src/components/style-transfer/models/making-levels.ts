import { transfer } from 'comlink';
import type { QuantizedTensor } from '../../../engine/style-transfer/quantize/tensor.ts';
import { quantizeLayers } from '../quantizing.ts';
import type { Api } from './api.ts';
import type { Levels } from './model-tools.ts';
import { type LayerView, weightsIn } from './views.ts';

/**
 * Makes levels of the weights that the worker holds, layer by layer in workers of their own, and gives them to it; those by one method at
 * once, for which weights are sorted once.
 */
export async function makeLevels(
  api: Api,
  layers: readonly LayerView[],
  lacking: readonly Levels[],
  {
    signal,
    tell,
  }: { signal: AbortSignal; tell: (bits: readonly number[], done: number, total: number) => void },
): Promise<void> {
  const given = layers.map((layer) => ({
    name: layer.name,
    weights: { length: weightsIn(layer) },
    take: () => api.modelWeights(layer.name),
  }));
  for (const method of ['kmeans', 'uniform'] as const) {
    const bits = [...new Set(lacking.filter((levels) => levels.method === method).map(({ bits }) => bits))];
    if (bits.length === 0) continue;
    tell(bits, 0, 1);
    const onProgress = (done: number, total: number) => tell(bits, done, total);
    const found = await quantizeLayers(given, bits, method, { signal, onProgress });
    for (const [i, tensors] of found.entries())
      await api.modelKeep({ bits: bits[i], method }, moved(tensors));
  }
}

const moved = (tensors: QuantizedTensor[]) =>
  transfer(
    tensors,
    tensors.map(({ codes }) => codes.buffer),
  );
