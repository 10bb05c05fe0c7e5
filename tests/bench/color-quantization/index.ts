import { buildOf, machine } from '../machine.ts';
import { cellsOf } from './cells.ts';
import { evaluator } from './evaluator.ts';
import { grayExcess } from './gray.ts';
import { WASM } from './ours.ts';
import type { Bench } from './outcome.ts';
import { macaw, photos, preview, samples } from './pictures.ts';
import { instantOf, memoryOf } from './preview.ts';
import { openPython } from './python.ts';
import { ratiosOf } from './ratios.ts';
import type { Results } from './results.ts';
import { quickRivals, setRivals } from './rivals.ts';
import { setOf } from './set.ts';
import { openThread } from './thread.ts';
import { isOurs } from './ways.ts';

export { disagreements } from './disagreements.ts';
export { print } from './print.ts';

/** How much is measured: all of it, or enough to see whether kept figures still hold. */
const EXTENT = {
  full: { pictures: [macaw, ...photos], ks: [8, 16, 64, 256], rounds: 3, setKs: [16, 64, 256] },
  quick: { pictures: [macaw, photos[0]], ks: [16, 64], rounds: 1, setKs: [] },
};
const GRAY_KS = [2, 4, 8, 16, 32, 64, 128];

export async function measure(quick: boolean): Promise<Results> {
  const extent = quick ? EXTENT.quick : EXTENT.full;
  const thread = openThread();
  const python = quick ? undefined : await openPython();
  const benches = [
    ...thread.benches.filter(({ name }) => !quick || isOurs(name) || has(quickRivals, name)),
    ...(python?.benches ?? []),
  ];
  const results: Results = {
    measured: new Date().toISOString().slice(0, 10),
    machine: machine(),
    wasm: buildOf(WASM),
    pictures: [],
    contenders: benches.map(({ name, version, program }) => ({
      name,
      ...(version && { version }),
      ...(program && { program }),
    })),
    cells: [],
    ratios: [],
    set: await setOf(quick ? [] : samples, extent.setKs, forSet(benches)),
    instant: [],
    memory: [],
    gray: [],
  };
  for (const { name, open } of extent.pictures) {
    const picture = await open();
    const { width, height, rgba } = picture;
    results.pictures.push({ name, width, height, distinct: evaluator(rgba).distinct });
    results.cells.push(...(await cellsOf(name, picture, extent.ks, benches, extent.rounds)));
    results.instant.push(await instantOf(name, await preview(picture)));
    if (name !== macaw.name) results.memory.push(await memoryOf(name, picture));
    results.gray.push(...(await grayExcess(name, picture, GRAY_KS)));
  }
  results.ratios = ratiosOf(results.cells);
  await thread.close();
  python?.close();
  return results;
}

function forSet(benches: Bench[]): Bench[] {
  return benches.filter(({ name }) => isOurs(name) || has(setRivals, name));
}

function has(rivals: { name: string }[], name: string): boolean {
  return rivals.some((rival) => rival.name === name);
}
