/**
 * Makes a checkout ready: `node tools/setup.mjs` before the site is built, `node tools/setup.mjs --tests` before it is tested.
 * npm runs it by itself (prestart, pretest) with whatever Node the machine has, 20 or later, and nothing installed. Says in a
 * sentence what it does, nothing where there is nothing to do; exits with 0 when ready and with 1, and the reason, when not.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  EMSCRIPTEN,
  findChromium,
  findCxx,
  findFirefox,
  hasMake,
  outputOf,
  whyNoEmscripten,
} from './toolchain.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isRoot = process.getuid?.() === 0;
const hasApt = process.platform === 'linux' && outputOf('apt-get', '--version') !== undefined;

let listsAreFresh = false; // Debian's lists of packages, in this run

const say = (sentence) => console.log(`setup: ${sentence}`);
function stop(sentence) {
  console.error(`setup: ${sentence}`);
  process.exit(1);
}

installPackages();
chooseNode();
if (process.argv.includes('--tests')) installTestTools();

/** `npm ci`, where node_modules is not what package-lock.json says. */
function installPackages() {
  if (packagesMatch()) return;
  say('installing the npm packages of package-lock.json (about a minute) …');
  // npm's own Node, not the one in node_modules/.bin, which npm ci is about to delete.
  const { npm_execpath: npm, npm_node_execpath: node } = process.env;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = npm && node ? run(node, [npm, ...args]) : run('npm', args);
  if (status !== 0) stop('npm ci failed; its message above says why.');
}

function packagesMatch() {
  const wanted = readLock(join(root, 'package-lock.json'));
  const found = readLock(join(root, 'node_modules', '.package-lock.json'));
  return wanted && found && lockMatches(wanted, found);
}

function readLock(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}

/** Whether each wanted package is installed in its version, but for those of other platforms, and no other is. */
function lockMatches(wanted, found) {
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || (!found[path] && entry.optional && !isForHere(entry))) continue;
    if (found[path]?.version !== entry.version || found[path]?.integrity !== entry.integrity) return false;
  }
  return Object.keys(found).every((path) => wanted[path]);
}

function isForHere({ os, cpu, libc }) {
  const named = os && cpu; // an optional package that names no platform may be left out for reasons of its own
  return (
    named &&
    os.includes(process.platform) &&
    cpu.includes(process.arch) &&
    (!libc || libc.includes(libcHere()))
  );
}

function libcHere() {
  return process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl';
}

/** Leaves a Node first on the PATH of npm's scripts that is new enough: the packaged one where it runs, else the machine's. */
function chooseNode() {
  const packaged = join(root, 'node_modules', '.bin', 'node');
  if (existsSync(packaged)) {
    if (outputOf(packaged, '--version')) return;
    rmSync(packaged); // not for this system's C library
  }
  const least = process.argv.includes('--tests') ? [22, 18] : [22, 12];
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > least[0] || (major === least[0] && minor >= least[1])) return;
  stop(
    `on ${process.platform} ${process.arch} this needs Node ${least.join('.')} or later, and this is ${process.versions.node}. ` +
      'Install a current Node from https://nodejs.org and run the command again.',
  );
}

function installTestTools() {
  const missing = [];
  if (!findChromium()) {
    debianInstall('Chromium', 'chromium', 'fonts-liberation');
    if (!findChromium()) playwrightInstall();
    if (!findChromium())
      missing.push('a browser: install Chromium or Chrome, or name one by CHROMIUM=/path/to/it.');
  }
  if (!hasMake() || !findCxx()) {
    debianInstall('a C++ compiler and make', 'g++', 'make');
    if (!hasMake() || !findCxx())
      missing.push('make and a C++ compiler with sanitizers: install g++ or clang++, and make.');
  }
  if (whyNoEmscripten()) {
    debianInstall(`emscripten ${EMSCRIPTEN}`, 'emscripten');
    const reason = whyNoEmscripten();
    if (reason)
      say(
        `${reason} The check that the committed .wasm files are what their sources build to will be skipped.`,
      );
  }
  if (!whyNoEmscripten() && spawnSync('clang++-16', ['--version']).status !== 0)
    debianInstall('clang 16, for the build with relaxed SIMD', 'clang-16', 'lld-16');
  if (!findFirefox()) {
    debianInstall('Firefox', 'firefox-esr');
    if (!findFirefox()) say('no firefox-esr here, so the browser tests run in Chromium alone.');
  }
  if (missing.length > 0) stop(`the tests still need\n  - ${missing.join('\n  - ')}`);
}

/** Installs Debian packages where that is possible here; whoever calls looks whether it helped. */
function debianInstall(what, ...packages) {
  if (!isRoot || !hasApt) return;
  say(`installing ${what} (Debian: ${packages.join(' ')}) …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => spawnSync('apt-get', args, { encoding: 'utf8', env, maxBuffer: 1 << 26 });
  if (!listsAreFresh) apt('-q', 'update');
  listsAreFresh = true;
  const { status, stdout, stderr } = apt('-qy', 'install', '--no-install-recommends', ...packages);
  if (status !== 0) say(`apt-get could not:\n${(stdout + stderr).trim().split('\n').slice(-4).join('\n')}`);
}

function playwrightInstall() {
  say("downloading Playwright's Chromium …");
  run(process.execPath, [join(root, 'node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium']);
}

function run(command, args) {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit' });
}
