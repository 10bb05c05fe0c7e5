import { execFileSync, spawnSync } from 'node:child_process';

/** Debian's, which has numpy and scikit-learn where they are installed; another Python may come first in the path. */
export const PYTHON = '/usr/bin/python3';

/** Where a test needs numpy: `false`, or why it is skipped, as `test` takes it. */
export const skipWithoutNumpy: false | string =
  spawnSync(PYTHON, ['-c', 'import numpy']).status === 0 ? false : 'no numpy here';

/** Runs a program and returns what it printed. A warning is an error. */
export const python = (code: string, ...given: string[]): string =>
  execFileSync(PYTHON, ['-W', 'error', '-c', code, ...given], { encoding: 'utf8' });
