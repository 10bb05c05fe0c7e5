import { InvalidInputError } from '../errors.ts';
import { inputOf, type Network, type Node } from './network.ts';

/** Size of a node's output. */
export interface Shape {
  width: number;
  height: number;
  channels: number;
}

/** A node with the places of what it reads: an index into the nodes, -1 for the picture; `plus` is undefined where nothing is added. */
export interface Wired {
  node: Node;
  from: number;
  plus: number | undefined;
}

/** The nodes of a network with their inputs looked up. Throws an `InvalidInputError` where one is missing or comes later. */
export function wired(network: Pick<Network, 'nodes'>): Wired[] {
  const places = new Map<string, number>();
  return network.nodes.map((node, i) => {
    const find = (name: string | undefined): number => {
      if (name === undefined) return -1;
      const at = places.get(name);
      if (at === undefined)
        throw new InvalidInputError(`Layer ${node.name} reads ${name}, which does not come before it.`);
      return at;
    };
    const from = find(inputOf(network, i));
    const plus = node.op === 'conv' && node.plus !== undefined ? find(node.plus) : undefined;
    if (places.has(node.name)) throw new InvalidInputError(`Two layers are called ${node.name}.`);
    places.set(node.name, i);
    return { node, from, plus };
  });
}

/**
 * Shapes of the outputs of all nodes for a picture of this size. Throws an `InvalidInputError` where layers do not fit together or the
 * picture is so small that a pool leaves nothing of it.
 */
export function shapesOf(network: Pick<Network, 'nodes'>, width: number, height: number): Shape[] {
  const picture: Shape = { width, height, channels: 3 };
  const shapes: Shape[] = [];
  for (const { node, from, plus } of wired(network)) {
    const input = from < 0 ? picture : shapes[from];
    if (node.op === 'pool') {
      const halves = node.window === 2;
      const shape = halves ? { ...input, width: input.width >> 1, height: input.height >> 1 } : { ...input };
      if (shape.width < 1 || shape.height < 1) {
        const least = leastSide(network);
        throw new InvalidInputError(
          `A picture of ${width} × ${height} is too small for this network: each side needs ${least} pixels at least.`,
        );
      }
      shapes.push(shape);
      continue;
    }
    if (input.channels !== node.inputs)
      throw new InvalidInputError(
        `Layer ${node.name} reads ${node.inputs} channels, but what comes before it has ${input.channels}.`,
      );
    const shape = { ...input, channels: node.outputs };
    const added = plus === undefined ? shape : plus < 0 ? picture : shapes[plus];
    if (added.width !== shape.width || added.height !== shape.height || added.channels !== shape.channels)
      throw new InvalidInputError(`What layer ${node.name} adds is of another size than its output.`);
    shapes.push(shape);
  }
  return shapes;
}

/** The least width and height of which every pool of the network leaves something. */
export function leastSide(network: Pick<Network, 'nodes'>): number {
  const halvings: number[] = [];
  for (const { node, from } of wired(network))
    halvings.push((from < 0 ? 0 : halvings[from]) + (node.op === 'pool' && node.window === 2 ? 1 : 0));
  return 2 ** Math.max(0, ...halvings);
}
