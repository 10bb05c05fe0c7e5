import { hwioOf } from '../../src/engine/style-transfer/model/kernels.ts';
import type { Network, Node } from '../../src/engine/style-transfer/network.ts';
import { parseStructure, type Structure } from '../../src/engine/style-transfer/structure.ts';
import { readNpz } from '../../src/lib/npz.ts';

/**
 * A network as training/networks.py saves it: the array `network` is its structure, JSON in UTF-8; for each convolution `<name>.weight` is
 * out x in x rows x columns, as torch has it, and `<name>.bias` one number per output.
 */
export function networkOfNpz(bytes: Uint8Array): Network {
  const arrays = readNpz(bytes);
  const structure: Structure = parseStructure(new TextDecoder().decode(arrays['network'].data as Uint8Array));
  const nodes = structure.nodes.map((node): Node => {
    if (node.op === 'pool') return node;
    const { name, size, inputs, outputs } = node;
    const { shape, data } = arrays[`${name}.weight`];
    if (String(shape) !== String([outputs, inputs, size, size]))
      throw new Error(`${name}.weight has shape ${shape}`);
    const weights = hwioOf(Float32Array.from(data), 'oihw', inputs, outputs);
    return { ...node, weights, bias: Float32Array.from(arrays[`${name}.bias`].data) };
  });
  return { ...structure, nodes };
}
