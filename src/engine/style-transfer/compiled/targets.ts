import type { Targets } from '../executor.ts';
import { type Shape, shapesOf } from '../graph.ts';
import type { Network } from '../network.ts';
import { spreadChannels } from './channels.ts';
import type { Layout } from './layout.ts';
import type { Memory } from './memory.ts';
import type { Term, Terms } from './pass.ts';
import { bytesOf, floatsOf, inFours } from './sizes.ts';

/** The place of a layer among the nodes; throws where there is none. */
export function indexOf({ nodes }: Network, layer: string): number {
  const index = nodes.findIndex(({ name }) => name === layer);
  if (index < 0) throw new Error(`There is no layer ${layer}.`);
  return index;
}

/** Which nodes the targets are for, and where they are to lie; complains where one has not the size of its layer. */
export function placeTargets(
  network: Network,
  width: number,
  height: number,
  { style, content }: Targets,
): { terms: Terms; bytes: number } {
  const shapes = shapesOf(network, width, height);
  let bytes = 0;
  const place = (
    { layer, weight }: { layer: string; weight: number },
    length: number,
    numbers: (shape: Shape) => number,
    floats: (shape: Shape) => number,
  ): Term => {
    const node = indexOf(network, layer);
    if (length !== numbers(shapes[node]))
      throw new RangeError(
        `The target of layer ${layer} has ${length} numbers, not ${numbers(shapes[node])}.`,
      );
    const target = bytes;
    bytes += bytesOf(floats(shapes[node]));
    return { node, weight, target };
  };
  const terms: Terms = {
    style: style.map((target) =>
      place(
        target,
        target.gram.length,
        ({ channels }) => channels ** 2,
        ({ channels }) => inFours(channels) ** 2,
      ),
    ),
    content: content.map((target) =>
      place(target, target.features.length, (shape) => shape.width * shape.height * shape.channels, floatsOf),
    ),
  };
  return { terms, bytes };
}

/** Copies targets to where `placeTargets` has placed them, from `start` on. */
export function copyTargets(
  memory: Memory,
  { shapes }: Layout,
  terms: Terms,
  targets: Targets,
  start: number,
): void {
  for (const [i, { node, target }] of terms.style.entries()) {
    const { channels } = shapes[node];
    const stride = inFours(channels);
    spreadChannels(targets.style[i].gram, channels, memory.floats(start + target, stride ** 2), stride);
  }
  for (const [i, { node, target }] of terms.content.entries()) {
    const { channels } = shapes[node];
    const to = memory.floats(start + target, floatsOf(shapes[node]));
    spreadChannels(targets.content[i].features, channels, to, inFours(channels));
  }
}
