import { damaged, shown } from '../model/damaged.ts';
import type { QuantizedTensor } from './tensor.ts';

/** Where codebooks come from: optimal for the weights themselves, or for those of a file of more bits. */
export type Origin = 'floats' | 'derived';

/** What a file tells of its quantized weights beside codebooks and codes, as JSON. */
export function quantizationJson(tensors: readonly QuantizedTensor[], origin: Origin): string {
  const layers = tensors.map(({ name, bits, inertia, power }) => [name, { bits, inertia, power }]);
  return JSON.stringify({ origin, layers: Object.fromEntries(layers) });
}

/** The way back: bits and errors by layer; none where the text is absent. Throws an `InvalidInputError` for anything else. */
export function parseQuantization(json: string | undefined) {
  const layers = new Map<string, Pick<QuantizedTensor, 'bits' | 'inertia' | 'power'>>();
  if (json === undefined) return { origin: 'floats' as const, layers };
  let value: { origin?: unknown; layers?: unknown } | null;
  try {
    value = JSON.parse(json);
  } catch {
    value = null;
  }
  const origin = value?.origin;
  if (
    (origin !== 'floats' && origin !== 'derived') ||
    typeof value?.layers !== 'object' ||
    value.layers === null
  )
    throw damaged('it does not say how its weights are quantized');
  for (const [name, layer] of Object.entries(
    value.layers as Record<string, Record<string, unknown> | null>,
  )) {
    const { bits, inertia, power } = layer ?? {};
    if (!Number.isInteger(bits) || (bits as number) < 1 || (bits as number) > 8)
      throw damaged(`the weights of ${shown(name)} have ${shown(bits)} bits`);
    layers.set(name, { bits: bits as number, ...sum('inertia', inertia), ...sum('power', power) });
  }
  return { origin: origin as Origin, layers };
}

/** A sum of squares where the file has one. */
function sum(name: 'inertia' | 'power', value: unknown): { inertia?: number; power?: number } {
  if (value === undefined) return {};
  if (!Number.isFinite(value) || (value as number) < 0) throw damaged(`a sum of squares is ${shown(value)}`);
  return { [name]: value };
}
