import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A script in python that says in one line of JSON what is there, with versions, then answers requests, one a line. */
export interface PythonProcess {
  versions: Record<string, string>;
  /** Asks for what the script offers; arrays in `files` are handed over as files, those in `results` are read back. */
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

/** Starts a script; undefined, with the reason and `install` on the console, where there is no python, or not what it needs. */
export async function startPython(
  script: string,
  interpreter: string,
  install: string,
): Promise<PythonProcess | undefined> {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  const path = (name: string) => join(directory, name);
  const child = spawn(interpreter, [script], { stdio: ['pipe', 'pipe', 'pipe'] });
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
    console.error(`Left out, for python does not run: all that is in it (${reason}). ${install}`);
    await close();
    return undefined;
  }

  const ask: PythonProcess['ask'] = async (request, files = {}, results = []) => {
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
  return { versions: JSON.parse(first.value), ask, path, close };
}

function numbersOf(file: string): Float64Array {
  const bytes = readFileSync(file);
  return new Float64Array(new Uint8Array(bytes).buffer);
}
