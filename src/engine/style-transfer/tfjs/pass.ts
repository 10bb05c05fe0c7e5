import { add, dispose, sub, type Tensor2D, type Tensor4D, tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { Work } from '../executor.ts';
import { type Wired, wired } from '../graph.ts';
import type { Network } from '../network.ts';
import { convolve, convolveBack, pooled, pooledBack, throughRelu } from './layers.ts';
import { contentTerm, styleTerm, type Term } from './terms.ts';
import type { Weights } from './weights.ts';

/** What one node's output is compared with; `place` is that of its loss among those of its kind. */
export type Aim = { place: number; weight: number } & (
  | { kind: 'style'; target: Tensor2D }
  | { kind: 'content'; target: Tensor4D }
);

/** One way through a network and back for one picture. Whatever it holds is let go of by `free`, also half-way. */
export class Pass {
  readonly #nodes: Wired[];
  readonly #weights: Weights;
  readonly #picture: Tensor4D;
  readonly #outputs: Tensor4D[] = [];
  /** Gradients at the outputs, as far as they have come. */
  readonly #slopes = new Map<number, Tensor4D>();
  readonly #distances: Term['distance'][] = [];

  constructor(network: Network, weights: Weights, rgb: Float32Array, width: number, height: number) {
    this.#nodes = wired(network);
    this.#weights = weights;
    this.#picture = tidy(() => sub(tensor4d(rgb, [1, height, width, 3]), weights.mean));
  }

  /** The output of a node, 1 x height x width x channels, after `forward`. */
  at(name: string): Tensor4D {
    return this.#outputs[this.#nodes.findIndex(({ node }) => node.name === name)];
  }

  *forward(): Work<void> {
    for (const { node, from, plus } of this.#nodes) {
      const input = this.#outputAt(from);
      const added = plus === undefined ? undefined : this.#outputAt(plus);
      this.#outputs.push(
        node.op === 'pool' ? pooled(node, input) : convolve(node, this.#weights.of(node), input, added),
      );
      yield;
    }
  }

  /**
   * The gradient at the picture, and squared distances in the order in which they are met: `aims` by node. Both belong to the pass.
   */
  *backward(
    aims: readonly (readonly Aim[])[],
  ): Work<{ gradient: Tensor4D; distances: Term['distance'][]; met: Aim[] }> {
    const met: Aim[] = [];
    for (let i = this.#nodes.length - 1; i >= 0; i--) {
      for (const aim of aims[i]) {
        const { distance, slope } =
          aim.kind === 'style'
            ? styleTerm(this.#outputs[i], aim.target, aim.weight)
            : contentTerm(this.#outputs[i], aim.target, aim.weight);
        this.#distances.push(distance);
        met.push(aim);
        this.#add(i, slope);
        yield;
      }
      this.#back(i);
      yield;
    }
    return { gradient: this.#slopes.get(-1)!, distances: this.#distances, met };
  }

  /** From the gradient at a node's output to those at what it reads. */
  #back(i: number): void {
    const { node, from, plus } = this.#nodes[i];
    let slope = this.#slopes.get(i);
    if (!slope) return; // nothing behind it is compared
    const output = this.#outputs[i];
    if (node.op === 'pool') this.#add(from, pooledBack(node, this.#outputAt(from), output, slope));
    else {
      if (node.relu) {
        const before = throughRelu(slope, output);
        slope.dispose();
        slope = before;
        this.#slopes.set(i, slope);
      }
      this.#add(from, convolveBack(this.#weights.of(node), slope));
      if (plus !== undefined) this.#add(plus, slope.clone());
    }
    slope.dispose();
    this.#slopes.delete(i);
    // Whoever reads this output has been met already.
    output.dispose();
  }

  #add(i: number, slope: Tensor4D): void {
    const before = this.#slopes.get(i);
    if (before) {
      this.#slopes.set(i, add(before, slope));
      dispose([before, slope]);
    } else this.#slopes.set(i, slope);
  }

  #outputAt(i: number): Tensor4D {
    return i < 0 ? this.#picture : this.#outputs[i];
  }

  free(): void {
    // Disposing of a tensor twice does nothing.
    dispose([this.#picture, ...this.#outputs, ...this.#slopes.values(), ...this.#distances]);
  }
}
