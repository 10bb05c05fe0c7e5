import { existsSync, readFileSync } from 'node:fs';

/** Channels of VGG-19 from block to block, and convolutions in each. */
export const BLOCKS = [
  { channels: 64, convolutions: 2 },
  { channels: 128, convolutions: 2 },
  { channels: 256, convolutions: 4 },
  { channels: 512, convolutions: 4 },
  { channels: 512, convolutions: 4 },
];

/** Weights of VGG-19's first blocks in a folder beside the checkout; the bench does without them where there are none. */
const FOLDER = new URL('../../../../shared/data/vgg19-blocks1-3/', import.meta.url);

/** Of a convolution. */
export interface Parameters {
  weights: Float32Array<ArrayBuffer>;
  bias: Float32Array<ArrayBuffer>;
}

/** Those of the convolution of this number, from 1 on, where they are at hand; the first reads blue before red. */
export function realParameters(number: number, inputs: number, outputs: number): Parameters | undefined {
  const shard = new URL(`group${number}-shard1of1`, FOLDER);
  if (!existsSync(shard)) return undefined;
  const numbers = new Float32Array(new Uint8Array(readFileSync(shard)).buffer);
  const count = 9 * inputs * outputs;
  return { weights: numbers.slice(0, count), bias: numbers.slice(count) };
}
