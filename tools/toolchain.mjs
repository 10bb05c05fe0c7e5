/** What the tests need from the machine, and where it is found. Plain JavaScript without packages: setup.mjs runs before any are there. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The one compiler whose output the committed .wasm files are, byte for byte: Debian 12's package. */
export const EMSCRIPTEN = '3.1.6';

const SYSTEM_CHROMIUM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Output of a command, both streams together, or undefined where it cannot be run or fails. */
export function outputOf(command, ...args) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? stdout + stderr : undefined;
}

/** Chromium or Chrome as installed on the system, named by CHROMIUM or in a usual place. */
export function systemChromium() {
  return [process.env.CHROMIUM, ...SYSTEM_CHROMIUM].find((path) => path && existsSync(path));
}

/** The Chromium that the tests will drive: the system's, else the one Playwright downloaded, else undefined. */
export function findChromium() {
  const system = systemChromium();
  if (system) return system;
  const { chromium } = createRequire(import.meta.url)('playwright-core');
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

/** Debian's Firefox, which Playwright drives by WebDriver BiDi, or the one FIREFOX names; undefined where there is none. */
export function findFirefox() {
  return [process.env.FIREFOX, '/usr/bin/firefox-esr'].find((path) => path && existsSync(path));
}

/** A C++ compiler that can build and run a program under the address and undefined-behaviour sanitizers. */
export function findCxx() {
  const dir = mkdtempSync(join(tmpdir(), 'cxx-'));
  try {
    const source = join(dir, 'probe.cpp');
    writeFileSync(source, '#include <vector>\nint main() { return std::vector<int>(3).back(); }\n');
    return [process.env.CXX, 'g++', 'clang++'].find((cxx) => {
      const program = join(dir, 'probe');
      return (
        cxx &&
        outputOf(cxx, '-fsanitize=address,undefined', source, '-o', program) !== undefined &&
        outputOf(program) !== undefined
      );
    });
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** Whether `make` is there. */
export function hasMake() {
  return outputOf('make', '--version') !== undefined;
}

/**
 * Why the committed .wasm files cannot be rebuilt here for comparison, as a sentence, or undefined where they can. Another
 * distribution's 3.1.6 sits on another clang and writes other bytes, so the clang counts too.
 */
export function whyNoEmscripten() {
  const emcc = process.env.EMCC ?? 'emcc';
  const version = outputOf(emcc, '--version')?.match(/\) (\d+\.\d+\.\d+)/)?.[1];
  if (!version) return `emcc is not installed (wanted: Debian 12's package emscripten, ${EMSCRIPTEN}).`;
  if (version !== EMSCRIPTEN)
    return `emcc is ${version}; the committed builds are made by ${EMSCRIPTEN} (Debian 12's package emscripten).`;
  if (!/clang version 14\./.test(outputOf(emcc, '-v') ?? ''))
    return `emcc ${version} is here not on clang 14, as in Debian 12, so its bytes differ.`;
  return undefined;
}
