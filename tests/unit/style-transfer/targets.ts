import { type Executor, finish, type Targets } from '../../../src/engine/style-transfer/executor.ts';
import type { Network } from '../../../src/engine/style-transfer/network.ts';
import { randomPicture } from './networks.ts';

/** Targets from another picture's Gram matrices and a third one's features. */
export async function targetsOf(
  executor: Executor,
  network: Network,
  width: number,
  height: number,
): Promise<Targets> {
  const { grams } = await finish(
    executor.describe(randomPicture(width + 3, height + 1, 5), { grams: network.style }),
  );
  const content = randomPicture(width, height, 6);
  const { features } = await finish(executor.describe(content, { features: [network.content] }));
  const over = (values: Float32Array) => 1 / values.reduce((sum, v) => sum + v * v, 1e-9);
  return {
    style: [...grams].map(([layer, gram]) => ({ layer, gram, weight: over(gram) })),
    content: [...features].map(([layer, values]) => ({ layer, features: values, weight: over(values) })),
  };
}
