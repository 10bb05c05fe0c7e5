import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

/** How many tests of a stage passed and failed; one that is a single check, such as a linter, counts as one test. */
export interface Count {
  passed: number;
  failed: number;
  skipped?: number;
  /** A sentence for the summary: why a stage was skipped, what to read first when it failed. */
  note?: string;
}

/** A part of `npm test`, run after those before it, whatever became of them. */
export interface Stage {
  /** Names the stage on the command line: `npm test -- unit e2e` runs these two. */
  name: string;
  /** What holds when the stage passes. */
  title: string;
  run: () => Promise<Count>;
}

/** Environment variables for a command, on top of those of this process. */
export type Env = Record<string, string>;

/** Runs a command with its output on the terminal, and gives its exit code. */
export function show(command: string, args: string[], env: Env = {}): Promise<number> {
  return new Promise((done) => {
    const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      done(127);
    });
    child.on('close', (code) => done(code ?? 1));
  });
}

/** Runs a command silently; gives its exit code and its output, both streams in the order they were written. */
export function capture(
  command: string,
  args: string[],
  env: Env = {},
): Promise<{ code: number; output: string }> {
  return new Promise((done) => {
    let output = '';
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => done({ code: 127, output: `${output}${command}: ${error.message}\n` }));
    child.on('close', (code) => done({ code: code ?? 1, output }));
  });
}

/** A stage that is one command: passes when the command does, and shows what it wrote only when it does not. */
export function check(name: string, title: string, command: string, args: string[], env: Env = {}): Stage {
  const run = async () => {
    const { code, output } = await capture(command, args, env);
    if (code === 0) return { passed: 1, failed: 0 };
    console.log(output.trimEnd());
    const said = stripVTControlCharacters(output)
      .trim()
      .split('\n')
      .slice(-4)
      .join(' ')
      .replace(/\s+/g, ' ')
      .slice(-400);
    return { passed: 0, failed: 1, note: `\`${[command, ...args].join(' ')}\` ended with ${code}: ${said}` };
  };
  return { name, title, run };
}

/** A stage that is several commands in turn, one test each. */
export function checks(name: string, title: string, commands: [string, ...string[]][], env: Env = {}): Stage {
  const run = async () => {
    const sum: Count = { passed: 0, failed: 0 };
    for (const [command, ...args] of commands) {
      const count = await check(name, title, command, args, env).run();
      sum.passed += count.passed;
      sum.failed += count.failed;
      if (count.note) sum.note = count.note;
    }
    return sum;
  };
  return { name, title, run };
}

/** The count of a stage that cannot run here, with the reason. */
export function skipped(note: string): Count {
  return { passed: 0, failed: 0, skipped: 1, note };
}
