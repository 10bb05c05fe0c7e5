import type { Core } from '../core.ts';
import { type Shape, shapesOf, type Wired, wired } from '../graph.ts';
import type { Network } from '../network.ts';
import { scratchOf } from './convolution.ts';
import { place } from './lives.ts';
import { bytesOf, floatsOf, inFours } from './sizes.ts';
import { placed } from './weights.ts';

/** A network for pictures of one size, and where everything lies while it is run: pointers, relative to where the whole begins. */
export interface Layout {
  picture: Shape;
  nodes: Wired[];
  shapes: Shape[];
  /** Of each node, how many gradients its own gradient is the sum of; at the end that of the picture. */
  sums: number[];
  rgb: number;
  /** The picture with four channels. */
  input: number;
  outputs: number[];
  slopes: number[];
  inputSlope: number;
  gradient: number;
  /** For what is between within one node. */
  scratch: number;
  bytes: number;
}

/**
 * Lays out a run of a network, there or there and back. `terms`: how many terms of the loss look at each node's output; there must be
 * one behind every node. Things share memory where they are not needed at the same time.
 */
export function layOut(
  core: Core,
  network: Pick<Network, 'nodes'>,
  { width, height }: { width: number; height: number },
  terms: readonly number[],
  back: boolean,
): Layout {
  const nodes = wired(network);
  const shapes = shapesOf(network, width, height);
  const picture: Shape = { width, height, channels: 3 };
  const count = nodes.length;
  const forwardAt = (i: number) => 1 + i;
  const backwardAt = (i: number) => 2 * count - i;
  const sums = [...terms, 0];
  const firstSlope = [...terms, 0].map((_, i) => backwardAt(i === count ? -1 : i));
  const lastUse = [...shapes, picture].map((_, i) => (i === count ? 0 : forwardAt(i)));
  for (const [i, { node, from, plus }] of nodes.entries()) {
    for (const read of plus === undefined ? [from] : [from, plus]) {
      const at = read < 0 ? count : read;
      sums[at]++;
      firstSlope[at] = Math.min(firstSlope[at], backwardAt(i));
      lastUse[at] = Math.max(lastUse[at], forwardAt(i));
    }
    if (!back) continue;
    // Gates, and maxima, must be known on the way back.
    const isLargest = node.op === 'pool' && node.kind === 'max';
    if (isLargest || terms[i] > 0 || (node.op === 'conv' && node.relu)) lastUse[i] = backwardAt(i);
    if (isLargest)
      lastUse[from < 0 ? count : from] = Math.max(lastUse[from < 0 ? count : from], backwardAt(i));
  }
  const pixels = width * height;
  const held = [
    { bytes: bytesOf(3 * pixels), from: 0, to: 0 },
    { bytes: bytesOf(4 * pixels), from: 0, to: lastUse[count] },
    ...shapes.map((shape, i) => ({ bytes: bytesOf(floatsOf(shape)), from: forwardAt(i), to: lastUse[i] })),
  ];
  if (back) {
    held.push(
      ...shapes.map((shape, i) => ({
        bytes: bytesOf(floatsOf(shape)),
        from: firstSlope[i],
        to: backwardAt(i),
      })),
      { bytes: bytesOf(4 * pixels), from: firstSlope[count], to: 2 * count + 1 },
      { bytes: bytesOf(3 * pixels), from: 2 * count + 1, to: 2 * count + 1 },
    );
  }
  const { offsets, bytes } = place(held);
  const [rgb, input, ...rest] = offsets;
  return {
    ...{ picture, nodes, shapes, sums, rgb, input },
    outputs: rest.slice(0, count),
    slopes: rest.slice(count, 2 * count),
    inputSlope: rest[2 * count],
    gradient: rest[2 * count + 1],
    scratch: bytes,
    bytes: bytes + scratchFor(core, nodes, shapes, terms, back),
  };
}

function scratchFor(
  core: Core,
  nodes: Wired[],
  shapes: Shape[],
  terms: readonly number[],
  back: boolean,
): number {
  return nodes.reduce((most, { node }, i) => {
    const gram = terms[i] > 0 ? gramScratch(core, shapes[i].channels).bytes : 0;
    if (node.op === 'pool') return Math.max(most, gram);
    const { forward, backward } = placed(node, 0);
    const there = scratchOf(core, forward, shapes[i]);
    return Math.max(most, gram, there, back ? scratchOf(core, backward, shapes[i]) : 0);
  }, 0);
}

/** Where a Gram matrix, its packed distance and what is between lie in scratch memory. */
export function gramScratch(core: Core, channels: number) {
  const square = bytesOf(inFours(channels) ** 2);
  return {
    G: 0,
    packed: square,
    between: 2 * square,
    bytes: 2 * square + bytesOf(core.style_transfer_gram_scratch(inFours(channels))),
  };
}
