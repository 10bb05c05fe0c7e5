import { existsSync } from 'node:fs';
import { findCxx, hasMake, whyNoEmscripten } from '../toolchain.mjs';
import { type Count, capture, type Stage, skipped } from './stage.ts';

/** The C++ tests, built natively under the address and undefined-behaviour sanitizers; counts the lines that report a test. */
export const sanitizers: Stage = {
  name: 'cpp',
  title: 'C++ tests under the address and undefined-behaviour sanitizers',
  run: async () => {
    const cxx = findCxx();
    if (!cxx || !hasMake()) return skipped('no make, or no C++ compiler with sanitizers.');
    return make('test', { CXX: cxx });
  },
};

/** Whether each committed .wasm is, byte for byte, what its source builds to. */
export const reproducible: Stage = {
  name: 'wasm',
  title: 'committed .wasm files are what their sources build to',
  run: async () => {
    const reason = whyNoEmscripten();
    return reason ? skipped(reason) : make('check');
  },
};

async function make(target: string, env: Record<string, string> = {}): Promise<Count> {
  if (!existsSync('wasm/Makefile')) return { passed: 0, failed: 1, note: 'wasm/Makefile is missing' };
  const { code, output } = await capture('make', ['-C', 'wasm', '-j2', target], env);
  console.log(output.trimEnd());
  const passed = output.match(/^ok\b/gm)?.length ?? 0;
  const failed = output.match(/^(not ok|FAIL)\b/gm)?.length ?? 0;
  if (code !== 0)
    return { passed, failed: Math.max(1, failed), note: `\`make -C wasm ${target}\` ended with ${code}` };
  return { passed: Math.max(1, passed), failed };
}
