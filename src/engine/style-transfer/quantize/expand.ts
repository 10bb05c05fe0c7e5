import type { Network } from '../network.ts';
import type { QuantizedTensor } from './tensor.ts';

/** The weights that a codebook and codes stand for. */
export function weightsOf({ centroids, codes }: QuantizedTensor): Float32Array<ArrayBuffer> {
  const weights = new Float32Array(codes.length);
  for (let i = 0; i < codes.length; i++) weights[i] = centroids[codes[i]];
  return weights;
}

/** The network with the weights of these tensors in place of its own; convolutions that none of them names, and biases, stay. */
export function withTensors(network: Network, tensors: readonly QuantizedTensor[]): Network {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const nodes = network.nodes.map((node) => {
    const tensor = node.op === 'conv' ? byName.get(node.name) : undefined;
    return tensor ? { ...node, weights: weightsOf(tensor) } : node;
  });
  return { ...network, nodes };
}
