import { buildOf, machine } from '../machine.ts';
import type { ContenderName } from './contenders.ts';
import { evaluationsOf } from './evaluations.ts';
import type { NetworkName } from './networks.ts';
import { RELAXED, WASM } from './ours.ts';
import { pictureOf } from './picture.ts';
import { openTorch } from './python.ts';
import { measureQuantizer } from './quantizer.ts';
import type { Results } from './results.ts';
import { type Bench, openBench } from './threads.ts';

export { disagreements } from './disagreements.ts';
export { print } from './print.ts';

interface Extent {
  cells: [NetworkName, number][];
  effort: { sampleMs: number; rounds: number };
  /** Of whole pictures. */
  pictures: number;
}

/** How much is measured: all of it, or enough to see whether kept figures still hold. */
const EXTENT: { full: Extent; quick: Extent } = {
  full: {
    cells: [128, 256].flatMap((size): [NetworkName, number][] => [
      ['the default model', size],
      ['ResNet-50, first stages', size],
      ['VGG-19 to conv3_4', size],
      ['VGG-19 to conv4_1', size],
    ]),
    effort: { sampleMs: 500, rounds: 7 },
    pictures: 3,
  },
  quick: { cells: [['the default model', 128]], effort: { sampleMs: 50, rounds: 3 }, pictures: 0 },
};

/** Largest pictures for those that take many seconds for one evaluation. */
const MOST: Partial<Record<ContenderName, number>> = { autograd: 128 };

export async function measure(quick: boolean): Promise<Results> {
  const { cells, effort, pictures } = quick ? EXTENT.quick : EXTENT.full;
  const ours = openBench('compiled');
  const rivals = (['relaxed', 'tfjs', 'autograd'] as const).map((key) => ({ key, bench: openBench(key) }));
  const torch = await openTorch();
  try {
    const evaluations: Results['evaluations'] = [];
    for (const [network, size] of cells) {
      const able = rivals.filter(({ key }) => size <= (MOST[key] ?? Number.POSITIVE_INFINITY));
      const benches: Bench[] = [ours, ...(torch ? [torch] : []), ...able.map(({ bench }) => bench)];
      evaluations.push(await evaluationsOf(network, size, benches, torch, effort));
    }
    const picture = pictures > 0 ? await pictureOf(ours, pictures) : undefined;
    return {
      measured: new Date().toISOString().slice(0, 10),
      machine: machine(),
      wasm: buildOf(WASM),
      relaxed: buildOf(RELAXED),
      evaluations,
      ...(picture && { picture }),
      quantizer: await measureQuantizer(quick),
    };
  } finally {
    await ours.close();
    for (const { bench } of rivals) await bench.close();
    await torch?.close();
  }
}
