import { readFile } from 'node:fs/promises';
import { createKmeans1d } from '../../engine/kmeans1d/index.ts';
import * as lloydModule from '../../engine/kmeans1d/lloyd.ts';
import { elbowLength, STARTS } from './effort.ts';
import { Opening } from './opening.ts';
import { DEFAULT_SIZE, PRESETS } from './presets.ts';
import { Session } from './session.ts';
import type { Shown, Source } from './views.ts';

async function firstResult(): Promise<Shown> {
  const wasm = await readFile('src/engine/kmeans1d/kmeans1d.wasm');
  const session = new Session(await createKmeans1d(await WebAssembly.compile(wasm)), lloydModule);
  const opening = new Opening(session, (preset) => {
    throw new Error(`the first preset is computed, ${preset} is not`);
  });
  const { id, k } = PRESETS[0];
  const source: Source = { kind: 'preset', id, n: DEFAULT_SIZE, seed: 1 };
  const opened = await opening.open(source, {});
  if (!opened?.dataset) throw new Error(`no data in the preset ${id}`);
  const { dataset } = opened;
  const most = elbowLength(k, dataset.distinct);
  const elbow = session.elbow(most, Number.POSITIVE_INFINITY);
  const lloyd = session.lloyd(k, 1, 'random', STARTS, Number.POSITIVE_INFINITY);
  return {
    source,
    choices: {},
    // Times of the machine that builds say nothing to a reader, and would make each build differ.
    dataset: { ...dataset, readMs: 0, prepareMs: 0 },
    solution: { ...session.solve(k), ms: 0 },
    elbow: { ...elbow, inertias: elbow.inertias.map(short) },
    lloyd: { ...lloyd, inertias: lloyd.inertias.map(short) },
  };
}

/** Twelve digits are more than a chart shows, and fewer bytes. */
const short = (value: number) => Number(value.toPrecision(12));

/** What the page is served with: the first preset, clustered by the engine while the site is built. */
export default firstResult();
