import { readFile } from 'node:fs/promises';
import { createKmeans1d } from '../../../engine/kmeans1d/index.ts';
import { SAMPLES } from '../samples.ts';
import type { GrayRow } from './gray.ts';
import { openSample, quantizer } from './open.build.ts';
import { GRAY } from './settings.ts';

/** Rounding of sums, as a share of the optimum: less than this above it counts as the optimum. */
const ROUNDING = 1e-9;

async function grayRows(): Promise<GrayRow[]> {
  const wasm = await WebAssembly.compile(await readFile('src/engine/kmeans1d/kmeans1d.wasm'));
  const kmeans1d = await createKmeans1d(wasm);
  const engine = await quantizer;
  const rows: GrayRow[] = [];
  for (const id of GRAY.ids) {
    const { rgba, width, height } = await openSample(id);
    const levels = Uint8Array.from({ length: width * height }, (_, i) => luma(rgba, 4 * i));
    // In red alone, because the engine knows gray when it sees it, and solves it another way.
    const red = Uint8Array.from({ length: 4 * levels.length }, (_, at) => redOf(levels, at));
    const histogram = engine.histogram(red, width, height);
    const prepared = kmeans1d.prepare(Float64Array.from(levels));
    const cells = GRAY.ks.map((k) => {
      const { inertia, gap } = prepared.solve(k, { labels: 'none' });
      const excess = (mode: 'fast' | 'best') => {
        const share = engine.quantize(histogram, { k, mode }).cost / inertia - 1;
        if (share < -(gap / inertia + ROUNDING)) throw new Error(`${id}, k = ${k}: less than the optimum`);
        return share < ROUNDING ? 0 : share;
      };
      return { k, fast: excess('fast'), best: excess('best') };
    });
    rows.push({
      title: SAMPLES.find((sample) => sample.id === id)!.title,
      levels: histogram.distinct,
      cells,
    });
    prepared.free();
    histogram.free();
  }
  return rows;
}

/** Rec. 709 luma of a pixel, to the nearest of 256 levels. */
function luma(rgba: Uint8Array, at: number): number {
  return Math.round(0.2126 * rgba[at] + 0.7152 * rgba[at + 1] + 0.0722 * rgba[at + 2]);
}

function redOf(levels: Uint8Array, at: number): number {
  if (at % 4 === 3) return 255;
  return at % 4 === 0 ? levels[at / 4] : 0;
}

/** How far the search stays from the optimum, where kmeans1d knows it. */
export default grayRows();
