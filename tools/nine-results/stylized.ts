import type { FinalLosses } from '../../src/components/style-transfer/figures/nine-results.ts';
import {
  type CreateExecutor,
  finish,
  type Network,
  type Picture,
  type Settings,
  Stylization,
} from '../../src/engine/style-transfer/index.ts';
import { rounded } from './depths.ts';

/** What is stylized, and how. */
export interface Order {
  content: Picture;
  style: Picture;
  settings: Partial<Settings>;
}

/** A whole run, to its end. */
export async function stylized(create: CreateExecutor, network: Network, order: Order) {
  return run(create, network, order, order.settings);
}

/** The losses of a finished picture under this network, at the last level. */
export async function judged(
  create: CreateExecutor,
  network: Network,
  order: Order,
  picture: Picture,
): Promise<FinalLosses> {
  const { losses } = await run(create, network, order, { ...order.settings, steps: [0], start: picture });
  return losses;
}

async function run(
  create: CreateExecutor,
  network: Network,
  { content, style }: Order,
  settings: Partial<Settings>,
): Promise<{ picture: Picture; losses: FinalLosses }> {
  const executor = await create(network);
  try {
    const stylization = new Stylization(
      executor,
      network,
      content,
      [{ picture: style, weight: 1 }],
      settings,
    );
    await finish(stylization.run());
    const { picture, losses } = stylization.latest!;
    const mean = losses.style.reduce((sum, loss) => sum + loss, 0) / losses.style.length;
    return {
      picture,
      losses: { total: rounded(losses.total), content: rounded(losses.content), style: rounded(mean) },
    };
  } finally {
    executor.free();
  }
}
