import { type Cuts, inertia } from '../../../src/engine/kmeans1d/partition.ts';

/** One way to cluster numbers: what is timed, and what its result says in terms that all share. */
export interface Implementation<Input, Result> {
  /** Name in the tables. */
  name: string;
  /** Version of the package, where it is one. */
  version?: string;
  /** Whether it claims the optimum; then it must reach it. */
  optimal: boolean;
  /** The values in the form this one is quickest on; not timed. */
  input: (values: Float32Array) => Input;
  /** Clusters an input into `k`; its time is measured. */
  cluster: (input: Input, k: number) => Result;
  /** The smallest value of each cluster, ascending. */
  lowest: (result: Result, input: Input) => ArrayLike<number>;
}

/** An implementation whose types nobody needs to know, with its inertia taken the same way for all. */
export interface Contender {
  name: string;
  version?: string;
  optimal: boolean;
  /** Makes `values` ready, and gives what clusters them into `k`. */
  ready: (values: Float32Array, k: number) => { cluster: () => void; inertia: () => number };
}

/** Closes over an implementation's types. Inertia is summed from the values, so that nobody is judged by their own arithmetic. */
export function contender<Input, Result>(implementation: Implementation<Input, Result>): Contender {
  const { name, version, optimal } = implementation;
  const ready = (values: Float32Array, k: number) => {
    const input = implementation.input(values);
    let result: Result;
    return {
      cluster: () => {
        result = implementation.cluster(input, k);
      },
      inertia: () => inertiaOf(values, implementation.lowest(result, input)),
    };
  };
  return { name, ...(version && { version }), optimal, ready };
}

function inertiaOf(values: Float32Array, lowest: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  const cuts: Cuts = new Uint32Array(lowest.length + 1);
  cuts[lowest.length] = sorted.length;
  for (let c = 1, i = 0; c < lowest.length; c++) {
    while (sorted[i] < lowest[c]) i++;
    cuts[c] = i;
  }
  return inertia(sorted, cuts);
}
