import { dispose, type Tensor1D, tensor1d, tensor4d } from '@tensorflow/tfjs-core';
import type { Convolution, Network } from '../network.ts';
import type { Kernels } from './layers.ts';

/** The weights of a network on the device, brought there when they are first needed. */
export class Weights {
  readonly mean: Tensor1D;
  readonly #kernels = new Map<string, Kernels>();

  constructor(network: Network) {
    this.mean = tensor1d(network.mean);
  }

  of(conv: Convolution): Kernels {
    const { name, size, inputs, outputs, weights, bias } = conv;
    let kernels = this.#kernels.get(name);
    if (!kernels) {
      kernels = {
        forward: tensor4d(weights, [size, size, inputs, outputs]),
        backward: tensor4d(turned(conv), [size, size, outputs, inputs]),
        bias: tensor1d(bias),
      };
      this.#kernels.set(name, kernels);
    }
    return kernels;
  }

  free(): void {
    dispose(this.mean);
    for (const kernels of this.#kernels.values()) dispose({ ...kernels });
    this.#kernels.clear();
  }
}

/** Kernels turned by 180 degrees, size x size x outputs x inputs. */
function turned({ size, inputs, outputs, weights }: Convolution): Float32Array {
  const result = new Float32Array(weights.length);
  const area = size * size;
  for (let at = 0; at < area; at++)
    for (let i = 0; i < inputs; i++)
      for (let o = 0; o < outputs; o++)
        result[((area - 1 - at) * outputs + o) * inputs + i] = weights[(at * inputs + i) * outputs + o];
  return result;
}
