import { fileURLToPath } from 'node:url';
import { PYTHON } from '../../../python.ts';
import { startPython } from '../../python-process.ts';
import { round } from '../../rounded.ts';
import type { Thread } from '../../thread.ts';
import type { Reply, Request } from './quantizer.worker.ts';
import type { RivalRow } from './results.ts';
import type { Layer } from './weights.ts';

const SCRIPT = fileURLToPath(new URL('./rivals.py', import.meta.url));
const INSTALL = 'On Debian: apt-get install python3-sklearn python3-torch';

/** Programs that place levels too, by their name in the script. */
const RIVALS = {
  sklearn: { name: 'scikit-learn, KMeans (Lloyd)', package: 'sklearn' },
  'torch MinMax': { name: 'torch, MinMaxObserver', package: 'torch' },
  'torch Histogram': { name: 'torch, HistogramObserver', package: 'torch' },
};

/** One layer at these depths: ours by k-means and uniform, and what there is in Python; each once, after a warm-up of ours. */
export async function rivalsOf(thread: Thread, layer: Layer, depths: number[]): Promise<RivalRow[]> {
  const rows: RivalRow[] = [];
  const python = await startPython(SCRIPT, PYTHON, INSTALL);
  try {
    for (const bits of depths) {
      const ours = async (method: Request['method']) => {
        const request: Request = { weights: layer.weights, depths: [bits], method };
        await thread.ask<Reply>(request);
        return thread.ask<Reply>(request);
      };
      const best = await ours('kmeans');
      const row = (name: string, ms: number, inertia: number, version?: string): RivalRow => ({
        ...{ name, bits, ms: round(ms), inertia: round(inertia / best.inertia[0], 6) },
        ...(version && { version }),
      });
      const uniform = await ours('uniform');
      rows.push(row('this project, k-means', best.ms, best.inertia[0]));
      rows.push(row('this project, uniform', uniform.ms, uniform.inertia[0]));
      for (const [method, rival] of Object.entries(RIVALS)) {
        const version = python?.versions[rival.package];
        if (!python || !version) continue;
        const { ms, inertia } = await python.ask<{ ms: number; inertia: number }>(
          { method, bits },
          { weights: layer.weights },
        );
        rows.push(row(rival.name, ms, inertia, version));
      }
    }
    return rows;
  } finally {
    await python?.close();
  }
}
