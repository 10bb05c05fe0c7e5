import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The engine's source as a native program, working on one set of values. */
export interface Native {
  /** Clusters a few times, and gives the median of their milliseconds of CPU. */
  total: (k: number) => number;
  /** The inertia it reached last. */
  inertia: () => number;
  /** Removes its file of values. */
  close: () => void;
}

/** Builds the native program and gives it `values`; undefined where there is no compiler. */
export function openNative(values: Float32Array): Native | undefined {
  const built = spawnSync('make', ['-C', 'wasm', 'native'], { encoding: 'utf8' });
  if (built.status !== 0) {
    console.error(`No native build to compare with: ${built.stderr || built.error?.message}`);
    return undefined;
  }
  const dir = mkdtempSync(join(tmpdir(), 'bench-'));
  const file = join(dir, 'values');
  writeFileSync(file, values);
  let reached = Number.NaN;
  return {
    total: (k) => {
      const [{ n, inertia, total }] = JSON.parse(
        execFileSync('wasm/build/kmeans1d.bench', [file, String(k), '3'], { encoding: 'utf8' }),
      );
      reached = inertia;
      return (total.median * n) / 1e6;
    },
    inertia: () => reached,
    close: () => rmSync(dir, { recursive: true }),
  };
}
