import { readdirSync, readFileSync } from 'node:fs';
import { readNetwork } from '../../../src/engine/style-transfer/model/index.ts';
import { type Convolution, convolutions } from '../../../src/engine/style-transfer/network.ts';

const FOLDER = new URL('../../fixtures/style-transfer/model-files/', import.meta.url);

/** Channels of VGG-19's convolutions, as multiples of those of its first. */
export const FACTORS = [1, 1, 2, 2, 4, 4, 4, 4, 8, 8, 8, 8, 8, 8, 8, 8];

/** One of the files that make.py wrote. */
export const fixture = (name: string) => new Uint8Array(readFileSync(new URL(name, FOLDER)));

/** The files of a folder of them. */
export const folder = (name: string) =>
  readdirSync(new URL(`${name}/`, FOLDER)).map((file) => ({ name: file, bytes: fixture(`${name}/${file}`) }));

/** The names of all of them. */
export const fixtures = readdirSync(FOLDER).filter((name) => name.includes('.') && name !== 'make.py');

/** Reads one of them, or what became of it. */
export const read = (name: string, bytes = fixture(name)) => readNetwork([{ name, bytes }]);

/** As make.py has it: number i of convolution l (of its bias: l + 50). */
const number = (i: number, layer: number) => (((7919 * i + 104_729 * layer + 13) % 2001) - 1000) / 1024;

const numbers = (count: number, layer: number) =>
  Float32Array.from({ length: count }, (_, i) => number(i, layer));

/** The first convolutions as make.py has written them: kernels in HWIO before anything is folded into the first. */
export function written(
  count = 16,
  width = 1,
): Pick<Convolution, 'weights' | 'bias' | 'inputs' | 'outputs'>[] {
  return FACTORS.slice(0, count).map((factor, layer) => {
    const inputs = layer === 0 ? 3 : width * FACTORS[layer - 1];
    const outputs = width * factor;
    return {
      inputs,
      outputs,
      weights: numbers(9 * inputs * outputs, layer),
      bias: numbers(outputs, layer + 50),
    };
  });
}

/** As they are expected in a network that takes red, green and blue in 0..255 less the mean. */
export function expected(input: 'caffe' | 'torchvision', count?: number, width?: number) {
  const layers = written(count, width);
  const [{ weights, outputs }] = layers;
  const folded = weights.map((weight, i) => {
    const channel = Math.floor(i / outputs) % 3;
    if (input === 'torchvision') return weight / (255 * [0.229, 0.224, 0.225][channel]);
    return weights[i + (2 - 2 * channel) * outputs];
  });
  return [{ ...layers[0], weights: folded }, ...layers.slice(1)];
}

/** The same of a network that was read. */
export const found = (nodes: Parameters<typeof convolutions>[0]) =>
  convolutions(nodes).map(({ inputs, outputs, weights, bias }) => ({ inputs, outputs, weights, bias }));
