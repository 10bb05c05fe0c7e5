import { gaussian, seeded } from '../../../../src/engine/random.ts';
import { BLOCKS, realParameters } from '../vgg19.ts';

/** A layer by name and weights. */
export interface Layer {
  name: string;
  weights: Float32Array<ArrayBuffer>;
}

/**
 * The 16 convolutions of VGG-19, 20,018,880 weights: real where `real` asks for it and they are at hand, else drawn from a mixture of a
 * normal and a Laplace distribution, with half the spread of He's initialization.
 */
export function vgg19(real: boolean): { layers: Layer[]; real: number } {
  const layers: Layer[] = [];
  let known = 0;
  let inputs = 3;
  BLOCKS.forEach(({ channels, convolutions }, block) => {
    for (let i = 0; i < convolutions; i++) {
      const count = 9 * inputs * channels;
      const kept = real ? realParameters(layers.length + 1, inputs, channels) : undefined;
      if (kept) known += count;
      layers.push({
        name: `conv${block + 1}_${i + 1}`,
        weights: kept?.weights ?? synthetic(layers.length, count, 0.5 * Math.sqrt(2 / (9 * inputs))),
      });
      inputs = channels;
    }
  });
  return { layers, real: known };
}

function synthetic(seed: number, count: number, spread: number): Float32Array<ArrayBuffer> {
  const random = seeded(seed);
  const weights = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const laplace = random() < 0.5;
    const side = random() < 0.5 ? -1 : 1;
    weights[i] = spread * (laplace ? -side * Math.log(1 - random()) : gaussian(random));
  }
  return weights;
}
