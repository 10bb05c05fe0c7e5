import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Picture } from './implementation.ts';
import type { Bench, Outcome } from './outcome.ts';

const SCRIPT = `${import.meta.dirname}/python.py`;
/** What the tables call the methods of python.py. */
const NAMES = {
  'sklearn-1': 'scikit-learn KMeans, 10,000 pixels',
  'sklearn-10': 'scikit-learn KMeans, 10,000 pixels, 10 starts',
  'sklearn-batches': 'scikit-learn MiniBatchKMeans',
  opencv: 'OpenCV kmeans, 10 rounds',
  'pillow-median-cut': 'Pillow MEDIANCUT',
  'pillow-octree': 'Pillow FASTOCTREE',
  'pillow-libimagequant': 'Pillow LIBIMAGEQUANT',
  pngquant: 'pngquant, PNG to PNG',
  imagemagick: 'ImageMagick -colors',
};
const INSTALL = 'On Debian: apt-get install python3-sklearn python3-opencv python3-pil pngquant imagemagick';
/** Whole programs, of which only the CPU time in all is known. */
const PROGRAMS = new Set(['pngquant', 'imagemagick']);

/** Quantizers of Python and of Debian: those that are installed here, run one at a time by a python process. */
export interface Python {
  benches: Bench[];
  /** Ends the process and removes its files. */
  close: () => void;
}

/** Starts python; without it there are no benches, and the console says so. */
export async function openPython(interpreter = '/usr/bin/python3'): Promise<Python> {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  let child = await start(interpreter);
  const run = async (method: string, picture: Picture, k: number, limitMs: number): Promise<Outcome> => {
    child ??= await start(interpreter);
    if (!child) throw new Error(`${interpreter} does not start any more.`);
    const [file, result] = [join(directory, 'picture'), join(directory, 'result')];
    writeFileSync(file, picture.rgba);
    const { width, height } = picture;
    const reply = await child.ask({ method, file, width, height, k, result }, limitMs);
    if (reply === 'late' || reply.ended) child = undefined;
    if (reply === 'late') return { late: true };
    if ('error' in reply) {
      console.error(`${method}, ${width} × ${height}, k = ${k}: ${reply.error}`);
      return { late: true };
    }
    return { ms: Number(reply.ms), rgba: new Uint8Array(readFileSync(result)) };
  };
  const found = child?.versions ?? {};
  const missing = Object.entries(NAMES).filter(([method]) => !found[method]);
  if (missing.length > 0)
    console.error(
      `Left out, for they are not here: ${missing.map(([, name]) => name).join('; ')}. ${INSTALL}`,
    );
  const benches = Object.entries(NAMES)
    .filter(([method]) => found[method])
    .map(([method, name]) => ({
      name,
      version: found[method],
      ...(PROGRAMS.has(method) && { program: true }),
      run: (picture: Picture, k: number, limitMs: number) => run(method, picture, k, limitMs),
    }));
  const close = () => {
    child?.kill();
    rmSync(directory, { recursive: true });
  };
  return { benches, close };
}

async function start(interpreter: string) {
  const child = spawn(interpreter, [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.on('error', () => {}); // the end of its output says the same
  child.stdin.on('error', () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = await lines.next();
  if (first.done) return undefined;
  const versions: Record<string, string> = JSON.parse(first.value);
  const ask = async (request: object, limitMs: number): Promise<'late' | Record<string, number | string>> => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((done) => {
      timer = setTimeout(() => done('late'), limitMs);
    });
    const reply = await Promise.race([lines.next(), late]);
    clearTimeout(timer);
    if (reply === 'late') {
      child.kill('SIGKILL');
      return 'late';
    }
    return reply.done ? { error: 'the process ended', ended: 1 } : JSON.parse(reply.value);
  };
  return { versions, ask, kill: () => child.kill('SIGKILL') };
}
