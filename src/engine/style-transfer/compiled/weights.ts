import type { Core } from '../core.ts';
import type { Work } from '../executor.ts';
import type { Convolution, Node } from '../network.ts';
import type { Kernel } from './convolution.ts';
import type { Memory } from './memory.ts';
import { bytesOf, inFours } from './sizes.ts';

/** A convolution as the module takes it, in both directions. */
export interface Packed {
  forward: Kernel;
  backward: Kernel;
  bias: number;
}

/** The weights of a network in a module's memory, from its start on; each is packed when it is first needed. */
export class Weights {
  readonly #core: Core;
  readonly #memory: Memory;
  readonly #packed = new Map<string, Packed>();
  /** Where they end. */
  end: number;

  constructor(core: Core, memory: Memory) {
    this.#core = core;
    this.#memory = memory;
    this.end = memory.start;
  }

  of({ name }: Convolution): Packed {
    return this.#packed.get(name)!;
  }

  /** Where they will end once those of all these nodes are there. */
  endWith(nodes: readonly Node[]): number {
    return this.#missing(nodes).reduce((end, node) => placed(node, end).end, this.end);
  }

  /** Packs what is not there yet. */
  *pack(nodes: readonly Node[]): Work<void> {
    for (const node of this.#missing(nodes)) {
      const { forward, backward, bias, end } = placed(node, this.end);
      const { weights, size, inputs, outputs } = node;
      this.#memory.reserve(end + bytesOf(weights.length));
      for (const [direction, kernel] of [forward, backward].entries()) {
        this.#memory.floats(end, weights.length).set(weights);
        this.#core.style_transfer_pack(end, size, inputs, outputs, direction, kernel.packed);
        yield;
      }
      const biases = this.#memory.floats(bias, forward.outputs);
      biases.fill(0);
      biases.set(node.bias);
      this.#packed.set(node.name, { forward, backward, bias });
      this.end = end;
      yield;
    }
  }

  #missing(nodes: readonly Node[]): Convolution[] {
    return nodes.filter((node) => node.op === 'conv' && !this.#packed.has(node.name)) as Convolution[];
  }
}

/** A convolution as it would lie from `start` on, and where it would end. */
export function placed({ size, inputs, outputs }: Convolution, start: number): Packed & { end: number } {
  const [read, written] = [inFours(inputs), inFours(outputs)];
  const bytes = bytesOf(size * size * read * written);
  const forward = { size, inputs: read, outputs: written, packed: start };
  const backward = { size, inputs: written, outputs: read, packed: start + bytes };
  const bias = start + 2 * bytes;
  return { forward, backward, bias, end: bias + bytesOf(written) };
}
