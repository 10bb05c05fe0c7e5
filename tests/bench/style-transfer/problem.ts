import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import {
  finish,
  type Network,
  type Picture,
  shapesOf,
  type Targets,
} from '../../../src/engine/style-transfer/index.ts';
import { openCompiled } from './ours.ts';

const PICTURES = fileURLToPath(
  new URL('../../../src/components/color-quantization/pictures/', import.meta.url),
);

/** The photo and the painting that all is measured with, as squares. */
export async function picturesOf(size: number): Promise<{ content: Picture; style: Picture }> {
  const [content, style] = await Promise.all(['china', 'starry-night'].map((name) => square(name, size)));
  return { content, style };
}

async function square(name: string, size: number): Promise<Picture> {
  const pixels = sharp(`${PICTURES}${name}.webp`).removeAlpha().resize(size, size, { fit: 'cover' });
  return { width: size, height: size, data: Float32Array.from(await pixels.raw().toBuffer()) };
}

/** A loss to be evaluated: targets of the photo and the painting, each divided by its sum of squares, at a mixture of the two. */
export interface Problem {
  size: number;
  targets: Targets;
  /** size x size x 3 */
  rgb: Float32Array;
}

export async function problemOf(network: Network, size: number): Promise<Problem> {
  const { content, style } = await picturesOf(size);
  const executor = await openCompiled(network);
  const { grams } = await finish(executor.describe(style, { grams: network.style }));
  const { features } = await finish(executor.describe(content, { features: [network.content] }));
  executor.free();
  const over = (values: Float32Array) => 1 / values.reduce((sum, value) => sum + value * value, 0);
  return {
    size,
    targets: {
      style: [...grams].map(([layer, gram]) => ({ layer, gram, weight: over(gram) / grams.size })),
      content: [...features].map(([layer, values]) => ({
        layer,
        features: values,
        weight: 0.03 * over(values),
      })),
    },
    rgb: content.data.map((value, i) => 0.6 * value + 0.4 * style.data[i]),
  };
}

/** Floating-point operations of one evaluation by the definitions: convolutions there and back, Gram matrices and their gradients. */
export function operationsOf(network: Network, size: number): number {
  const shapes = shapesOf(network, size, size);
  return network.nodes.reduce((sum, node, i) => {
    const { width, height, channels } = shapes[i];
    const pixels = width * height;
    const convolution = node.op === 'conv' ? 4 * pixels * node.weights.length : 0;
    const gram = network.style.includes(node.name) ? 4 * pixels * channels ** 2 : 0;
    return sum + convolution + gram;
  }, 0);
}
