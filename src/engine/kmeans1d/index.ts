import { instantiate } from '../wasm.ts';
import type { Core } from './core.ts';
import { type Clustering, type LabelKind, Prepared } from './prepared.ts';

export type { ElbowStep } from './elbow.ts';
export type { Clustering, LabelKind, Prepared } from './prepared.ts';

/** Globally optimal k-means of numbers on a line. */
export interface Kmeans1d {
  /**
   * Sorts the values and gets ready to cluster them into any number of clusters; O(n). Takes up to 40 bytes of the module's
   * memory per float32 value until `free` is called on what it returns. `weights` are finite and above 0, one per value.
   * Keeps the array of values, uncopied, to label them: do not change it before the last `solve`.
   * Throws an `InvalidInputError` when the input cannot be clustered, and stays usable.
   */
  prepare(values: Float32Array | Float64Array, options?: { weights?: Float64Array }): Prepared;
  /** `prepare`, `solve` and `free` in one, for a single k. */
  cluster<Labels extends LabelKind = 'uint32'>(
    values: Float32Array | Float64Array,
    k: number,
    options?: { weights?: Float64Array; labels?: Labels },
  ): Clustering<Labels>;
  /** Bytes of memory that the module has taken so far; it reuses them, but never gives them back. */
  memoryBytes(): number;
}

/** One instance of the module built from wasm/kmeans1d, for any number of sets of values, at once or in turn. */
export async function createKmeans1d(module: WebAssembly.Module): Promise<Kmeans1d> {
  const core = await instantiate<Core>(module);
  const prepare: Kmeans1d['prepare'] = (values, { weights } = {}) => new Prepared(core, values, weights);
  return {
    prepare,
    cluster(values, k, options) {
      const prepared = prepare(values, options);
      try {
        return prepared.solve(k, options);
      } finally {
        prepared.free();
      }
    },
    memoryBytes: () => core.memory.buffer.byteLength,
  };
}
