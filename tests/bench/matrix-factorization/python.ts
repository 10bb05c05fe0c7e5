import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { randomFactors } from '../../../src/engine/matrix-factorization/factors.ts';
import { seeded } from '../../../src/engine/random.ts';
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
export interface Python {
  versions: Record<string, string>;
  /** One bench for each way to take steps. */
  descents: Bench[];
  /** Asks for what main.py offers; arrays in `files` are handed over as files, those in `results` are read back. */
  ask: <Reply>(
    request: object,
    files?: Record<string, NodeJS.ArrayBufferView>,
    results?: string[],
  ) => Promise<Reply>;
  /** A path for a file that both can read; removed at the end. */
  path: (name: string) => string;
  /** Ends the process and removes its files. */
  close: () => Promise<void>;
}

/** Starts python; undefined, with the reason on the console, where there is none, or no numpy. */
export async function openPython(interpreter = '/usr/bin/python3'): Promise<Python | undefined> {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  const path = (name: string) => join(directory, name);
  const child = spawn(interpreter, [SCRIPT], { stdio: ['pipe', 'pipe', 'pipe'] });
  const complaints: string[] = [];
  child.on('error', ({ message }) => complaints.push(message));
  child.stdin.on('error', () => {}); // the end of its output says the same
  child.stderr.on('data', (text) => complaints.push(String(text)));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = await lines.next();
  const close = async () => {
    child.kill();
    rmSync(directory, { recursive: true });
  };
  if (first.done) {
    const reason = complaints.join('').trim().split('\n').at(-1);
    console.error(`Left out, for python does not run: all that is in it (${reason}). ${INSTALL}`);
    await close();
    return undefined;
  }
  const versions: Record<string, string> = JSON.parse(first.value);

  const ask: Python['ask'] = async (request, files = {}, results = []) => {
    const at = (names: string[], kind: string) =>
      Object.fromEntries(names.map((name) => [name, path(`${kind}-${name}`)]));
    const places = at(Object.keys(files), 'given');
    for (const [name, values] of Object.entries(files)) writeFileSync(places[name], values);
    const back = at(results, 'result');
    child.stdin.write(`${JSON.stringify({ ...request, files: places, results: back })}\n`);
    const line = await lines.next();
    if (line.done) throw new Error(`python ended: ${complaints.join('')}`);
    const reply = JSON.parse(line.value);
    if (reply.error) throw new Error(`python: ${reply.error}\n${complaints.join('')}`);
    return { ...reply, ...Object.fromEntries(results.map((name) => [name, numbersOf(back[name])])) };
  };

  const missing = Object.entries(DESCENTS).filter(([method]) => !versions[method]);
  if (missing.length > 0)
    console.error(
      `Left out, for they are not here: ${missing.map(([, name]) => name).join('; ')}. ${INSTALL}`,
    );
  const descents = Object.entries(DESCENTS)
    .filter(([method]) => versions[method])
    .map(([method, name]) => bench(ask, method, name, versions[method]));
  return { versions, descents, ask, path, close };
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

function numbersOf(file: string): Float64Array {
  const bytes = readFileSync(file);
  return new Float64Array(new Uint8Array(bytes).buffer);
}
