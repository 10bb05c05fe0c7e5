import type { Random } from '../../../src/engine/random.ts';
import { shapesOf } from '../../../src/engine/style-transfer/graph.ts';
import type { Network, Node } from '../../../src/engine/style-transfer/network.ts';
import { randomNetwork } from './networks.ts';

type Plan = Parameters<typeof randomNetwork>[0][number];

/** A network of up to ten nodes of every kind, with branches and shortcuts wherever they fit; any number of channels. */
export function anyNetwork(random: Random, seed: number): Network {
  const below = (bound: number) => Math.floor(random() * bound);
  const plans: Plan[] = [
    { op: 'conv', name: 'n0', size: ([1, 3, 7] as const)[below(3)], inputs: 3, outputs: 1 + below(9) },
  ];
  const shapes = () => shapesOf({ nodes: plans as unknown as Node[] }, 64, 64);
  for (let i = 1, count = 2 + below(9); i < count; i++) {
    const [name, known] = [`n${i}`, shapes()];
    const from = random() < 0.7 ? i - 1 : below(i);
    const input = known[from];
    const read = from === i - 1 ? {} : { from: plans[from].name };
    if (random() < 0.3) {
      const window = input.width > 16 && random() < 0.7 ? 2 : 3;
      plans.push({ op: 'pool', name, kind: random() < 0.5 ? 'max' : 'average', window, ...read });
      continue;
    }
    const fitting = known.flatMap(({ width }, at) => (width === input.width ? [at] : []));
    const plus = random() < 0.4 ? fitting[below(fitting.length)] : undefined;
    plans.push({
      ...{ op: 'conv', name, size: ([1, 3, 3, 7] as const)[below(4)], relu: random() < 0.7, ...read },
      ...{ inputs: input.channels, outputs: plus === undefined ? 1 + below(20) : known[plus].channels },
      ...(plus === undefined ? {} : { plus: plans[plus].name }),
    });
  }
  const names = plans.filter(() => random() < 0.5).map(({ name }) => name);
  const content = plans[below(plans.length)].name;
  return randomNetwork(plans, names.length > 0 ? names : [content], content, seed);
}
