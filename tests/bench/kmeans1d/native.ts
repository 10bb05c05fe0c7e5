import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The engine's source as a native program. */
export interface Native {
  /** Clusters `values` a few times: the median of their milliseconds of CPU, and the inertia. */
  cluster: (values: Float32Array, k: number) => { total: number; inertia: number };
  /** Removes its file of values. */
  close: () => void;
}

/** Builds the native program; undefined, with the reason on the console, where there is no compiler. */
export function openNative(): Native | undefined {
  const built = spawnSync('make', ['-C', 'wasm', 'native'], { encoding: 'utf8' });
  if (built.status !== 0) {
    console.error(`No native build to compare with: ${built.stderr || built.error?.message}`);
    return undefined;
  }
  const dir = mkdtempSync(join(tmpdir(), 'bench-'));
  const file = join(dir, 'values');
  return {
    cluster: (values, k) => {
      writeFileSync(file, values);
      const output = execFileSync('wasm/build/kmeans1d.bench', [file, String(k), '3'], { encoding: 'utf8' });
      const [{ n, inertia, total }] = JSON.parse(output);
      return { total: (total.median * n) / 1e6, inertia };
    },
    close: () => rmSync(dir, { recursive: true }),
  };
}
