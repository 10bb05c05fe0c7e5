import { randomFactors } from '../../../src/engine/matrix-factorization/factors.ts';
import { seeded } from '../../../src/engine/random.ts';
import { type PythonProcess, startPython } from '../python-process.ts';
import { type Descent, descentOf } from './problems.ts';
import type { Bench, Opened, Solved, Stepped } from './requests.ts';

const SCRIPT = `${import.meta.dirname}/python/main.py`;
/** What the tables call the ways to take steps of python/descent.py. */
const DESCENTS = {
  'scipy-sparse': 'scipy, derived by hand',
  'numpy-dense': 'numpy, all cells, derived by hand',
  'torch-gather': 'torch, observed cells',
  'torch-dense': 'torch, all cells',
};
const INSTALL = 'On Debian: apt-get install python3-numpy python3-scipy python3-torch';

/** Rivals in Python: those that are installed here, one python process for all, on one thread. */
export interface Python extends PythonProcess {
  /** One bench for each way to take steps. */
  descents: Bench[];
}

/** Starts python; undefined, with the reason on the console, where there is none, or no numpy. */
export async function openPython(interpreter = '/usr/bin/python3'): Promise<Python | undefined> {
  const python = await startPython(SCRIPT, interpreter, INSTALL);
  if (!python) return undefined;
  const { ask, versions } = python;
  const missing = Object.entries(DESCENTS).filter(([method]) => !versions[method]);
  if (missing.length > 0)
    console.error(
      `Left out, for they are not here: ${missing.map(([, name]) => name).join('; ')}. ${INSTALL}`,
    );
  const descents = Object.entries(DESCENTS)
    .filter(([method]) => versions[method])
    .map(([method, name]) => bench(ask, method, name, versions[method]));
  return { ...python, descents };
}

function bench(ask: Python['ask'], method: string, name: string, version: string): Bench {
  const sizes = ({ ratings: { rows, columns }, k, loss, beta, alpha }: Descent) => ({
    method,
    rows,
    columns,
    k,
    loss,
    beta,
    alpha,
  });
  const cells = ({ ratings: { row, column, value } }: Descent) => ({ row, column, value });
  return {
    name,
    version,
    precision: 'float32',
    fits: () => true,
    open: async (size, loss): Promise<Opened> => {
      const problem = descentOf(size, loss);
      const files = { ...cells(problem), ...problem.start };
      const reply = await ask<{ loss: number; P: Float64Array; Q: Float64Array }>(
        { do: 'open', ...sizes(problem) },
        files,
        ['P', 'Q'],
      );
      return { loss: reply.loss, gradient: { P: reply.P, Q: reply.Q } };
    },
    steps: (count) => ask<Stepped>({ do: 'steps', method, count }),
    solve: ({ optimizer, seeds, target, limit }) => {
      const problem = descentOf('5 × 4', 'squared');
      const { rows, columns } = problem.ratings;
      const starts = seeds.map((seed) => randomFactors(rows, columns, problem.k, seeded(seed)));
      const joined = (part: 'P' | 'Q') => Float64Array.from(starts.flatMap((start) => [...start[part]]));
      return ask<Solved>(
        { do: 'solve', ...sizes(problem), optimizer, target, limit },
        { ...cells(problem), P: joined('P'), Q: joined('Q') },
      );
    },
    close: async () => {},
  };
}
