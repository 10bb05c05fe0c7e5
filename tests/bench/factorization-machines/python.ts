import { shuffled } from '../../../src/engine/factorization-machines/fit.ts';
import { isSparse, type Problem, type Weights } from '../../../src/engine/factorization-machines/index.ts';
import { seeded } from '../../../src/engine/random.ts';
import { type PythonProcess, startPython } from '../python-process.ts';
import { BATCH, problemOf, SIZES } from './problems.ts';
import type { Bench, EpochRun, TitanicRun } from './requests.ts';
import { titanicProblem } from './titanic.ts';

const SCRIPT = `${import.meta.dirname}/python/main.py`;
/** What the tables call the programs of python/machines.py. */
const MACHINES = { numpy: 'numpy, derived by hand', torch: 'torch, gradients automatic' };
const INSTALL = 'On Debian: apt-get install python3-numpy python3-scipy python3-torch python3-sklearn';

/** Rivals in Python: those that are installed here, one python process for all, on one thread. */
export interface Python extends PythonProcess {
  machines: Bench[];
}

/** Starts python; undefined, with the reason on the console, where there is none, or no numpy. */
export async function openPython(interpreter = '/usr/bin/python3'): Promise<Python | undefined> {
  const python = await startPython(SCRIPT, interpreter, INSTALL);
  if (!python) return undefined;
  const { ask, versions } = python;
  const missing = ['scipy', 'torch', 'sklearn'].filter((name) => !versions[name]);
  if (missing.length > 0) console.error(`Left out, for they are not here: ${missing.join(', ')}. ${INSTALL}`);
  const machines = (Object.keys(MACHINES) as (keyof typeof MACHINES)[])
    .filter((method) => versions[method])
    .map((method) => machine(ask, method, versions));
  return { ...python, machines };
}

function machine(ask: Python['ask'], method: keyof typeof MACHINES, versions: Python['versions']): Bench {
  let taken = 0;
  return {
    name: MACHINES[method],
    version: versions[method],
    precision: 'float32',
    fits: (size) => SIZES[size].entries === SIZES[size].d || method !== 'numpy' || 'scipy' in versions,
    open: async (size) => {
      const problem = problemOf(size);
      const parts = ['w0', 'w1', 'V'];
      const reply = await ask<Record<string, Float64Array>>(
        { do: 'open', method, batch: BATCH, ...settings(problem) },
        filesOf(problem),
        parts,
      );
      const { d, k } = problem.start;
      taken = 0;
      const gradient: Weights = { d, k, w0: reply.w0[0], w1: reply.w1, V: reply.V };
      return { gradient };
    },
    steps: (count) => {
      const from = taken;
      taken += count;
      return ask<{ ms: number }>({ do: 'steps', method, from, count });
    },
    loss: () => ask<{ loss: number }>({ do: 'loss', method }),
    epoch: (seed) => {
      const problem = problemOf('file');
      const order = Uint32Array.from({ length: problem.samples.X.rows }, (_, i) => i);
      shuffled(order, seeded(seed));
      return ask<EpochRun>(
        { do: 'epoch', method, batch: BATCH, ...settings(problem) },
        { ...filesOf(problem), order },
      );
    },
    titanic: (epochs, target) => {
      const problem = titanicProblem();
      return ask<TitanicRun>(
        { do: 'titanic', method, epochs, target, ...settings(problem) },
        filesOf(problem),
      );
    },
    close: async () => {},
  };
}

const settings = ({ task, samples, start: { d, k, w0 }, optimizer }: Problem) => ({
  task,
  rows: samples.X.rows,
  d,
  k,
  w0,
  rate: optimizer.learningRate,
});

function filesOf({
  samples: { X, y, weights },
  start: { w1, V },
}: Problem): Record<string, NodeJS.ArrayBufferView> {
  const numbers = isSparse(X) ? { column: X.column, value: X.value } : { value: X.values };
  return { ...numbers, y, w1, V, ...(weights && { weight: weights }) };
}
