/**
 * A convolutional network as far as style transfer needs it: the layers that lead from a picture to the features compared. Its input is
 * RGB in 0..255 less `mean`; an order of channels or a scale that the source had otherwise is folded into its first convolutions.
 */
export interface Network {
  /** Short and stable, as in file names: `vgg19`, `half-vgg`, `resnet50`. */
  id: string;
  /** What a reader calls it. */
  title: string;
  /** Where the weights come from, their licence and what was done to them, in a sentence or two. */
  about: string;
  /** Taken off red, green and blue. The border around a picture is zero after that: the mean's colour. */
  mean: [number, number, number];
  /** In an order in which they can be computed. */
  nodes: Node[];
  /** Names of the convolutions whose output has its Gram matrix compared by default, from the picture on. */
  style: string[];
  /** Name of the convolution whose output is compared itself by default. */
  content: string;
}

export type Node = Convolution | Pool;

/** A convolution with stride 1 and as many zeros around its input as keep the size; a shortcut may be added; then perhaps ReLU. */
export interface Convolution {
  op: 'conv';
  name: string;
  /** Width and height of the kernels. */
  size: 1 | 3 | 7;
  inputs: number;
  outputs: number;
  /** size x size x inputs x outputs, row-major (HWIO): rows, columns, channels in, channels out. */
  weights: Float32Array;
  /** One number per output. */
  bias: Float32Array;
  relu: boolean;
  /** Name of the node it reads; default the one before it, the picture for the first. */
  from?: string;
  /** Name of a node, of the same width, height and channels as the output, that is added before ReLU (a residual connection). */
  plus?: string;
}

/**
 * The largest or the mean of each window. Window 2 goes with stride 2, from the upper left corner: an odd last row or column is left out,
 * as in VGG's implementations. Window 3 goes with stride 1 and keeps the size; what lies outside the picture does not count.
 */
export interface Pool {
  op: 'pool';
  name: string;
  kind: 'max' | 'average';
  window: 2 | 3;
  from?: string;
}

/** What a node reads: the name of a node, or undefined for the picture. */
export function inputOf({ nodes }: Pick<Network, 'nodes'>, index: number): string | undefined {
  return nodes[index].from ?? (index > 0 ? nodes[index - 1].name : undefined);
}

/** The convolutions, whose weights are all that a network has learned. */
export function convolutions({ nodes }: Pick<Network, 'nodes'>): Convolution[] {
  return nodes.filter((node) => node.op === 'conv');
}

/** Weights and biases in all. */
export function parameters(network: Pick<Network, 'nodes'>): { weights: number; biases: number } {
  const convs = convolutions(network);
  return {
    weights: convs.reduce((sum, { weights }) => sum + weights.length, 0),
    biases: convs.reduce((sum, { bias }) => sum + bias.length, 0),
  };
}

/** The nodes needed for the outputs of those named, in order: what lies behind is neither computed nor held. */
export function upTo(network: Network, names: readonly string[]): Network {
  const needed = new Set<string>(names);
  for (let i = network.nodes.length - 1; i >= 0; i--) {
    const node = network.nodes[i];
    if (!needed.has(node.name)) continue;
    const input = inputOf(network, i);
    if (input !== undefined) needed.add(input);
    if (node.op === 'conv' && node.plus !== undefined) needed.add(node.plus);
  }
  // A node that read the one before it still does, though that may stand further off now.
  const nodes = network.nodes.flatMap((node, i) => {
    if (!needed.has(node.name)) return [];
    const from = inputOf(network, i);
    return [from === undefined ? node : { ...node, from }];
  });
  return { ...network, nodes };
}

/** The same network with all its pools of window 2 of one kind: Gatys et al. found averages more pleasing than VGG's maxima. */
export function withPooling(network: Network, kind: 'max' | 'average'): Network {
  const nodes = network.nodes.map((node) =>
    node.op === 'pool' && node.window === 2 ? { ...node, kind } : node,
  );
  return { ...network, nodes };
}
