import { float32View, float64View, uint8View, uint32View } from '../wasm.ts';
import { noMemory } from './checks.ts';
import type { Core } from './core.ts';

/** How labels are written: four bytes each, one byte each (at most 256 clusters), or not at all. */
export type LabelKind = 'uint32' | 'uint8' | 'none';

export type LabelArray<Kind extends LabelKind> = Kind extends 'uint8'
  ? Uint8Array<ArrayBuffer>
  : Uint32Array<ArrayBuffer>;

/** Values go through the module this many at a time, so that neither they nor their labels take up its memory in full. */
const CHUNK = 65_536;

/** The cluster of each value by the last solution of the core's object at `data`. */
export function label<Kind extends LabelKind>(
  core: Core,
  data: number,
  values: Float32Array | Float64Array,
  single: boolean,
  kind: Kind,
): LabelArray<Kind> {
  const n = values.length;
  const labels = kind === 'uint8' ? new Uint8Array(n) : new Uint32Array(kind === 'none' ? 0 : n);
  // A Uint8Array exactly when the kind is 'uint8', which the compiler does not follow.
  if (kind === 'none') return labels as LabelArray<Kind>;
  const chunk = Math.min(n, CHUNK);
  const input = core.malloc(chunk * 8 + chunk * labels.BYTES_PER_ELEMENT);
  if (input === 0) throw noMemory(values.length);
  const output = input + chunk * 8;
  const inputView = single ? float32View : float64View;
  const outputView = kind === 'uint8' ? uint8View : uint32View;
  try {
    for (let start = 0; start < n; start += chunk) {
      const part = values.subarray(start, start + chunk);
      inputView(core, input, part.length).set(part);
      if (!core.kmeans1d_labels(data, input, part.length, output, labels.BYTES_PER_ELEMENT))
        throw noMemory(n);
      labels.set(outputView(core, output, part.length), start);
    }
  } finally {
    core.free(input);
  }
  return labels as LabelArray<Kind>;
}
