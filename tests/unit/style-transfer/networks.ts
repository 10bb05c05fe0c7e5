import { gaussian, seeded } from '../../../src/engine/random.ts';
import type { Convolution, Network, Node, Pool } from '../../../src/engine/style-transfer/network.ts';
import type { Picture } from '../../../src/engine/style-transfer/picture.ts';

type Plan = { name: string } & (
  | ({ op: 'conv'; size: 1 | 3 | 7; inputs: number; outputs: number; relu?: boolean } & Pick<
      Convolution,
      'from' | 'plus'
    >)
  | Omit<Pool, 'name'>
);

/** A network with seeded random weights, of a size that keeps the features' (He et al. 2015). */
export function randomNetwork(plans: Plan[], style: string[], content: string, seed = 1): Network {
  const random = seeded(seed);
  const nodes = plans.map((plan): Node => {
    if (plan.op === 'pool') return plan;
    const { size, inputs, outputs } = plan;
    const spread = Math.sqrt(2 / (size * size * inputs));
    return {
      relu: true,
      ...plan,
      weights: Float32Array.from({ length: size * size * inputs * outputs }, () => spread * gaussian(random)),
      bias: Float32Array.from({ length: outputs }, () => 0.1 * gaussian(random)),
    };
  });
  return { id: 'random', title: 'Random', about: 'For tests.', mean: [123, 117, 104], nodes, style, content };
}

/** Blocks of 3 x 3 convolutions with pools between, as VGG has them. */
export function smallVgg(channels = [8, 12, 16], kind: Pool['kind'] = 'max', seed = 1): Network {
  const plans: Plan[] = [];
  let inputs = 3;
  for (const [i, outputs] of channels.entries()) {
    const block = i + 1;
    if (i > 0) plans.push({ op: 'pool', name: `pool${i}`, kind, window: 2 });
    plans.push({ op: 'conv', name: `conv${block}_1`, size: 3, inputs, outputs });
    plans.push({ op: 'conv', name: `conv${block}_2`, size: 3, inputs: outputs, outputs });
    inputs = outputs;
  }
  return randomNetwork(
    plans,
    channels.map((_, i) => `conv${i + 1}_1`),
    `conv${channels.length}_2`,
    seed,
  );
}

/** All that a network may have: three sizes of kernels, both kinds and windows of pools, branches and shortcuts, outputs without ReLU. */
export function smallResidual(seed = 1): Network {
  return randomNetwork(
    [
      { op: 'conv', name: 'stem', size: 7, inputs: 3, outputs: 6 },
      { op: 'pool', name: 'mean', kind: 'average', window: 2 },
      { op: 'pool', name: 'most', kind: 'max', window: 3 },
      { op: 'conv', name: 'a', size: 1, inputs: 6, outputs: 4 },
      { op: 'conv', name: 'b', size: 3, inputs: 4, outputs: 4 },
      { op: 'conv', name: 'side', size: 1, inputs: 6, outputs: 10, relu: false, from: 'most' },
      { op: 'conv', name: 'c', size: 1, inputs: 4, outputs: 10, from: 'b', plus: 'side' },
      { op: 'pool', name: 'smooth', kind: 'average', window: 3 },
      { op: 'pool', name: 'half', kind: 'max', window: 2 },
      { op: 'conv', name: 'd', size: 3, inputs: 10, outputs: 10, relu: false },
      { op: 'conv', name: 'e', size: 1, inputs: 10, outputs: 10, plus: 'half' },
    ],
    ['stem', 'c', 'e'],
    'c',
    seed,
  );
}

/** Whole grey levels, so that a step of 2^-k is exact in float32. */
export function randomPicture(width: number, height: number, seed = 1): Picture {
  const random = seeded(seed);
  return {
    width,
    height,
    data: Float32Array.from({ length: width * height * 3 }, () => Math.floor(256 * random())),
  };
}
